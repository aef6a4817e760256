// A time tapped on a profile or a card is the time that is booked; the car chosen last is the car that comes.
import { chooseTime } from '../steps.mjs';
import { expect, scripted, test } from '../support.mjs';
import { addCar, ask, driver, workshop } from '../world.mjs';

test('a time tapped on the profile is chosen once the work is', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await driver(page);
  await page.goto(`/usta/${shop.slug}`);
  const slot = page.locator('a.slot:visible').first();
  // Addresses of our own leave the seconds and Istanbul's offset out.
  const start = `${new URL(await slot.getAttribute('href'), page.url()).searchParams.get('saat')}:00+03:00`;
  await slot.click();
  await expect(page).toHaveURL(new RegExp(`/usta/${shop.slug}/randevu`));
  await page.getByRole('checkbox', { name: /^Ön fren balatası değişimi/ }).check();
  if (!scripted()) await page.getByRole('button', { name: 'Saatleri göster' }).click();
  await expect(page.locator('#f-start input:checked')).toHaveValue(start);
  await page.getByRole('button', { name: 'Randevu al' }).click();
  await expect(page).toHaveURL(/\/hesap\/randevular\/[0-9a-f-]{36}$/);
  const [mine] = await ask(page, 'appointments/mine');
  expect(new Date(mine.start).getTime()).toBe(new Date(start).getTime());
});

test('the car chosen last is booked', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await driver(page);
  const second = await addCar(page);
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  await chooseTime(page);
  await page.getByRole('radio', { name: new RegExp(second.plate) }).check({ force: true });
  await page.getByRole('button', { name: 'Randevu al' }).click();
  await expect(page).toHaveURL(/\/hesap\/randevular\/[0-9a-f-]{36}$/);
  const [mine] = await ask(page, 'appointments/mine');
  expect(mine.plate).toBe(second.plate);
});
