// Booking where no approval is needed, twice pressed buttons, and times that somebody else took.
import { expect, scripted, test } from '../support.mjs';
import { chooseTime } from '../steps.mjs';
import { ask, bookAt, driver, mailTo, workshop } from '../world.mjs';

test('an instant booking stands at once, however often the button is pressed', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  const { email, car } = await driver(page);
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  await chooseTime(page);
  await page.getByRole('button', { name: 'Randevu al' }).dblclick();
  await expect(page).toHaveURL(/\/hesap\/randevular\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Onaylı').first()).toBeVisible();
  const mine = await ask(page, 'appointments/mine');
  expect(mine.map(({ status, plate }) => [status, plate])).toEqual([['confirmed', car.plate]]);
  await mailTo(page, email, 'Randevunuz onaylandı');
  expect(await mailTo(page, shop.email, 'Kesinleşen randevu')).toContain('Deneme Kişisi');
});

test('a form that is sent again after going back books nothing more', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await driver(page);
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  const start = await chooseTime(page);
  const key = await page.locator('input[name="input[idempotency_key]"]').getAttribute('value');
  await page.getByRole('button', { name: 'Randevu al' }).click();
  await expect(page).toHaveURL(/\/hesap\/randevular\/[0-9a-f-]{36}$/);
  const [mine] = await ask(page, 'appointments/mine');
  const again = await bookAt(page, shop, { id: mine.vehicle_id }, start, { idempotency_key: key });
  expect([again.status, again.body.id]).toEqual([200, mine.id]);
  const changed = await bookAt(page, shop, { id: mine.vehicle_id }, start, { idempotency_key: key, note: 'başka' });
  expect([changed.status, changed.body.code]).toEqual([409, 'key_reused']);
  expect(await ask(page, 'appointments/mine')).toHaveLength(1);
});

test('a taken time is told with other times, and what was typed stays', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await driver(page);
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  const start = await chooseTime(page);
  await page.getByLabel('Ustaya not').fill('Sol ön tekerlekten ses geliyor.');
  const quick = await driver(third);
  expect((await bookAt(third, shop, quick.car, start)).status).toBe(200);

  await page.getByRole('button', { name: 'Randevu al' }).click();
  await expect(page.getByRole('alert')).toContainText('Bu saat az önce doldu');
  await expect(page.getByLabel('Ustaya not')).toHaveValue('Sol ön tekerlekten ses geliyor.');
  await expect(page.getByRole('checkbox', { name: /^Ön fren balatası değişimi/ })).toBeChecked();
  const others = page.getByRole('group', { name: 'En yakın boş saatler' });
  await expect(others.locator('label')).toHaveCount(3);
  await others.locator('label').first().click();
  await page.getByRole('button', { name: 'Randevu al' }).click();
  await expect(page).toHaveURL(/\/hesap\/randevular\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Sol ön tekerlekten ses geliyor.')).toBeVisible();
});

test('a visitor’s choice waits while signing in', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  const { email } = await driver(page);
  await page.context().clearCookies();
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  await chooseTime(page);
  await page.getByLabel('Ustaya not').fill('Akşamüstü alabilirim.');
  await page.getByRole('button', { name: 'Devam et', exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Giriş yap' }).first().click();
  await page.getByLabel('E-posta').fill(email);
  await page.getByLabel('Şifre').fill('denizde-kirmizi-balik');
  await page.getByRole('main').getByRole('button', { name: 'Giriş yap' }).click();
  await expect(page).toHaveURL(new RegExp(`/usta/${shop.slug}/randevu`));
  await expect(page.getByLabel('Ustaya not')).toHaveValue('Akşamüstü alabilirim.');
  if (scripted()) await expect(page.getByRole('button', { name: 'Saatleri göster' })).toBeHidden();
  await expect(page.locator('#f-start input:checked')).toHaveCount(1);
  await page.getByRole('button', { name: 'Randevu al' }).click();
  await expect(page).toHaveURL(/\/hesap\/randevular\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Akşamüstü alabilirim.')).toBeVisible();
});
