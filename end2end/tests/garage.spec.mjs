// The cars of a customer.
import { expect, test } from '../support.mjs';
import { carCard, chooseCar, saveCar } from '../steps.mjs';
import { addCar, done, freshPlate, mailTo, newcomer } from '../world.mjs';

test('the first car is found by typing its brand and is the default', async ({ page }) => {
  await newcomer(page);
  await page.goto('/hesap/araclar');
  await expect(page.getByText('Henüz aracınız yok')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Araç ekle' }).first().click();
  await page.getByRole('searchbox', { name: 'Marka ara' }).fill('tofas');
  await page.getByRole('button', { name: 'Ara', exact: true }).click();
  await expect(page.getByText('Tofaş').first()).toBeVisible();
  await page.goto('/hesap/araclar/yeni');
  await chooseCar(page, { brand: 'Renault', model: 'Clio', year: '2018' });
  const plate = freshPlate();
  await saveCar(page, plate.toLowerCase().replaceAll(' ', ''));
  await expect(page).toHaveURL(/\/hesap\/araclar$/);
  await expect(carCard(page, plate)).toContainText('Varsayılan');
});

test('a refused car keeps what was typed', async ({ page }) => {
  await newcomer(page);
  await page.goto('/hesap/araclar/yeni');
  await chooseCar(page);
  await saveCar(page, '99 YOK 1', '12.345');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByText('Geçerli bir plaka yazın', { exact: false }).first()).toBeVisible();
  await expect(page.getByLabel('Plaka')).toHaveValue('99 YOK 1');
  await expect(page.getByLabel('Kilometre')).toHaveValue('12.345');
  const plate = freshPlate();
  await saveCar(page, plate, '12.345');
  await expect(carCard(page, plate)).toContainText('12.345 km');
});

