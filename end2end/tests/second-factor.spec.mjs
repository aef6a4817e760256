// An authenticator app is set up, asked for at the next sign-in, and a recovery code stands in for it.
import { createHmac } from 'node:crypto';
import { expect, proveAddress, signIn, test } from '../support.mjs';
import { holdsUp } from '../judge.mjs';
import { NEW_PASSWORD, newcomer } from '../world.mjs';

/** What an authenticator app shows: RFC 6238 over the key in base32. */
function codeOf(key) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key.replaceAll(' ', '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('two-step verification is set up, asked for, and survives a lost phone', async ({ page }) => {
  test.slow();
  const email = await newcomer(page);
  await proveAddress(page, email);
  await page.goto('/hesap/ayarlar/guvenlik');
  await page.getByRole('button', { name: 'Uygulamayı kur' }).click();
  await expect(page.getByRole('img', { name: 'Doğrulama uygulaması için kare kod' })).toBeVisible();
  const key = await page.locator('code').first().innerText();
  await holdsUp(page);

  await page.getByLabel('Uygulamanın gösterdiği 6 rakam').fill('000000');
  await page.getByRole('button', { name: 'Onayla ve aç' }).click();
  await expect(page.getByRole('alert')).toContainText('Kod yanlış');
  const spent = codeOf(key);
  await page.getByLabel('Uygulamanın gösterdiği 6 rakam').fill(spent);
  await page.getByRole('button', { name: 'Onayla ve aç' }).click();
  await expect(page.getByRole('heading', { name: 'Kurtarma kodlarınız' })).toBeVisible();
  const codes = await page.getByRole('main').locator('li code').allInnerTexts();
  expect(codes).toHaveLength(10);
  await holdsUp(page);
  await page.getByRole('link', { name: 'Kodları sakladım' }).click();
  await expect(page.getByText('10 kod kaldı', { exact: false })).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, email, NEW_PASSWORD);
  await expect(page).toHaveURL(/\/iki-adim$/);
  await holdsUp(page);
  // Each code counts once; the app shows another one within half a minute.
  await expect.poll(() => codeOf(key), { timeout: 35_000 }).not.toBe(spent);
  await page.getByLabel('Doğrulama kodu').fill(codeOf(key));
  await page.getByRole('button', { name: 'Doğrula ve gir' }).click();
  await expect(page).toHaveURL(/\/hesap$/);

  await page.context().clearCookies();
  await signIn(page, email, NEW_PASSWORD);
  await page.getByLabel('Doğrulama kodu').fill(codes[0]);
  await page.getByRole('button', { name: 'Doğrula ve gir' }).click();
  await expect(page).toHaveURL(/\/hesap$/);
  await page.goto('/hesap/ayarlar/guvenlik');
  await expect(page.getByText('9 kod kaldı', { exact: false })).toBeVisible();
});
