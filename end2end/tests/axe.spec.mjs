// Every page, light and dark, on a phone, and in English on a desk: no accessibility violation, no sideways scrolling.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../support.mjs';
import { enter } from '../world.mjs';
import { PLACES, address } from '../places.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** What is wrong with the page as it stands, a line for each rule that it breaks. */
async function judged(page, where) {
  // Colours glide from one scheme to the other; what is judged is where they arrive.
  // Asked anew each time: what an island draws over takes its animations along, and they never finish.
  await page.waitForFunction(() => document.getAnimations().every(({ playState, effect }) => playState !== 'running' || !Number.isFinite(effect.getComputedTiming().endTime)));
  // No page has frames: what is found need not be gathered in a page of its own, which takes as long again.
  const { violations } = await new AxeBuilder({ page }).options({ runOnly: RULES, resultTypes: ['violations'] }).setLegacyMode(true).analyze();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const wide = overflow > 0 ? [`${where}: ${overflow} px too wide`] : [];
  return [...violations.map(({ id, nodes }) => `${where} ${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`), ...wide];
}

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
