// Every page, light and dark, on a phone: no accessibility violation, no sideways scrolling.
import AxeBuilder from '@axe-core/playwright';
import { expect, signIn, test } from '../support.mjs';
import { PLACES, address } from '../places.mjs';

for (const [name, path, person] of PLACES) {
  test(`${name} is accessible and fits the screen`, async ({ page }) => {
    if (person) await signIn(page, person);
    await page.goto(await address(page, path));
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      // Colours glide from one scheme to the other; what is judged is where they arrive.
      // Asked anew each time: what an island draws over takes its animations along, and they never finish.
      await page.waitForFunction(() => document.getAnimations().every(({ playState, effect }) => playState !== 'running' || !Number.isFinite(effect.getComputedTiming().endTime)));
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`)).toEqual([]);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
