import { expect, test } from '../support.mjs';
import { newcomer } from '../world.mjs';

const PAGE = '/hesap/ayarlar/gizlilik';

test('looking around sets no cookie', async ({ page, context }) => {
  for (const path of ['/', '/usta-bul', '/hizmetler', '/kayit', '/cerezler', '/kvkk']) await page.goto(path);
  expect(await context.cookies()).toEqual([]);
  // Signing in may ask for a passkey at once; that question is remembered for some minutes, nothing else.
  await page.goto('/giris');
  expect((await context.cookies()).map(({ name }) => name).filter((name) => name !== 'gecis')).toEqual([]);
  await page.goto('/cerezler');
  await expect(page.getByRole('table')).toContainText('oturum');
});

test('consent to a campaign channel is given, logged and withdrawn', async ({ page }) => {
  await newcomer(page);
  await page.goto(PAGE);
  const box = page.getByLabel('Kampanyalar SMS ile gelsin.');
  await expect(box).not.toBeChecked();
  await box.check();
  await page.getByRole('main').getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByLabel('Kampanyalar SMS ile gelsin.')).toBeChecked();
  await page.getByLabel('Kampanyalar SMS ile gelsin.').uncheck();
  await page.getByRole('main').getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByLabel('Kampanyalar SMS ile gelsin.')).not.toBeChecked();
  await expect(page.getByRole('table').first()).toContainText('Geri alındı');
});

test('a copy of one’s data is asked for, made and downloaded', async ({ page }) => {
  await newcomer(page);
  await page.goto(PAGE);
  await page.getByRole('button', { name: 'Kopya iste' }).click();
  await expect(async () => {
    await page.goto(PAGE);
    await expect(page.getByRole('link', { name: 'Dosyayı indir' })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Dosyayı indir' }).click();
  expect((await download).suggestedFilename()).toMatch(/^sana-iyi-usta-.*\.zip$/);
});

test('deletion is asked for by typing one’s address and taken back by signing in', async ({ page }) => {
  const email = await newcomer(page);
  await page.goto(PAGE);
  await page.getByText('Hesabımı silmek istiyorum').click();
  await page.getByLabel('E-posta adresinizi yazın').fill(email);
  await page.getByRole('button', { name: 'Hesabımı sil' }).click();
  await expect(page).toHaveURL(/\/hesap-silme$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hesabınız silinecek');
  await page.goto(PAGE);
  await expect(page).toHaveURL(/\/giris/);
  await page.getByLabel('E-posta').fill(email);
  await page.getByLabel('Şifre').fill('denizde-kirmizi-balik');
  await page.getByRole('main').getByRole('button', { name: 'Giriş yap' }).click();
  await expect(page).toHaveURL(new RegExp(`${PAGE}$`));
});
