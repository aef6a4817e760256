// An advert from its order to its place in the search.
import { ADMIN, MECHANIC, expect, test } from '../support.mjs';
import { enter, unique, workshop } from '../world.mjs';

const PAGE = '/atolye/reklamlar';
const DESK = '/yonetim/reklamlar';

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The desk sells a package of its own for this journey. */
async function sell(admin) {
  const name = `Vitrin ${unique()}`;
  await admin.goto(`${DESK}?paket=yeni`);
  await admin.getByLabel('Türkçe adı').fill(name);
  await admin.getByLabel('İngilizce adı').fill(`Showcase ${name}`);
  await admin.getByLabel('Yer', { exact: true }).selectOption({ label: 'İlçe' });
  await admin.getByLabel('Günlük fiyat').fill('az');
  await admin.getByLabel('En az gün').fill('3');
  await admin.getByLabel('En çok gün').fill('30');
  await admin.getByRole('button', { name: 'Kaydet' }).click();
  await expect(admin.getByLabel('Günlük fiyat')).toHaveValue('az');
  await expect(admin.getByLabel('Günlük fiyat')).toHaveAttribute('aria-invalid', 'true');
  await admin.getByLabel('Günlük fiyat').fill('120,50');
  await admin.getByRole('button', { name: 'Kaydet' }).click();
  await expect(admin.getByText('Kaydedildi').first()).toBeVisible();
  return name;
}

test('a workshop sees the sum, orders, is approved, pauses and resumes', async ({ page, other }) => {
  test.setTimeout(90_000);
  const shop = await workshop(page, other);
  const name = await sell(other);

  await page.goto(PAGE);
  await page.getByLabel('Paket').selectOption({ label: `${name} · Tepebaşı, Eskişehir · günü ₺120,50 · 3–30 gün` });
  await page.getByLabel('İlk gün').fill(inDays(3));
  await page.getByLabel('Gün sayısı').fill('on');
  await page.getByRole('button', { name: 'Tutarı göster' }).click();
  await expect(page.getByLabel('Gün sayısı')).toHaveValue('on');
  await expect(page.getByLabel('Gün sayısı')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Gün sayısı').fill('4');
  await page.getByRole('button', { name: 'Tutarı göster' }).click();
  await expect(page.locator('#tutar')).toContainText('₺482');
  await page.getByRole('button', { name: 'Bu tutarla sipariş ver' }).click();
  await expect(page.getByText('Siparişiniz alındı; ödeme bekliyor.')).toBeVisible();
  const own = page.getByRole('listitem').filter({ hasText: name });
  await expect(own).toContainText('Ödeme bekliyor');

  const row = other.getByRole('row').filter({ hasText: shop.name });
  await other.goto(`${DESK}?durum=awaiting_payment`);
  await row.getByRole('button', { name: 'Ödendi olarak işle' }).click();
  const dialog = other.getByRole('dialog', { name: 'Ödendi olarak işle' });
  await dialog.getByLabel('Nasıl ödendi?').fill('Havale');
  await dialog.getByRole('button', { name: 'Ödendi olarak işle' }).click();
  await expect(other.getByText('Kaydedildi').first()).toBeVisible();
  await other.goto(`${DESK}?durum=awaiting_approval`);
  await row.getByRole('button', { name: 'Onayla' }).click();
  await expect(other.getByText('Kaydedildi').first()).toBeVisible();

  await page.goto(PAGE);
  await expect(own).toContainText('Günü gelecek');
  await own.getByRole('button', { name: 'Duraklat' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Duraklat' }).click();
  await expect(own).toContainText('Duraklatıldı');
  await own.getByRole('button', { name: 'Sürdür' }).click();
  await expect(own).toContainText('Günü gelecek');
});

test('what is paid for says so, stands first and leads to the workshop', async ({ page }) => {
  await page.goto('/usta-bul?il=istanbul');
  const cards = page.locator('#liste > li');
  const first = cards.first();
  await expect(first.getByText('Reklam', { exact: true })).toBeVisible();
  await expect(page.getByText(/Atölye bu yer için ödeme yaptı/).first()).toBeVisible();
  expect(await cards.getByText('Reklam', { exact: true }).count()).toBeLessThanOrEqual(4);
  await first.getByRole('heading', { level: 2 }).getByRole('link').click();
  await expect(page).toHaveURL(/\/usta\/[a-z0-9-]+\?reklam=/);
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', /\/usta\/[a-z0-9-]+$/);
  await page.goto('/usta-bul?il=istanbul&sirala=puan');
  await expect(cards.getByText('Reklam', { exact: true })).toHaveCount(0);
});

test('an advert that is over shows what it brought', async ({ page }) => {
  await enter(page, MECHANIC);
  await page.goto(PAGE);
  const over = page.getByRole('listitem').filter({ hasText: 'Sona erdi' }).first();
  await expect(over).toContainText(/\d+ gösterim · \d+ tıklama · \d+ randevu/);
  await over.locator('summary').filter({ hasText: 'Gün gün' }).click();
  await expect(over.getByRole('img')).toBeVisible();
  await expect(over.getByRole('table', { name: 'Gün gün' })).toBeVisible();
});

test('the desk of adverts is for admins', async ({ page }) => {
  await enter(page, ADMIN);
  await page.goto('/yonetim');
  await page.getByRole('main').getByRole('link', { name: 'Reklamlar' }).click();
  await expect(page.getByRole('heading', { name: 'Paketler' })).toBeVisible();
});
