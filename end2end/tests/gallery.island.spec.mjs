// What only scripts do with a gallery: its photos are dragged.
import { expect, test } from '../support.mjs';
import { cards, file } from '../photos.mjs';
import { workshop } from '../world.mjs';

test('on a desk photos are dragged into another order', async ({ page, third, browser, baseURL }) => {
  await workshop(page, third);
  await page.goto('/atolye/fotograflar');
  await page.getByLabel('Dosyalar').setInputFiles([file('bir.png', [200, 40, 40]), file('iki.png', [40, 40, 200])]);
  await page.getByRole('button', { name: 'Fotoğrafları ekle' }).click();
  await expect(cards(page)).toHaveCount(2, { timeout: 30_000 });
  const context = await browser.newContext({ baseURL, locale: 'tr-TR', viewport: { width: 1280, height: 900 }, storageState: await page.context().storageState() });
  const desk = await context.newPage();
  await desk.goto('/atolye/fotograflar');
  const last = await cards(desk).nth(1).getAttribute('id');
  await cards(desk).nth(1).locator('img').dragTo(cards(desk).first().locator('img'));
  await expect(cards(desk).first()).toHaveAttribute('id', last);
  await context.close();
});
