// A family shares a car: asked by mail, joined, booked with, ended.
import { expect, test } from '../support.mjs';
import { inDialog } from '../steps.mjs';
import { addCar, book, freshPlate, mailTo, newcomer, send, workshop } from '../world.mjs';

/** `page` asks the person at `email`, who joins in their own browser. */
async function share(page, other, email, plate, { books }) {
  await page.goto('/hesap/aile');
  await page.getByLabel('E-posta adresi', { exact: true }).fill(email);
  if (books) await page.getByLabel('Bu araçlarla randevu alabilsin').first().check();
  await page.getByRole('button', { name: 'Daveti gönder' }).click();
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: email })).toContainText('gününe kadar geçerli');
  const mail = await mailTo(other, email, 'araçlarını sizinle paylaşmak istiyor');
  await other.goto(mail.match(/\/aile-daveti\?belirtec=[\w-]+/)[0]);
  await expect(other.getByRole('main')).not.toContainText(plate);
  await other.getByRole('button', { name: 'Kabul et' }).click();
  await expect(other).toHaveURL(/\/hesap\/aile$/);
  await expect(other.getByText('Aileye katıldınız', { exact: false })).toBeVisible();
}

test('a family member joins by mail, sees the car, books with it, and is taken out', async ({ page, other, third }) => {
  test.setTimeout(120_000);
  const shop = await workshop(third, other);
  await newcomer(page, 'customer', 'Ayşe Sahibi');
  const car = await addCar(page);
  const email = await newcomer(other, 'customer', 'Fatma Kızı');
  await share(page, other, email, car.plate, { books: true });

  await other.goto('/hesap/araclar');
  const card = other.getByRole('main').getByRole('listitem').filter({ hasText: car.plate });
  await expect(card).toContainText('paylaşılan — Ayşe');
  await card.getByRole('link').click();
  await expect(other).toHaveURL(`/hesap/aile/${car.id}`);
  await expect(other.getByRole('link', { name: 'Bu araçla usta bul' })).toBeVisible();
  expect((await other.goto(`/hesap/araclar/${car.id}`)).status()).toBe(404);

  await other.goto(`/usta/${shop.slug}/randevu`);
  await expect(other.getByText('Ayşe paylaşıyor', { exact: false })).toBeVisible();
  await book(other, shop, car);
  await page.goto(`/hesap/araclar/${car.id}/defter`);
  await expect(page.getByRole('heading', { name: 'Ailenizin bu araçla randevuları' })).toBeVisible();
  await expect(page.getByText('Fatma Kızı', { exact: false })).toBeVisible();

  await page.goto('/hesap/aile');
  await inDialog(page, 'Paylaşımı bitir', 'Evet, bitir');
  await expect(page.getByText('henüz kimseyle paylaşmıyorsunuz', { exact: false })).toBeVisible();
  expect((await other.goto(`/hesap/aile/${car.id}`)).status()).toBe(404);
  await other.goto('/hesap/randevular');
  await expect(other.getByText(shop.name).first()).toBeVisible();
});

test('who may only look does not book, and leaves when they like', async ({ page, other }) => {
  await newcomer(page, 'customer', 'Ayşe Sahibi');
  const car = await addCar(page, freshPlate());
  const email = await newcomer(other, 'customer', 'Fatma Kızı');
  await share(page, other, email, car.plate, { books: false });
  await other.goto(`/hesap/aile/${car.id}`);
  await expect(other.getByText('randevu alma izniniz yok', { exact: false })).toBeVisible();

  await page.goto('/hesap/aile');
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Fatma Kızı' });
  await row.getByText('İzinleri değiştir').click();
  await row.getByLabel('Bu araçlarla randevu alabilsin').check();
  await row.getByRole('button', { name: 'İzinleri kaydet' }).click();
  await expect(row).toContainText('Randevu alır');
  await other.reload();
  await expect(other.getByRole('link', { name: 'Bu araçla usta bul' })).toBeVisible();

  await other.goto('/hesap/aile');
  await inDialog(other, 'Ayrıl', 'Evet, ayrıl');
  await expect(other.getByText('Ayrıldınız.')).toBeVisible();
  expect((await other.goto(`/hesap/aile/${car.id}`)).status()).toBe(404);
});

test('a refused invitation keeps what was typed and says why', async ({ page }) => {
  const email = await newcomer(page, 'customer', 'Ayşe Sahibi');
  await addCar(page);
  await page.goto('/hesap/aile');
  await page.getByLabel('E-posta adresi', { exact: true }).fill(email);
  await page.getByRole('button', { name: 'Daveti gönder' }).click();
  await expect(page.getByText('Bu sizin kendi adresiniz.')).toBeVisible();
  await expect(page.getByLabel('E-posta adresi', { exact: true })).toHaveValue(email);
  expect((await send(page, 'vehicles/invite_member', { email: 'biri@ornek.test' })).body.fields.vehicle_ids.rule).toBe('required');
});
