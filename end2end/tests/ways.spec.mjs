import { expect, letter, proveAddress, register, signIn, test } from '../support.mjs';

test('a newcomer proves the address with the code of the mail', async ({ page }) => {
  const email = await register(page);
  await expect(page.getByText('henüz doğrulanmadı').first()).toBeVisible();
  const { code } = await letter(page, email, '/e-posta-dogrula');
  await page.getByRole('link', { name: 'E-postamı doğrula' }).first().click();
  await page.getByLabel('Altı haneli kod').fill(code === '000000' ? '000001' : '000000');
  await page.getByRole('main').getByRole('button', { name: 'E-postamı doğrula' }).click();
  await expect(page.getByRole('alert').first()).toContainText('işaretli alanları');
  await page.getByLabel('Altı haneli kod').fill(code);
  await page.getByRole('main').getByRole('button', { name: 'E-postamı doğrula' }).click();
  await expect(page).toHaveURL(/\/hesap\/ayarlar\/guvenlik$/);
  await expect(page.getByText('E-posta adresiniz doğrulandı.').first()).toBeVisible();
  await expect(page.getByText('henüz doğrulanmadı')).toHaveCount(0);
});

test('the link of the mail leaves the address bar and waits for a tap', async ({ page, other }) => {
  const email = await register(page);
  const { link } = await letter(page, email, '/e-posta-dogrula');
  await other.goto(link);
  await expect(other).toHaveURL(/\/e-posta-dogrula$/);
  await other.getByRole('main').getByRole('button', { name: 'E-postamı doğrula' }).click();
  await expect(other).toHaveURL(/\/giris$/);
  await page.goto('/hesap');
  await expect(page.getByText('henüz doğrulanmadı')).toHaveCount(0);
});

test('a forgotten password is replaced by the link of a mail', async ({ page, other }) => {
  const email = await register(page);
  await other.goto('/giris');
  await other.getByRole('link', { name: 'Şifremi unuttum' }).click();
  await other.getByLabel('E-posta').fill(email);
  await other.getByRole('button', { name: 'E-posta gönder' }).click();
  await expect(other).toHaveURL(/adim=kod/);
  await expect(other.getByLabel('E-posta')).toHaveValue(email);
  const { link } = await letter(other, email, '/sifre-sifirla');
  await other.goto(link);
  await expect(other).toHaveURL(/adim=baglanti$/);
  await other.getByLabel('Yeni şifre').fill('yagmurda-yesil-kaplumbaga');
  await other.getByRole('button', { name: 'Şifremi yenile' }).click();
  await expect(other).toHaveURL(/\/hesap$/);
  await page.goto('/hesap');
  await expect(page).toHaveURL(/\/giris\?next=/);
  await signIn(page, email, 'yagmurda-yesil-kaplumbaga');
});

test('a verified number opens its account', async ({ page, other }) => {
  await proveAddress(page, await register(page));
  const digits = String(Math.floor(Math.random() * 1e7)).padStart(7, '0');
  const number = `0555 ${digits.slice(0, 3)} ${digits.slice(3, 5)} ${digits.slice(5)}`;
  const text = async () => {
    let code;
    await expect
      .poll(async () => {
        const html = await (await page.request.get('/gelistirme/posta')).text();
        code = html.split('<li').find((part) => part.includes(`+90555${digits}`))?.match(/kodunuz: (\d{6})/)?.[1];
        return code;
      }, { timeout: 15_000 })
      .toBeTruthy();
    return code;
  };
  await page.goto('/hesap/ayarlar');
  await page.getByLabel('Cep telefonu').fill(number);
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await page.goto('/hesap/ayarlar/guvenlik');
  await page.getByRole('main').getByRole('button', { name: 'Kod gönder' }).click();
  const first = await text();
  await page.getByLabel('Altı haneli kod').fill(first);
  await page.getByRole('main').getByRole('button', { name: 'Numaramı doğrula' }).click();
  await expect(page.getByText('Numaranız doğrulandı.').first()).toBeVisible();

  await other.goto('/giris');
  await other.getByRole('link', { name: 'Telefonla giriş yap' }).click();
  await other.getByLabel('Cep telefonu').fill(number);
  await other.getByRole('button', { name: 'Kod gönder' }).click();
  await expect(other).toHaveURL(/yol=kod/);
  await expect.poll(text, { timeout: 15_000 }).not.toBe(first);
  await other.getByLabel('Altı haneli kod').fill(await text());
  await other.getByRole('main').getByRole('button', { name: 'Giriş yap' }).click();
  await expect(other).toHaveURL(/\/hesap$/);
});
