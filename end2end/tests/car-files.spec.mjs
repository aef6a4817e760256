// What an owner keeps of a car: photos, and the papers of what was done to it.
import { expect, test } from '../support.mjs';
import { cards, file } from '../photos.mjs';
import { carCard } from '../steps.mjs';
import { addCar, done, newcomer } from '../world.mjs';

test('photos of a car are added, the best one stands in the list, and nobody else sees them', async ({ page, other }) => {
  await newcomer(page);
  const car = await addCar(page);
  await page.goto(`/hesap/araclar/${car.id}`);
  await page.getByRole('link', { name: 'Fotoğraflar' }).click();
  await expect(page.getByText('Henüz fotoğraf yok')).toBeVisible();
  await page.getByLabel('Dosyalar').setInputFiles([file('bir.png', [200, 40, 40]), file('iki.png', [40, 40, 200])]);
  await page.getByRole('button', { name: 'Fotoğrafları ekle' }).click();
  await expect(cards(page)).toHaveCount(2, { timeout: 30_000 });
  const last = await cards(page).nth(1).getAttribute('id');
  await page.getByRole('button', { name: '2. fotoğrafı kapak yap' }).click();
  await expect(cards(page).first()).toHaveAttribute('id', last);
  await page.goto('/hesap/araclar');
  const picture = carCard(page, car.plate).getByRole('img', { name: 'kapak fotoğrafı' });
  await expect(picture).toBeVisible();
  const address = await picture.getAttribute('src');
  expect((await page.request.get(address)).status()).toBe(200);
  await newcomer(other);
  expect((await other.request.get(address)).status()).toBe(404);
  await page.goto(`/hesap/araclar/${car.id}/fotograflar`);
  await cards(page).first().getByRole('button', { name: 'Kaldır' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Kaldır', exact: true }).click();
  await expect(cards(page)).toHaveCount(1);
});

test('a bill is kept with what was done, taken back home and deleted', async ({ page }) => {
  await newcomer(page);
  const car = await addCar(page);
  await done(page, 'vehicles/save_record', { vehicle_id: car.id, done_on: '2026-03-01', items: 'Yağ değişimi' });
  await page.goto(`/hesap/araclar/${car.id}/defter`);
  await page.getByRole('main').getByRole('link', { name: 'Düzenle' }).click();
  await page.getByLabel('Belge', { exact: true }).setInputFiles({ name: 'kotu.html', mimeType: 'text/html', buffer: Buffer.from('<script>') });
  await page.getByRole('button', { name: 'Belge ekle' }).click();
  await expect(page.getByText('Bu dosya kabul edilmiyor.').first()).toBeVisible();
  await page.getByLabel('Belge', { exact: true }).setInputFiles(file('fatura.png', [250, 250, 250]));
  await page.getByRole('button', { name: 'Belge ekle' }).click();
  const link = page.getByRole('link', { name: 'fatura.png' });
  await expect(link).toBeVisible();
  const answer = await page.request.get(await link.getAttribute('href'));
  expect(answer.headers()['content-type']).toBe('image/jpeg');
  await page.goto(`/hesap/araclar/${car.id}/defter`);
  await expect(page.getByText('1 belge')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Düzenle' }).click();
  await page.locator('#belgeler').getByRole('button', { name: 'Kaldır' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Kaldır', exact: true }).click();
  await expect(link).toHaveCount(0);
});
