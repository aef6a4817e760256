// What axe and a ruler say of a page as it stands.
import AxeBuilder from '@axe-core/playwright';
import { expect, scripted } from './support.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** What is wrong with the page as it stands, a line for each rule that it breaks. */
export async function judged(page, where) {
  // Colours glide from one scheme to the other; what is judged is where they arrive.
  // Asked anew each time: what an island draws over takes its animations along, and they never finish.
  await page.waitForFunction(() => document.getAnimations().every(({ playState, effect }) => playState !== 'running' || !Number.isFinite(effect.getComputedTiming().endTime)));
  // No page has frames: what is found need not be gathered in a page of its own, which takes as long again.
  const { violations } = await new AxeBuilder({ page }).options({ runOnly: RULES, resultTypes: ['violations'] }).setLegacyMode(true).analyze();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const wide = overflow > 0 ? [`${where}: ${overflow} px too wide`] : [];
  return [...violations.map(({ id, nodes }) => `${where} ${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`), ...wide];
}

/** No accessibility violation and no sideways scrolling here, light and dark. Judging takes a script. */
export async function holdsUp(page) {
  if (!scripted()) return;
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    expect(await judged(page, `${page.url()} ${colorScheme}`)).toEqual([]);
  }
}
