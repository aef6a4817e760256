import { expect, register, signIn, test, CUSTOMER } from '../support.mjs';

test('a newcomer registers, signs in and signs out', async ({ page }) => {
  await register(page);
  await expect(page).toHaveURL(/\/hesap$/);
  await page.locator('summary[aria-label]').first().click();
  await page.getByRole('button', { name: 'Çıkış yap' }).first().click();
  await expect(page).toHaveURL(/\/$/);
  await page.goto('/hesap');
  await expect(page).toHaveURL(/\/giris\?next=%2Fhesap/);
});

test('a refused registration keeps what was typed and says what is wrong', async ({ page }) => {
  await page.goto('/kayit');
  await page.getByLabel('Ad soyad').fill('Ayşe Yılmaz');
  await page.getByLabel('E-posta').fill('ayse@@ornek');
  await page.getByLabel('Şifre').fill('kisa');
  await page.getByRole('main').getByRole('button', { name: 'Hesap aç' }).click();
  await expect(page.getByRole('alert')).toContainText('işaretli alanları');
  await expect(page.getByLabel('Ad soyad')).toHaveValue('Ayşe Yılmaz');
  await expect(page.getByLabel('E-posta')).toHaveValue('ayse@@ornek');
  await expect(page.getByLabel('Şifre')).toHaveValue('');
  await expect(page.getByText('En az 10 karakter olmalı.').first()).toBeVisible();
});

test('a wrong password is refused without a hint', async ({ page }) => {
  await page.goto('/giris');
  await page.getByLabel('E-posta').fill(CUSTOMER);
  await page.getByLabel('Şifre').fill('yanlis-parola-123');
  await page.getByRole('main').getByRole('button', { name: 'Giriş yap' }).click();
  await expect(page.getByRole('alert')).toContainText('E-posta veya şifre yanlış.');
});

test('signing in returns to the page that asked for it', async ({ page }) => {
  await page.goto('/hesap/araclar');
  await expect(page).toHaveURL(/\/giris\?next=%2Fhesap%2Faraclar/);
  await page.getByLabel('E-posta').fill(CUSTOMER);
  await page.getByLabel('Şifre').fill('usta-demo-2026');
  await page.getByRole('main').getByRole('button', { name: 'Giriş yap' }).click();
  await expect(page).toHaveURL(/\/hesap\/araclar$/);
});

test('the language switch keeps the page and stays', async ({ page }) => {
  await page.goto('/giris');
  await page.locator('summary[aria-label]').first().click();
  await page.getByRole('link', { name: 'English' }).first().click();
  await expect(page).toHaveURL(/\/giris$/);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/kayit');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('an unknown address says so and offers a way on', async ({ page }) => {
  const answer = await page.goto('/boyle-bir-sayfa-yok');
  expect(answer.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bu sayfa burada değil');
  await page.getByRole('main').getByRole('link', { name: 'Usta bul' }).click();
  await expect(page).toHaveURL(/\/usta-bul/);
});

test('somebody else’s area is not found', async ({ page }) => {
  await signIn(page, CUSTOMER);
  const answer = await page.goto('/yonetim');
  expect(answer.status()).toBe(404);
});
