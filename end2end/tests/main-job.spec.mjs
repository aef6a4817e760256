// The main job: find a mechanic, book a real free time, get it confirmed.
import { expect, register, signIn, test, MECHANIC } from '../support.mjs';
import { carCard, chooseCar, chooseTime, inDialog, saveCar } from '../steps.mjs';
import { DEMO_SHOP, DEMO_SHOP_NAME, book, demoShop, driver, enter, freshPlate, mailTo } from '../world.mjs';

test('a newcomer adds a car, finds the workshop, asks for a time and gets it confirmed', async ({ page, other }) => {
  test.setTimeout(120_000);
  const email = await register(page, 'customer', 'Zeynep Öztürk');
  const plate = freshPlate();
  await page.getByRole('main').getByRole('link', { name: 'Araç ekle' }).first().click();
  await chooseCar(page);
  await saveCar(page, plate);
  await expect(page).toHaveURL(/\/hesap\/araclar$/);
  await expect(carCard(page, plate)).toContainText('84.250 km');

  await page.goto('/');
  await page.getByRole('combobox', { name: 'Ne lazım?' }).fill('fren balata');
  await page.getByLabel('Nerede?').selectOption('ankara');
  await page.getByRole('main').getByRole('button', { name: 'Usta bul' }).click();
  await expect(page).toHaveURL(/\/usta-bul\?/);
  await page.getByRole('link', { name: DEMO_SHOP_NAME, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/usta/${DEMO_SHOP}`));
  await page.locator('summary', { hasText: 'Fren Sistemi' }).click();
  await page.getByRole('link', { name: /Randevu al\s*: Ön fren balatası değişimi/ }).click();
  await expect(page.getByRole('radio', { name: new RegExp(plate) })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: /^Ön fren balatası değişimi/ })).toBeChecked();
  const start = await chooseTime(page);
  await page.getByLabel('Ustaya not').fill('Ses ilk kalkışta geliyor. Teşekkürler!');
  await page.getByRole('button', { name: 'Randevu iste' }).click();
  await expect(page).toHaveURL(/\/hesap\/randevular\/[0-9a-f-]{36}$/);
  const place = new URL(page.url()).pathname;
  await expect(page.getByText('Onay bekliyor').first()).toBeVisible();
  await page.goto('/hesap');
  await expect(page.getByRole('article').filter({ hasText: DEMO_SHOP_NAME })).toContainText('Onay bekliyor');
  await mailTo(page, email, 'Randevu isteğiniz');

  await signIn(other, MECHANIC);
  await other.goto('/atolye');
  const request = other.getByRole('listitem').filter({ hasText: plate });
  await expect(request).toContainText('Ses ilk kalkışta geliyor.');
  await request.getByRole('link', { name: 'Ayrıntılar' }).click();
  await expect(other.getByText('Zeynep Öztürk').first()).toBeVisible();
  await other.getByRole('button', { name: 'Onayla' }).click();
  await expect(other.getByText('Onaylı').first()).toBeVisible();
  await mailTo(other, MECHANIC, plate);

  await page.goto(place);
  await expect(page.getByText('Onaylı').first()).toBeVisible();
  await expect(page.getByText('Usta onayladı')).toBeVisible();
  const file = await page.request.get(`${place}/takvim.ics`);
  expect(await file.text()).toContain(`DTSTART:${new Date(start).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`);
  expect(await mailTo(page, email, 'Randevunuz onaylandı')).toContain(DEMO_SHOP_NAME);
});

test('a customer cancels and the workshop is told why', async ({ page, other }) => {
  const { car } = await driver(page);
  const id = await book(page, await demoShop(page), car);
  await page.goto(`/hesap/randevular/${id}`);
  await inDialog(page, 'İptal et', 'İptal et', 'Aracım o gün şehir dışında.');
  await expect(page.getByText('İptal edildi').first()).toBeVisible();
  await expect(page.getByText('Müşteri iptal etti')).toBeVisible();
  await expect(page.getByRole('button', { name: 'İptal et' })).toHaveCount(0);

  await enter(other, MECHANIC);
  await other.goto(`/atolye/randevular/${id}`);
  await expect(other.getByText('Aracım o gün şehir dışında.')).toBeVisible();
  expect(await mailTo(other, MECHANIC, 'Randevu iptal edildi', car.plate)).toContain('Aracım o gün şehir dışında.');
});

test('a workshop declines with a reason that the customer reads', async ({ page, other }) => {
  const { email, car } = await driver(page);
  const id = await book(page, await demoShop(page), car);
  await enter(other, MECHANIC);
  await other.goto(`/atolye/randevular/${id}`);
  await inDialog(other, 'Reddet', 'Reddet', 'O gün kapalıyız.');
  await expect(other.getByText('Reddedildi').first()).toBeVisible();
  await page.goto(`/hesap/randevular/${id}`);
  await expect(page.getByText('Usta reddetti')).toBeVisible();
  await expect(page.getByText('O gün kapalıyız.')).toBeVisible();
  expect(await mailTo(page, email, 'karşılayamıyor')).toContain('O gün kapalıyız.');
});

test('a workshop proposes another time and the customer takes it', async ({ page, other }) => {
  const { email, car } = await driver(page);
  const id = await book(page, await demoShop(page), car);
  await enter(other, MECHANIC);
  await other.goto(`/atolye/randevular/${id}`);
  const list = other.getByLabel('Yeni saat');
  const choices = await list.locator('option[value]:not([value=""])').evaluateAll((options) => options.map((option) => option.value));
  const start = choices[Math.floor(Math.random() * choices.length)];
  await list.selectOption(start);
  await other.getByLabel('Müşteriye kısa bir söz').fill('Parça o gün geliyor.');
  await other.getByRole('button', { name: 'Başka saat öner' }).click();
  await expect(other.getByText('Yeni saat önerildi').first()).toBeVisible();

  await mailTo(page, email, 'Usta başka bir saat öneriyor');
  await page.goto('/hesap');
  await page.getByRole('link', { name: /Usta yeni bir saat önerdi/ }).click();
  await expect(page.getByText('Parça o gün geliyor.')).toBeVisible();
  await page.getByRole('button', { name: 'Yeni saati kabul et' }).click();
  await expect(page.getByText('Önerilen saat kabul edildi')).toBeVisible();
  await expect(page.getByText('Onaylı').first()).toBeVisible();
  const calendar = await page.request.get(`/hesap/randevular/${id}/takvim.ics`);
  expect(await calendar.text()).toContain(`DTSTART:${new Date(start).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`);
});