test('a car is edited, made the default and removed after a question', async ({ page }) => {
  await newcomer(page);
  const [first, second] = [await addCar(page), await addCar(page)];
  await page.goto('/hesap/araclar');
  await carCard(page, second.plate).getByRole('button', { name: 'Varsayılan yap' }).click();
  await expect(carCard(page, second.plate).getByText('Varsayılan', { exact: true })).toBeVisible();

  await carCard(page, first.plate).getByRole('link', { name: 'Düzenle' }).click();
  await page.getByLabel('Kilometre').fill('100');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByText('Kilometre önceki kayıttan az olamaz.').first()).toBeVisible();
  await expect(page.getByLabel('Kilometre')).toHaveValue('100');
  const plate = freshPlate();
  await page.getByLabel('Plaka').fill(plate);
  await page.getByLabel('Kilometre').fill('75.500');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(carCard(page, plate)).toContainText('75.500 km');

  await carCard(page, plate).getByRole('button', { name: 'Kaldır' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading')).toHaveText('Araç kaldırılsın mı?');
  await dialog.getByRole('button', { name: 'Kapat' }).click();
  await expect(dialog).toBeHidden();
  await carCard(page, plate).getByRole('button', { name: 'Kaldır' }).click();
  await dialog.getByRole('button', { name: 'Evet, kaldır' }).click();
  await expect(page.getByText(plate)).toHaveCount(0);
  await expect(carCard(page, second.plate)).toBeVisible();
});

test('somebody else’s car is not found', async ({ page, other }) => {
  await newcomer(page);
  const { id } = await addCar(page);
  await newcomer(other);
  expect((await other.goto(`/hesap/araclar/${id}`)).status()).toBe(404);
});

test('papers, a correction and a reminder belong to the car', async ({ page }) => {
  await newcomer(page);
  const { id, plate } = await addCar(page);
  await page.goto(`/hesap/araclar/${id}`);
  await page.getByLabel('Kilometre').fill('60.000');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByText('Kilometre önceki kayıttan az olamaz.').first()).toBeVisible();
  await expect(page.getByLabel('Göstergedeki doğru sayı')).toHaveValue('60.000');
  await page.getByLabel('Neden düzeltiyorsunuz?').fill('Yanlış yazmışım');
  await page.getByRole('button', { name: 'Düzelt', exact: true }).click();
  await page.getByText('Gösterge geçmişi').click();
  await expect(page.getByText('Yanlış yazmışım')).toBeVisible();

  await page.getByLabel('Şasi no').fill('NM4356OO');
  await page.getByRole('button', { name: 'Bilgileri güncelle' }).click();
  await expect(page.getByText('17 harf ve rakamdan oluşur', { exact: false }).first()).toBeVisible();
  await page.getByLabel('Şasi no').fill('nm435600006a12345');
  await page.getByRole('button', { name: 'Bilgileri güncelle' }).click();
  await expect(page.getByLabel('Şasi no')).toHaveValue('NM435600006A12345');

  await page.getByRole('link', { name: 'Hatırlatmalar' }).click();
  await expect(page.getByText('MTV taksiti').first()).toBeVisible();
  await page.getByLabel('Ne yapılacak?').fill('Silecek lastiği');
  await page.getByLabel('Kaç kilometrede?').fill('120.000');
  await page.getByRole('button', { name: 'Hatırlatmayı ekle' }).click();
  const own = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Silecek lastiği' });
  await expect(own).toContainText('120.000 km');
  await own.getByRole('button', { name: 'Yapıldı' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Yapıldı olarak işaretle' }).click();
  await expect(page.getByText('Silecek lastiği')).toHaveCount(0);
  await expect(page.getByText(plate).first()).toBeVisible();
});

test('a plate that somebody else adds can be taken back', async ({ page, other }) => {
  await newcomer(page);
  const { id, plate } = await addCar(page);
  await newcomer(other);
  await addCar(other, plate);
  await page.goto(`/hesap/araclar/${id}`);
  await page.getByRole('button', { name: 'Araç benim, geri al' }).click();
  await expect(page.getByText('başka bir hesaba eklendi', { exact: false })).toHaveCount(0);
});

test('a declaration stands in the service book, keeps its versions and can be verified by anybody', async ({ page, other }) => {
  await newcomer(page);
  const { id, plate } = await addCar(page);
  await page.goto(`/hesap/araclar/${id}/defter`);
  await page.getByText('Yapılan işi beyan et').click();
  await page.getByLabel('Yapılan işler').fill('Yağ değişimi\nYağ filtresi');
  await page.getByLabel('Parça').fill('1.250,50');
  await page.getByRole('button', { name: 'Deftere yaz' }).click();
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Beyan' });
  await expect(row).toContainText('₺1.250,50');
  await row.getByRole('link', { name: 'Düzenle' }).click();
  await page.getByLabel('İşçilik').fill('500');
  await page.getByRole('button', { name: 'Deftere yaz' }).click();
  await expect(row).toContainText('2. sürüm');
  const proof = await row.getByRole('link', { name: /Doğrulama kodu/ }).getAttribute('href');
  await other.goto(proof);
  await expect(other.getByText('Defter yazıldığı gibi duruyor', { exact: false })).toBeVisible();
  await expect(other.getByText('Yağ filtresi')).toBeVisible();
  expect(await other.content()).not.toContain(plate);
});

test('a link shows the service book to anybody until it is closed', async ({ page, other }) => {
  await newcomer(page);
  const { id, plate } = await addCar(page);
  await done(page, 'vehicles/save_record', { vehicle_id: id, done_on: '2026-03-01', items: 'Triger kayışı', parts: '4.000', note: 'yalnızca bana' });
  await page.goto(`/hesap/araclar/${id}/defter`);
  await page.getByRole('link', { name: 'Defteri paylaş' }).click();
  await page.getByText('7 gün', { exact: true }).click();
  await page.getByLabel('Kime verdiniz?').fill('İlandan arayan');
  await page.getByRole('button', { name: 'Bağlantı yap' }).click();
  const link = await page.getByLabel('Bağlantı', { exact: true }).inputValue();
  expect(new URL(link).pathname).toMatch(/^\/defter\/[\w-]{32}$/);
  await other.goto(new URL(link).pathname);
  await expect(other.getByText('Triger kayışı')).toBeVisible();
  const shown = await other.content();
  for (const secret of [plate, '₺4.000', 'yalnızca bana']) expect(shown).not.toContain(secret);

  await page.goto(`/hesap/araclar/${id}/paylas`);
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'İlandan arayan' });
  await expect(row).toContainText('1 kez açıldı');
  await row.getByRole('button', { name: 'Bağlantıyı kapat' }).click();
  await page.getByRole('button', { name: 'Evet, kapat' }).click();
  await expect(row).toContainText('Kapatıldı');
  expect((await other.goto(new URL(link).pathname)).status()).toBe(404);
});

