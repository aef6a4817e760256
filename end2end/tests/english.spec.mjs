// The main job once more in English: no step needs a word of Turkish.
import { expect, scripted, test, MECHANIC } from '../support.mjs';
import { DEMO_SHOP, DEMO_SHOP_NAME, NEW_PASSWORD, done, enter, freshEmail, freshPlate, mailTo } from '../world.mjs';

async function register(page) {
  const email = freshEmail();
  await page.goto('/dil?lang=en&next=/kayit');
  await page.getByText('I own a car').click();
  await page.getByLabel('Full name').fill('Jane Example');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password').fill(NEW_PASSWORD);
  await page.getByLabel('I have read and accept the terms.').check();
  await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL(/\/giris\?yeni=1/);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password').fill(NEW_PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/hesap$/);
  return email;
}

async function addCar(page, plate) {
  await page.getByRole('main').getByRole('link', { name: 'Add a car' }).first().click();
  for (const [step, choice] of [['Which make?', 'Fiat'], ['Which model?', 'Egea'], ['Which model year?', '2020']]) {
    if (choice !== 'Fiat') await expect(page.getByRole('heading', { name: step })).toBeVisible();
    await page.getByRole('link', { name: choice, exact: true }).click();
  }
  await expect(page.getByRole('heading', { name: 'Choose the engine, type the plate' })).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Engine and gearbox' }).locator('label').first().click();
  await page.getByLabel('Plate').fill(plate);
  await page.getByLabel('Kilometres').fill('84250');
  await page.getByRole('button', { name: 'Save the car' }).click();
  await expect(page).toHaveURL(/\/hesap\/araclar$/);
}

async function chooseTime(page) {
  const show = page.getByRole('button', { name: 'Show times' });
  if (scripted()) await expect(show).toBeHidden();
  else await show.click();
  const week = page.locator('#f-start b').first();
  const before = await week.textContent();
  await page.getByRole('link', { name: 'Next week' }).click();
  await expect(week).not.toHaveText(before);
  await expect(page.locator('#f-start')).not.toHaveAttribute('aria-busy', 'true');
  const times = page.locator('#f-start label.slot');
  await expect(times.first()).toBeVisible();
  await times.nth(Math.floor(Math.random() * (await times.count()))).click();
}

test('a stranger to Turkish registers, finds a workshop, books and reads the answer', async ({ page, other }) => {
  test.setTimeout(120_000);
  const email = await register(page);
  const plate = freshPlate();
  await addCar(page, plate);

  await page.goto('/');
  await page.getByRole('combobox', { name: 'What do you need?' }).fill('brake pad');
  await page.getByLabel('Where?').selectOption('ankara');
  await page.getByRole('main').getByRole('button', { name: 'Find a mechanic' }).click();
  await expect(page).toHaveURL(/\/usta-bul\?/);
  await page.getByRole('link', { name: DEMO_SHOP_NAME, exact: true }).click();
  await page.goto(`/usta/${DEMO_SHOP}/randevu?hizmet=on-fren-balatasi-degisimi`);
  await expect(page.getByRole('radio', { name: new RegExp(plate) })).toBeChecked();
  await chooseTime(page);
  await page.getByLabel('Note to the workshop').fill('It squeals when braking downhill.');
  await page.getByRole('button', { name: 'Request this time' }).click();
  await expect(page).toHaveURL(/\/hesap\/randevular\/[0-9a-f-]{36}$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByText('Waits for approval').first()).toBeVisible();
  const place = new URL(page.url()).pathname;

  await enter(other, MECHANIC);
  await other.goto(place.replace('/hesap/', '/atolye/'));
  await expect(other.getByText('It squeals when braking downhill.')).toBeVisible();
  await done(other, 'appointments/confirm', { appointment_id: place.split('/').at(-1) });
  await page.goto(place);
  await expect(page.getByText('Confirmed').first()).toBeVisible();
  await expect(page.getByText('The workshop confirmed')).toBeVisible();
  expect(await mailTo(page, email, 'confirmed')).toContain(DEMO_SHOP_NAME);
});
