// Every page, light and dark, on a phone, and in English on a desk: no accessibility violation, no sideways scrolling.
import { expect, test } from '../support.mjs';
import { enter } from '../world.mjs';
import { holdsUp, judged } from '../judge.mjs';
import { PLACES, address } from '../places.mjs';

for (const [name, path, person] of PLACES) {
  test(`${name} is accessible and fits the screen`, async ({ page }) => {
    if (person) await enter(page, person);
    const own = await address(page, path);
    await page.goto(own);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      expect(await judged(page, colorScheme)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 900 });
    const [before, anchor] = own.split('#');
    await page.goto(`${before}${before.includes('?') ? '&' : '?'}lang=en${anchor ? `#${anchor}` : ''}`);
    expect(await judged(page, 'desk, English')).toEqual([]);
  });
}

// A page that needs nothing of the site, as it stands when a form is refused at the door.
test('a refusal at the door is accessible and fits the screen', async ({ page, baseURL }) => {
  await page.setContent(`<form method="post" action="${baseURL}/api/auth/sign_out"><button>x</button></form>`);
  await page.getByRole('button').click();
  await expect(page.getByText('Bu istek')).toBeVisible();
  await holdsUp(page);
});
