// The desk: people, workshops, categories and the log of what was done.
import { readFile } from 'node:fs/promises';
import { expect, scripted, test, ADMIN } from '../support.mjs';
import { inDialog } from '../steps.mjs';
import { enter, mailTo, newcomer, unique, workshop } from '../world.mjs';

const ask = (page) => page.getByRole('main').getByRole('button', { name: 'Ara', exact: true });

test('people are found by name and address', async ({ page, other }) => {
  const name = `Gülşah İğneci ${unique()}`;
  const email = await newcomer(other, 'customer', name);
  await enter(page, ADMIN);
  await page.goto('/yonetim/kullanicilar');
  await page.getByRole('searchbox').fill(email);
  await ask(page).click();
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Etkin');
  await page.getByRole('searchbox').fill(name.toLocaleLowerCase('tr'));
  await ask(page).click();
  await expect(page.getByRole('row').filter({ hasText: email })).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV indir (1)' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^kullanicilar-.*\.csv$/);
  expect(await readFile(await file.path(), 'utf8')).toContain(email);
  if (scripted()) await expect(page.getByRole('status').filter({ hasText: 'Liste indirildi.' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Tür' }).getByRole('link', { name: 'Yönetim' }).click();
  await expect(page.getByText(email)).toHaveCount(0);
});

test('a category and a service are made, changed, refused and removed', async ({ page }) => {
  const word = unique();
  await enter(page, ADMIN);
  await page.goto('/yonetim/kategoriler');
  await page.getByRole('link', { name: 'Yeni kategori' }).click();
  const service = page.getByRole('row').filter({ hasText: `Pervane ${word}` });
  const form = (endpoint) => page.locator(`form[action="/api/service_requests/${endpoint}"]`);
  await form('save_category').getByLabel('Türkçe adı').fill(`Tekne ${word}`);
  await form('save_category').getByLabel('İngilizce adı').fill(`Boat ${word}`);
  await form('save_category').getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByRole('link', { name: `Tekne ${word}` })).toBeVisible();
  await page.getByRole('link', { name: `Tekne ${word}` }).first().click();

  await page.getByRole('link', { name: 'Yeni hizmet' }).click();
  await form('save_service').getByLabel('Türkçe adı').fill(`Pervane ${word}`);
  await form('save_service').getByLabel('İngilizce adı').fill(`Propeller ${word}`);
  await form('save_service').getByLabel('Süre (dk)').fill('45');
  await form('save_service').getByRole('button', { name: 'Kaydet' }).click();
  await expect(service).toContainText('45');
  await page.goto('/hizmetler');
  await expect(page.getByText(`Pervane ${word}`)).toBeVisible();

  await page.goto('/yonetim/kategoriler');
  await page.getByRole('link', { name: `Tekne ${word}` }).first().click();
  await inDialog(page, 'Kategoriyi kaldır', 'Kaldır');
  await expect(page.getByText('Bu kayıt kullanıldığı için silinemiyor.')).toBeVisible();
  await page.getByRole('link', { name: `Tekne ${word}` }).first().click();
  await service.getByRole('link', { name: 'Düzenle' }).click();
  await inDialog(page, 'Hizmeti kaldır', 'Kaldır');
  await expect(service).toHaveCount(0);
  await page.goto('/yonetim/kategoriler');
  await page.getByRole('link', { name: `Tekne ${word}` }).first().click();
  await inDialog(page, 'Kategoriyi kaldır', 'Kaldır');
  await expect(page.getByRole('link', { name: `Tekne ${word}` })).toHaveCount(0);

  await page.goto('/yonetim/denetim?alan=service_requests');
  await expect(page.getByText(`tekne-${word.toLowerCase()}`).or(page.getByText(`Tekne ${word}`)).first()).toBeVisible();
});

test('a workshop is suspended with a reason, tells its owner, and comes back', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await enter(page, ADMIN);
  const find = async () => {
    await page.goto(`/yonetim/ustalar?ara=${encodeURIComponent(shop.name)}`);
    return page.getByRole('row').filter({ hasText: shop.name });
  };
  await (await find()).getByRole('button', { name: 'Askıya al' }).first().click();
  await page.getByRole('dialog').getByLabel('Neden').fill('Belgesi eksik.');
  await page.getByRole('dialog').getByRole('button', { name: 'Askıya al' }).click();
  await expect(await find()).toContainText('Askıda');
  // Admins still look at it; everybody else does not.
  expect((await fetch(`${process.env.BASE_URL}/usta/${shop.slug}`)).status).toBe(404);
  expect(await mailTo(third, shop.email, 'askıya alındı')).toContain('Belgesi eksik.');
  await other.goto('/atolye/profil');
  await expect(other.getByText('Atölyeniz askıda').first()).toBeVisible();
  await (await find()).getByRole('button', { name: 'Yeniden aç' }).click();
  await expect(await find()).toContainText('Doğrulanmış');
  expect((await third.goto(`/usta/${shop.slug}`)).status()).toBe(200);

  await page.goto('/yonetim/denetim?alan=mechanic');
  await page.getByRole('searchbox').fill(shop.id);
  await ask(page).click();
  await expect(page.getByRole('row')).toHaveCount(4);
  await expect(page.getByText('Belgesi eksik.')).toBeVisible();
});

test('a hidden review leaves the profile', async ({ page }) => {
  await enter(page, ADMIN);
  // The two runs decide about reviews of different signals.
  await page.goto(`/yonetim/yorumlar?sinyal=${scripted() ? 'profanity' : 'iban'}`);
  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Gizle' }) }).first();
  const id = await row.locator('input[name="input[review_id]"]').first().getAttribute('value');
  await row.getByRole('button', { name: 'Gizle' }).click();
  await expect(page.getByText(/Bu alan gerekli|Listeden bir seçim yapın/).first()).toBeVisible();
  const again = page.getByRole('row').filter({ has: page.locator(`input[value="${id}"]`) });
  await again.getByLabel('Kural').selectOption({ index: 2 });
  await again.getByRole('button', { name: 'Gizle' }).click();
  await expect(page.getByText('Yorum gizlendi.')).toBeVisible();
  await page.goto('/yonetim/yorumlar?durum=hidden');
  await expect(page.locator(`#y-${id}`)).toBeVisible();
});
