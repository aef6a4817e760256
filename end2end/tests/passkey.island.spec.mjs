// A passkey with Chromium's virtual authenticator, and the meter below a new password.
import { test as bare } from '@playwright/test';
import { expect, proveAddress, test, watch } from '../support.mjs';
import { newcomer } from '../world.mjs';

// Authenticators know names, not numbers: on this machine the site is `localhost`.
const named = (baseURL) => baseURL.replace('127.0.0.1', 'localhost');

bare('a passkey is added and signs in without address or password', async ({ browser, baseURL }) => {
  const { viewport, isMobile, hasTouch, locale, timezoneId } = bare.info().project.use;
  const context = await browser.newContext({ baseURL: named(baseURL), viewport, isMobile, hasTouch, locale, timezoneId });
  const page = await context.newPage();
  const complaints = watch(page, named(baseURL));
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const email = await newcomer(page);
  await page.goto('/hesap/ayarlar/guvenlik');
  await expect(page.getByText('Önce e-posta adresinizi doğrulayın').first()).toBeVisible();
  await proveAddress(page, email);
  await page.goto('/hesap/ayarlar/guvenlik');
  await page.getByRole('button', { name: 'Geçiş anahtarı ekle' }).click();
  await expect(page.getByRole('heading', { name: 'Kurtarma kodlarınız' })).toBeVisible();
  await page.goto('/hesap/ayarlar/guvenlik');
  await expect(page.getByText('Henüz kullanılmadı', { exact: false })).toBeVisible();

  await context.clearCookies();
  await page.goto('/giris?next=/hesap/ayarlar/guvenlik');
  // The quiet wait in the suggestions may sign in by itself; the button does it at once.
  await page.getByRole('button', { name: 'Geçiş anahtarı kullan' }).click().catch(() => {});
  await expect(page).toHaveURL(/\/hesap\/ayarlar\/guvenlik$/);
  await expect(page.getByText('Son kullanım', { exact: false })).toBeVisible();
  await context.close();
  expect(complaints).toEqual([]);
});

// An authenticator of our own, so that it is known which of the suggestions is chosen, and when.
const suggest = (page, choose) => page.addInitScript((chosen) => {
  const kind = { isConditionalMediationAvailable: async () => true, parseRequestOptionsFromJSON: (options) => options };
  Object.defineProperty(window, 'PublicKeyCredential', { value: kind });
  window.waits = 0;
  const get = async ({ mediation }) => {
    if (mediation === 'conditional') window.waits += 1;
    if (chosen === 'never') throw new DOMException('closed', 'AbortError');
    return window.waits === 1 ? { id: 'unknown', type: 'public-key' } : new Promise(() => {});
  };
  Object.defineProperty(navigator, 'credentials', { value: { get } });
}, choose);

test('a passkey chosen from the suggestions that is refused says so, and the suggestions wait anew', async ({ page }) => {
  await suggest(page, 'once');
  await page.goto('/giris');
  await expect(page.getByText('Bu geçiş anahtarı kabul edilmedi', { exact: false })).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.waits)).toBe(2);
});

test('suggestions that are closed say nothing', async ({ page }) => {
  await suggest(page, 'never');
  await page.goto('/giris');
  await expect.poll(() => page.evaluate(() => window.waits)).toBe(1);
  await expect(page.getByText('anahtarı kabul edilmedi', { exact: false })).toHaveCount(0);
  await expect(page.getByText('anahtarı kullanılamadı', { exact: false })).toHaveCount(0);
});

test('the meter answers while a password is being typed', async ({ page }) => {
  await page.goto('/kayit');
  const password = page.getByLabel('Şifre');
  await expect(page.getByText('kolay tahmin edilmeyen', { exact: false })).toBeVisible();
  await expect(async () => {
    await password.fill('');
    await password.fill('galatasaray1905');
    await expect(page.getByText('tahmin edilir', { exact: false })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await password.fill('denizde-kirmizi-balik');
  await expect(page.getByText('güçlü bir şifre', { exact: false })).toBeVisible();
});
