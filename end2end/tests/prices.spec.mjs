// A workshop's prices by car, its promises, and all prices at once; and what a customer sees of them.
import { expect, scripted, test } from '../support.mjs';
import { ask, done, driver, freshPlate, workshop } from '../world.mjs';

const PAGE = '/atolye/hizmetler/on-fren-balatasi-degisimi';

test('a price by car and a warranty reach the booking page and the booking', async ({ page, other, third }) => {
  test.setTimeout(90_000);
  const shop = await workshop(other, third);
  await other.goto('/atolye/hizmetler');
  await other.getByRole('link', { name: /^Araca göre fiyat, parça, garanti/ }).click();
  await expect(other).toHaveURL(new RegExp(`${PAGE}$`));
  await other.getByLabel('Parça', { exact: true }).selectOption({ label: 'Eşdeğer parça' });
  await other.getByLabel('Garanti (ay)').fill('12');
  await other.getByRole('button', { name: 'Kaydet' }).click();
  await expect(other.getByText('Kaydedildi').first()).toBeVisible();

  await other.getByLabel('Marka').selectOption({ label: 'Fiat' });
  await other.getByRole('button', { name: 'Devam et' }).click();
  await other.getByLabel('Model', { exact: true }).selectOption({ label: 'Egea' });
  await other.getByLabel('Fiyat', { exact: true }).fill('bin');
  await other.getByRole('button', { name: 'Fiyatı ekle' }).click();
  await expect(other.getByLabel('Fiyat', { exact: true })).toHaveValue('bin');
  await other.getByLabel('Fiyat', { exact: true }).fill('4.321');
  await other.getByLabel('Süre (dakika)').fill('90');
  await other.getByRole('button', { name: 'Fiyatı ekle' }).click();
  await expect(other.getByRole('listitem').filter({ hasText: 'Fiat Egea' })).toContainText('₺4.321');

  await page.goto(`/usta/${shop.slug}`);
  await expect(page.getByText('Eşdeğer parça · 12 ay garanti').first()).toBeVisible();
  await expect(page.getByText('araca göre').first()).toBeVisible();
  await driver(page);
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  const service = page.getByRole('listitem').filter({ hasText: 'Ön fren balatası değişimi' }).first();
  await expect(service).toContainText('₺4.321');
  await expect(service).toContainText('1 sa 30 dk');
});

test('another car has its own price at once', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await driver(page);
  const plate = freshPlate();
  const named = (list, name) => list.find((item) => item.name === name).id;
  const model = named(await ask(page, 'vehicles/models?brand=fiat'), 'Egea');
  const [variant] = await ask(page, `vehicles/variants?model=${model}&year=2017`);
  await done(page, 'vehicles/add', { plate, variant_id: variant.id, model_year: 2017, km: 90_000 });
  await other.goto(`${PAGE}?marka=hepsi`);
  await other.getByLabel('Son model yılı').fill('2018');
  await other.getByLabel('Fiyat', { exact: true }).fill('5.432');
  await other.getByRole('button', { name: 'Fiyatı ekle' }).click();
  await expect(other.getByText('2018 ve öncesi', { exact: true })).toBeVisible();

  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  const service = page.getByRole('listitem').filter({ hasText: 'Ön fren balatası değişimi' }).first();
  await expect(service).toContainText('₺1.250');
  await page.getByRole('radio', { name: new RegExp(plate) }).check();
  if (!scripted()) await page.getByRole('button', { name: 'Saatleri göster' }).click();
  await expect(service).toContainText('₺5.432');
  await expect(page.getByRole('radio', { name: new RegExp(plate) })).toBeChecked();
});

test('all prices are raised after a look at what would happen', async ({ page, other }) => {
  await workshop(page, other);
  const [before] = (await ask(page, 'mechanics/mine')).services;
  await page.goto('/atolye/hizmetler');
  await page.getByRole('link', { name: 'Fiyatları topluca değiştirin' }).click();
  await page.getByLabel('Yüzde').fill('çok');
  await page.getByRole('button', { name: 'Ne olacağını göster' }).click();
  await expect(page.getByLabel('Yüzde')).toHaveValue('çok');
  await expect(page.getByLabel('Yüzde')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Yüzde').fill('100');
  await page.getByLabel('Yuvarlama').selectOption({ label: '1 ₺' });
  await page.getByRole('button', { name: 'Ne olacağını göster' }).click();
  await page.getByRole('button', { name: /fiyatı değiştir$/ }).click();
  await expect(page.getByText('Kaydedildi').first()).toBeVisible();
  const [after] = (await ask(page, 'mechanics/mine')).services;
  expect(after.price_kurus).toBe(before.price_kurus * 2);
  await page.goto(PAGE);
  await expect(page.getByRole('heading', { name: 'Eski fiyatlar' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Eski fiyatlar' }).getByRole('row')).toHaveCount(2);
});

test('the table of prices is filled in along a column and saved at once', async ({ page, other }) => {
  await workshop(page, other);
  const [before] = (await ask(page, 'mechanics/mine')).services;
  await page.goto('/atolye/hizmetler');
  await page.getByRole('link', { name: 'Fiyat tablosu' }).click();
  const price = page.getByLabel(`Fiyat, ${before.name}`, { exact: true });
  await price.fill('bin');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(price).toHaveValue('bin');
  await expect(price).toHaveAttribute('aria-invalid', 'true');
  await price.fill('1.777');
  if (scripted()) {
    await price.press('Escape');
    await expect(price).toHaveValue('bin');
    await price.fill('1.777');
    await expect(page.locator('[data-changed]')).toHaveCount(1);
  }
  await page.getByLabel(`Garanti (ay), ${before.name}`, { exact: true }).fill('6');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByText('Kaydedildi').first()).toBeVisible();
  const [after] = (await ask(page, 'mechanics/mine')).services;
  expect(after.price_kurus).toBe(177_700);
  expect(after.promise.warranty_months).toBe(6);
});
