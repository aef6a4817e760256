// A visit without an account: plate and number, a code, and everything goes on from where it was.
import { expect, test } from '../support.mjs';
import { chooseTime } from '../steps.mjs';
import { freshPlate, workshop } from '../world.mjs';

/** A number of its own for each journey, as it is typed and as it is kept. */
function freshNumber() {
  const digits = String(Math.floor(Math.random() * 1e7)).padStart(7, '0');
  return { typed: `0555 ${digits.slice(0, 3)} ${digits.slice(3, 5)} ${digits.slice(5)}`, kept: `+90555${digits}` };
}

/** The code of the newest message to a number. */
async function texted(page, number) {
  let code;
  await expect
    .poll(async () => {
      const html = await (await page.request.get('/gelistirme/posta')).text();
      code = html.split('<li').find((part) => part.includes(number.kept))?.match(/kodunuz: (\d{6})/)?.[1];
      return code;
    }, { timeout: 15_000 })
    .toBeTruthy();
  return code;
}

async function nameCar(page) {
  for (const step of ['Fiat', 'Egea', '2019']) {
    await page.getByRole('main').getByRole('link', { name: step, exact: true }).click();
  }
  await page.getByRole('main').locator('ul.grid a').first().click();
  await expect(page.getByText('Fiat Egea 2019')).toBeVisible();
}

async function begin(page, { plate, number }) {
  await page.getByLabel('Plaka').fill(plate);
  await page.getByLabel('Cep telefonu').fill(number.typed);
  await page.getByRole('button', { name: 'Kod gönder' }).click();
}

/** What is asked once the number has proved itself. */
async function sayTheRest(page, name) {
  await expect(page).toHaveURL(/\/misafir\/devam/);
  await nameCar(page);
  await page.getByLabel('Kilometre').fill('61500');
  await page.getByLabel('Ad soyad').fill(name);
}

test('a guest chooses work and time, proves the number and has a visit', async ({ page, other, third }) => {
  test.setTimeout(120_000);
  const shop = await workshop(other, third);
  const [plate, number] = [freshPlate(), freshNumber()];
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=${shop.service}`);
  await expect(page.getByText('Üye olmadan da randevu alabilirsiniz')).toBeVisible();
  await chooseTime(page);
  await page.getByLabel('Ustaya not').fill('Ön sağdan ses geliyor.');
  await page.getByRole('button', { name: 'Devam et', exact: true }).click();
  await page.getByRole('link', { name: 'Üye olmadan devam et' }).click();
  await expect(page.getByLabel('Ad soyad')).toHaveCount(0);
  await begin(page, { plate, number: { typed: '0312' } });

  // A number that is none comes back as it was typed.
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByLabel('Plaka')).toHaveValue(plate);
  await expect(page.getByLabel('Cep telefonu')).toHaveValue('0312');
  await begin(page, { plate, number });

  await expect(page).toHaveURL(/\/misafir\/kod$/);
  await expect(page.getByText(number.typed).first()).toBeVisible();
  const code = await texted(page, number);
  await page.getByLabel('Altı haneli kod').fill(code === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: 'Devam et' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByText('Ön sağdan ses geliyor.')).toBeVisible();
  await page.getByLabel('Altı haneli kod').fill(code);
  await page.getByRole('button', { name: 'Devam et' }).click();
  await sayTheRest(page, 'Mehmet Misafir');

  // Without the terms it comes back as it was typed.
  await page.getByRole('button', { name: 'Devam et' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByLabel('Ad soyad')).toHaveValue('Mehmet Misafir');
  await page.getByLabel('Koşulları okudum ve kabul ediyorum.').check();
  await page.getByRole('button', { name: 'Devam et' }).click();
  await expect(page).toHaveURL(/\/hesap\/randevular\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Onaylı').first()).toBeVisible();
  await expect(page.getByText('Ön sağdan ses geliyor.')).toBeVisible();
  await expect(page.getByText('Hesabınızda e-posta adresi yok').first()).toBeVisible();
});

test('a guest changes the number, and the search goes on with the car', async ({ page }) => {
  const [plate, first, second] = [freshPlate(), freshNumber(), freshNumber()];
  await page.goto('/');
  await page.getByRole('link', { name: 'Üye olmadan devam et' }).click();
  await begin(page, { plate, number: first });
  await page.getByRole('link', { name: 'Numarayı ya da bilgileri değiştir' }).click();
  await expect(page.getByLabel('Plaka')).toHaveValue(plate);
  await begin(page, { plate, number: second });
  await expect(page).toHaveURL(/\/misafir\/kod$/);
  await page.getByLabel('Altı haneli kod').fill(await texted(page, second));
  await page.getByRole('button', { name: 'Devam et' }).click();
  await sayTheRest(page, 'Mehmet Misafir');
  await page.getByLabel('Koşulları okudum ve kabul ediyorum.').check();
  await page.getByRole('button', { name: 'Devam et' }).click();
  await expect(page).toHaveURL(/\/usta-bul\?.*arac=/);
  await page.goto('/hesap/araclar');
  await expect(page.getByText(plate).first()).toBeVisible();
});
