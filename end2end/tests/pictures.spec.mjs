// Pictures of every page for looking at: output/pictures/{name}-{width}-{theme}-{language}.png. Made when PICTURES is set,
// else only the landing pages in one size, so that the maker itself stays tested.
import { expect, signIn, test } from '../support.mjs';
import { PLACES, address } from '../places.mjs';

const ALL = Boolean(process.env.PICTURES);
const SIZES = [[360, 800], [1440, 900]];

for (const [name, path, person] of ALL ? PLACES : PLACES.slice(0, 2)) {
  test(`picture of ${name}`, async ({ page }) => {
    if (person) await signIn(page, person);
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
