// English on every kind of page, one's own settings, and no Turkish left over.
import { expect, test, ADMIN, CUSTOMER, MECHANIC } from '../support.mjs';
import { enter, newcomer } from '../world.mjs';

const AREAS = [
  [null, '/', 'A good mechanic for your car.'],
  [null, '/usta-bul/ankara', /Ankara/],
  [CUSTOMER, '/hesap/araclar', null],
  [MECHANIC, '/atolye/calisma-saatleri', null],
  [ADMIN, '/yonetim/yorumlar', null],
];

for (const [person, path, heading] of AREAS) {
  test(`${path} is switched to English and back in place`, async ({ page }) => {
    if (person) await enter(page, person);
    await page.goto(path);
    const turkish = await page.getByRole('heading', { level: 1 }).textContent();
    await page.locator('summary[aria-label="Menü"]').click();
    await page.getByRole('link', { name: 'English' }).locator('visible=true').click();
    await expect(page).toHaveURL((url) => url.pathname === path);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    if (heading) await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(turkish);
    // Turkish words that only the interface says.
    const text = await page.locator('body').innerText();
    expect(text.match(/\b(randevu|usta bul|kaydet|giriş yap|çıkış yap|araçlarım|yorumlar|hizmetler|koşullar)\b/giu) ?? []).toEqual([]);
    await page.locator('summary[aria-label="Menu"]').click();
    await page.getByRole('link', { name: 'Türkçe' }).locator('visible=true').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(turkish);
    await expect(page).toHaveURL((url) => url.pathname === path);
  });
}

test('settings keep name, phone, language and look', async ({ page }) => {
  await newcomer(page);
  await page.goto('/hesap/ayarlar');
  await page.getByLabel('Ad soyad').fill('Çağrı Gökçe');
  await page.getByLabel('Cep telefonu').fill('123');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByText('Geçerli bir cep telefonu yazın', { exact: false }).first()).toBeVisible();
  await expect(page.getByLabel('Ad soyad')).toHaveValue('Çağrı Gökçe');
  await page.getByLabel('Cep telefonu').fill('0532 111 22 33');
  await page.getByText('English', { exact: true }).locator('visible=true').last().click();
  await page.getByText('Koyu', { exact: true }).click();
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByLabel('Full name')).toHaveValue('Çağrı Gökçe');
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor).catch(() => null);
  if (dark) expect(dark).not.toBe('rgb(255, 255, 255)');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
});

test('another browser of the same person speaks the chosen language after signing in', async ({ page }) => {
  await enter(page, CUSTOMER);
  await page.goto('/hesap?lang=en');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
