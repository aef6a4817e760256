// Pictures of every page for looking at: output/pictures/{name}-{width}-{theme}-{language}.png. Made when PICTURES is set,
// else only the landing pages in one size, so that the maker itself stays tested.
import { expect, test } from '../support.mjs';
import { enter } from '../world.mjs';
import { PLACES, address } from '../places.mjs';

const ALL = Boolean(process.env.PICTURES);
const SIZES = [[360, 800], [1440, 900]];

for (const [name, path, person] of ALL ? PLACES : PLACES.slice(0, 2)) {
  test(`picture of ${name}`, async ({ page }) => {
    if (person) await enter(page, person);
    const place = await address(page, path);
    for (const language of ALL ? ['tr', 'en'] : ['tr']) {
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          await page.goto(`${place}${place.includes('?') ? '&' : '?'}lang=${language}`);
          await page.evaluate(() => document.fonts.ready);
          const picture = await page.screenshot({ fullPage: true, path: `end2end/output/pictures/${name}-${width}-${colorScheme}-${language}.png` });
          expect(picture.length).toBeGreaterThan(5_000);
        }
      }
    }
  });
}

// What another site sends in somebody's name meets a page that has no address of its own.
test('picture of 403', async ({ page, baseURL }) => {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto('about:blank');
      await page.setContent(`<form method="post" action="${baseURL}/api/auth/sign_out"><button>x</button></form>`);
      const [answer] = await Promise.all([page.waitForResponse(/sign_out/), page.getByRole('button').click()]);
      expect(answer.status()).toBe(403);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ fullPage: true, path: `end2end/output/pictures/403-${width}-${colorScheme}-tr.png` });
    }
  }
});
