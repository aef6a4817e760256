// The catalogue of cars: found by name, missed and proposed, kept at the desk.
import { expect, test, ADMIN } from '../support.mjs';
import { carCard, inDialog } from '../steps.mjs';
import { enter, freshPlate, mailTo, newcomer, unique } from '../world.mjs';

const find = async (page, words) => {
  await page.goto('/hesap/araclar/yeni');
  await page.getByRole('searchbox', { name: 'Aracınızı adıyla bulun' }).fill(words);
  await page.getByRole('button', { name: 'Bul', exact: true }).click();
};

test('a car is found by its name, with its year in the same breath', async ({ page }) => {
  await newcomer(page);
  await find(page, 'doblo dizel');
  await expect(page.getByRole('list', { name: 'Bulunan araçlar' })).toContainText('Fiat Doblo');
  await find(page, 'PASSAT 1.6 tdi 2012');
  await page.getByRole('list', { name: 'Bulunan araçlar' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Motoru seçin, plakayı yazın' })).toBeVisible();
  await expect(page.getByRole('radiogroup', { name: 'Motor ve vites' }).locator('input:checked')).toHaveCount(1);
  const plate = freshPlate();
  await page.getByLabel('Plaka').fill(plate);
  await page.getByLabel('Kilometre').fill('120.000');
  await page.getByRole('button', { name: 'Aracı kaydet' }).click();
  await expect(carCard(page, plate)).toContainText('Passat');
});

test('a missing car is proposed, added at the desk and then chosen', async ({ page, other }) => {
  const model = `Deneme ${unique()}`;
  const email = await newcomer(other);
  await find(other, model);
  await other.getByRole('link', { name: 'Aracım listede yok' }).click();
  await other.getByLabel('Marka').fill('Togg');
  await other.getByLabel('Model', { exact: true }).fill(model);
  await other.getByLabel('Motor ve donanım').fill('V2');
  await other.getByLabel('Model yılı').fill('2024');
  await other.getByRole('button', { name: 'Öneriyi gönder' }).click();
  await expect(other.getByRole('listitem').filter({ hasText: model })).toContainText('İnceleniyor');

  await enter(page, ADMIN);
  await page.goto('/yonetim/katalog/oneriler');
  const card = page.locator('.panel').filter({ hasText: model });
  await card.getByRole('link', { name: 'Kataloğa ekle' }).click();
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue(model);
  await page.getByRole('button', { name: 'Kaydet', exact: true }).click();
  await expect(page.getByRole('heading', { name: `Togg ${model} V2` })).toBeVisible();

  expect(await mailTo(other, email, 'katalogda')).toContain(model);
  await other.goto('/hesap/araclar/oner');
  await other.getByRole('listitem').filter({ hasText: model }).getByRole('link', { name: 'Araç ekle' }).click();
  await other.getByRole('link', { name: '2024', exact: true }).click();
  await expect(other.getByRole('heading', { name: 'Motoru seçin, plakayı yazın' })).toBeVisible();
});

test('a double is merged at the desk and its name leads on', async ({ page }) => {
  const word = unique();
  await enter(page, ADMIN);
  for (const model of [`Asil ${word}`, `Cift ${word}`]) {
    await page.goto('/yonetim/katalog?yeni=arac');
    await page.getByLabel('Marka').fill('Togg');
    await page.getByLabel('Model', { exact: true }).fill(model);
    await page.getByLabel('Motor ve donanım').fill('V1');
    await page.getByLabel('İlk model yılı').fill('2023');
    await page.getByRole('button', { name: 'Kaydet', exact: true }).click();
    await expect(page.getByRole('heading', { name: `Togg ${model} V1` })).toBeVisible();
  }
  await page.getByRole('navigation', { name: 'Araç kataloğu' }).getByRole('link', { name: `Cift ${word}` }).click();
  const merge = page.getByRole('form', { name: 'Hangisiyle birleşsin?' });
  await merge.getByRole('searchbox').fill(`Asil ${word}`);
  await merge.getByRole('button', { name: 'Ara', exact: true }).click();
  await inDialog(page, 'Bununla birleştir', 'Evet, birleştir');
  await expect(page.getByLabel('Diğer adları')).toHaveValue(`Cift ${word}`);
  await page.goto(`/yonetim/katalog?ara=${encodeURIComponent(`cift ${word}`)}`);
  await expect(page.getByRole('row').filter({ hasText: `Asil ${word}` })).toHaveCount(2);
});

test('a file is compared, applied and found again', async ({ page }) => {
  const word = unique();
  const head = 'brand;model;variant;generation;year_from;year_to;fuel;transmission';
  const file = `\uFEFF${head}\r\nTogg;Dosya ${word};V1;;2023;;electric;automatic\r\nTogg;Dosya ${word};V2;;1800;;electric;automatic\r\n`;
  await enter(page, ADMIN);
  await page.goto('/yonetim/katalog');
  await page.getByRole('link', { name: 'Dosyayla düzenle' }).click();
  await page.getByLabel('CSV dosyası').setInputFiles({ name: `katalog-${word}.csv`, mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.getByRole('button', { name: 'Karşılaştır' }).click();
  await expect(page.getByRole('heading', { name: `katalog-${word}.csv` })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Farklar' })).toContainText(`Togg Dosya ${word} V1`);
  await expect(page.getByRole('table', { name: 'Hatalı satırlar' })).toContainText('year_from');
  await page.getByLabel('Hatalı satırları atla (1)').check();
  await page.getByRole('button', { name: 'Uygula', exact: true }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('Dosya uygulandı.')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.goto(`/yonetim/katalog?ara=${encodeURIComponent(`dosya ${word}`)}`);
  await expect(page.getByRole('row').filter({ hasText: `Dosya ${word}` })).toHaveCount(1);
});

test('a double brand is merged at the desk', async ({ page }) => {
  const word = unique();
  await enter(page, ADMIN);
  for (const brand of [`Asilmarka ${word}`, `Ciftmarka ${word}`]) {
    await page.goto('/yonetim/katalog?yeni=arac');
    await page.getByLabel('Marka').fill(brand);
    await page.getByLabel('Model', { exact: true }).fill('Ortak');
    await page.getByLabel('Motor ve donanım').fill(`V ${brand}`);
    await page.getByLabel('İlk model yılı').fill('2023');
    await page.getByRole('button', { name: 'Kaydet', exact: true }).click();
    await expect(page.getByRole('heading', { name: `${brand} Ortak V ${brand}` })).toBeVisible();
  }
  await page.getByRole('navigation', { name: 'Araç kataloğu' }).getByRole('link', { name: `Ciftmarka ${word}` }).click();
  const merge = page.getByRole('form', { name: 'Hangisiyle birleşsin?' });
  await merge.getByRole('searchbox').fill(`Asilmarka ${word}`);
  await merge.getByRole('button', { name: 'Ara', exact: true }).click();
  await inDialog(page, 'Bununla birleştir', 'Evet, birleştir');
  await expect(page.getByLabel('Diğer adları')).toHaveValue(`Ciftmarka ${word}`);
  const models = page.getByRole('table', { name: 'Modeller' }).getByRole('row');
  await models.filter({ hasNotText: 'Pasif' }).getByRole('link', { name: 'Ortak' }).click();
  await expect(page.getByRole('table', { name: 'Motorlar' }).getByRole('row')).toHaveCount(3);
});
