// Signing in by an identity provider: a real one stands beside the site, and the browser goes there and back.
import { expect, proveAddress, test } from '../support.mjs';
import { holdsUp } from '../judge.mjs';
import { become, newcomer, unique } from '../world.mjs';

test('somebody new opens an account with what the provider says, and comes in by it again', async ({ page, other }) => {
  const who = `yeni${unique().toLowerCase()}`;
  await page.goto('/giris');
  await page.getByRole('button', { name: 'Kimlik ile devam et' }).click();
  await become(page, who);
  await expect(page).toHaveURL(/\/kayit\/saglayici$/);
  await expect(page.getByText(`${who}@ornek.test`)).toBeVisible();
  await expect(page.getByLabel('Ad soyad')).toHaveValue('Kimlik Sahibi');
  await holdsUp(page);
  await page.getByLabel('Ad soyad').fill('Elif Deneme');
  await page.getByRole('main').getByRole('button', { name: 'Hesap aç' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByLabel('Ad soyad')).toHaveValue('Elif Deneme');
  await page.getByLabel('Koşulları okudum ve kabul ediyorum.').check();
  await page.getByRole('main').getByRole('button', { name: 'Hesap aç' }).click();
  await expect(page).toHaveURL(/\/hesap$/);

  await other.goto('/giris');
  await other.getByRole('button', { name: 'Kimlik ile devam et' }).click();
  await become(other, who);
  await expect(other).toHaveURL(/\/hesap$/);
});

test('a way in is linked to an account, used, and taken off again', async ({ page, other }) => {
  const who = `bagli${unique().toLowerCase()}`;
  await proveAddress(page, await newcomer(page));
  await page.goto('/hesap/ayarlar/guvenlik');
  const ways = page.locator('#giris-yollari');
  await expect(ways.getByText('Bağlı değil')).toBeVisible();
  await ways.getByRole('button', { name: 'Bağla' }).click();
  await become(page, who);
  await expect(page).toHaveURL(/\/hesap\/ayarlar\/guvenlik/);
  await expect(ways.getByText(`${who}@ornek.test`)).toBeVisible();

  await other.goto('/giris');
  await other.getByRole('button', { name: 'Kimlik ile devam et' }).click();
  await become(other, who);
  await expect(other).toHaveURL(/\/hesap$/);

  await ways.getByRole('button', { name: 'Bağı kaldır' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Bağı kaldır' }).click();
  await expect(page.locator('#giris-yollari').getByText('Bağlı değil')).toBeVisible();
});

test('an address that the provider has not checked opens nothing', async ({ page }) => {
  await page.goto('/giris');
  await page.getByRole('button', { name: 'Kimlik ile devam et' }).click();
  await become(page, `supheli${unique().toLowerCase()}`);
  await expect(page.getByText('Sağlayıcı e-posta adresinizi doğrulamamış.')).toBeVisible();
  await page.goto('/hesap');
  await expect(page).toHaveURL(/\/giris/);
});