test('a car changes hands when both sides agree, and takes its history along', async ({ page, other }) => {
  await newcomer(page);
  const buyer = await newcomer(other);
  const { id, plate } = await addCar(page);
  await done(page, 'vehicles/save_record', { vehicle_id: id, done_on: '2026-03-01', items: 'Triger kayışı', parts: '4.000' });
  await page.goto(`/hesap/araclar/${id}/devret`);
  await page.getByLabel('Yeni sahibin e-posta adresi').fill(buyer);
  await page.getByRole('button', { name: 'Devir isteğini gönder' }).click();
  await expect(page.getByText('Devam etmek için bunu kabul edin.').first()).toBeVisible();
  await expect(page.getByLabel('Yeni sahibin e-posta adresi')).toHaveValue(buyer);
  await page.getByLabel('Araç kabul edilince', { exact: false }).check();
  await page.getByRole('button', { name: 'Devir isteğini gönder' }).click();
  await expect(page.getByText('Devir bekliyor')).toBeVisible();

  const mail = await mailTo(other, buyer, 'Size bir araç devrediliyor');
  await other.goto(mail.match(/\/arac-devri\?belirtec=[\w-]+/)[0]);
  await expect(other.getByText(plate).first()).toBeVisible();
  await other.getByRole('button', { name: 'Aracı kabul et' }).click();
  await expect(other).toHaveURL(`/hesap/araclar/${id}`);
  await other.goto(`/hesap/araclar/${id}/defter`);
  await expect(other.getByText('Triger kayışı')).toBeVisible();
  await expect(other.getByText('Önceki sahip')).toBeVisible();
  expect(await other.content()).not.toContain('₺4.000');
  expect((await page.goto(`/hesap/araclar/${id}`)).status()).toBe(404);
});

test('spending adds up over cars and years', async ({ page }) => {
  await newcomer(page);
  const { id } = await addCar(page);
  for (const [done_on, parts] of [['2026-03-01', '4.000'], ['2025-03-01', '1.500']]) {
    await done(page, 'vehicles/save_record', { vehicle_id: id, done_on, items: 'Bakım', parts });
  }
  await page.goto('/hesap/araclar');
  await page.getByRole('link', { name: 'Harcamalar' }).click();
  await expect(page.getByRole('img', { name: 'Yıllara göre harcama' })).toBeVisible();
  await expect(page.getByText('₺5.500')).toBeVisible();
});

test('a wrongly chosen car is corrected, an advice is switched on, and a cost is noted', async ({ page }) => {
  await newcomer(page);
  const { id } = await addCar(page);
  await page.goto(`/hesap/araclar/${id}`);
  await page.getByRole('link', { name: 'Modeli ya da yılı düzelt' }).click();
  await page.getByRole('main').getByRole('link', { name: /^20\d\d$/ }).first().click();
  await page.locator('main a[href*="arac="]').first().click();
  await page.getByRole('button', { name: 'Böyle düzelt' }).click();
  await expect(page).toHaveURL(new RegExp(`/hesap/araclar/${id}$`));

  await page.goto(`/hesap/araclar/${id}/hatirlatmalar`);
  const brakes = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Fren hidroliği' });
  await brakes.getByRole('button', { name: 'Hatırlat', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hatırlat', exact: true }).click();
  await expect(brakes.getByRole('button', { name: 'Yapıldı', exact: true })).toBeVisible();

  await page.goto('/hesap/harcamalar');
  await page.getByLabel('Tutar').fill('1.500');
  await page.getByRole('button', { name: 'Gideri ekle' }).click();
  await expect(page.getByText('₺1.500').first()).toBeVisible();
  await page.getByRole('main').getByRole('listitem').getByRole('button', { name: 'Kaldır' }).click();
  await expect(page.getByText('Henüz harcama yok')).toBeVisible();
});
