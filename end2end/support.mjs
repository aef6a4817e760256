// What every browser test shares: a page that fails on any console error, broken policy or foreign host, and people.
import { test as base, expect } from '@playwright/test';

export { expect };

export const PASSWORD = 'usta-demo-2026';
export const CUSTOMER = 'musteri@demo.test';
export const MECHANIC = 'usta@demo.test';
export const ADMIN = 'yonetici@demo.test';

// Answers that a test provokes on purpose; the browser logs each of them as an error.
const PROVOKED = /status of (401|403|404|409|410|422|429)/;

// The browser skipped its own animation between two pages, for instance because the next tap came first.
const NO_ANIMATION = /^Transition was (skipped|aborted)/;

// A frame that runs no script refuses those of the test's own browser, too.
const NO_SCRIPTS = /^Blocked script execution in 'about:(blank|srcdoc)'/;

/** Collects what must not happen while `page` is used. */
export function watch(page, baseURL) {
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && ![PROVOKED, NO_SCRIPTS].some((expected) => expected.test(message.text()))) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    if (!NO_ANIMATION.test(error.message)) complaints.push(`error: ${error.message}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    // Who signs in by the provider goes there; nothing else is fetched from it.
    if (request.isNavigationRequest() && url.origin === process.env.OIDC_ISSUER) return;
    if (['http:', 'https:'].includes(url.protocol) && url.origin !== new URL(baseURL).origin) complaints.push(`foreign host: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}

/** Whether the pages of this run may use scripts. */
export const scripted = () => base.info().project.use.javaScriptEnabled !== false;

/** A person with a browser of their own, watched like the first. */
async function beside({ browser, baseURL }, use) {
  const { viewport, isMobile, hasTouch, javaScriptEnabled, locale, timezoneId } = base.info().project.use;
  const context = await browser.newContext({ baseURL, viewport, isMobile, hasTouch, javaScriptEnabled, locale, timezoneId });
  const page = await context.newPage();
  const complaints = watch(page, baseURL);
  await use(page);
  await context.close();
  expect(complaints).toEqual([]);
}

export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const complaints = watch(page, baseURL);
    await use(page);
    expect(complaints).toEqual([]);
  },
  other: beside,
  third: beside,
});

export async function signIn(page, email, password = PASSWORD) {
  await page.goto('/giris');
  await page.getByLabel('E-posta').fill(email);
  await page.getByLabel('Şifre').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Giriş yap' }).click();
  await page.waitForURL((url) => url.pathname !== '/giris');
}

let people = 0;
/** Registers a fresh person through the pages and signs them in. */
export async function register(page, kind = 'customer', name = 'Deneme Kişisi') {
  people += 1;
  const email = `kisi${process.pid}x${people}x${Math.random().toString(36).slice(2, 8)}@ornek.test`;
  await page.goto('/kayit');
  await page.getByText(kind === 'customer' ? 'Araç sahibiyim' : 'Ustayım, atölyem var').click();
  await page.getByLabel('Ad soyad').fill(name);
  await page.getByLabel('E-posta').fill(email);
  await page.getByLabel('Şifre').fill('denizde-kirmizi-balik');
  await page.getByLabel('Koşulları okudum ve kabul ediyorum.').check();
  await page.getByRole('main').getByRole('button', { name: 'Hesap aç' }).click();
  await expect(page).toHaveURL(/\/giris\?yeni=1/);
  await signIn(page, email, 'denizde-kirmizi-balik');
  return email;
}

/** What the newest mail to an address holds whose link leads to `path`: its code, and the rest of its link. */
export async function letter(page, email, path) {
  let found;
  await expect
    .poll(async () => {
      const html = await (await page.request.get('/gelistirme/posta')).text();
      found = html.split('<details').find((part) => part.includes(email) && part.includes(`${path}?belirtec=`));
      return found !== undefined;
    }, { timeout: 15_000 })
    .toBe(true);
  return {
    code: found.match(/Kodunuz: (\d{6})/)[1],
    link: `${path}?belirtec=${found.match(/belirtec=([\w-]+)/)[1]}`,
  };
}

/** Types the code of the first mail: only then can ways in be added. */
export async function proveAddress(page, email) {
  const { code } = await letter(page, email, '/e-posta-dogrula');
  await page.goto('/e-posta-dogrula');
  await page.getByLabel('Altı haneli kod').fill(code);
  await page.getByRole('main').getByRole('button', { name: 'E-postamı doğrula' }).click();
  await expect(page).toHaveURL(/\/hesap\/ayarlar\/guvenlik$/);
}
