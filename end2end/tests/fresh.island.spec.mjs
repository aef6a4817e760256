// A page that lies open shows what others change, without a tap; what its reader is in the middle of stays as it is.
import { expect, test } from '../support.mjs';
import { bookAt, done, driver, freeTimes, workshop } from '../world.mjs';

const soon = async (page, shop) => (await freeTimes(page, shop, 2))[0].start;

test('a request appears at the workshop, and its confirmation at the customer', async ({ page, other, third }) => {
  const shop = await workshop(other, third, { instant: false });
  await other.goto('/atolye');
  await expect(other.getByText('Bekleyen istek yok').first()).toBeVisible();
  const { car } = await driver(page);
  const booked = await bookAt(page, shop, car, await soon(page, shop));
  expect(booked.status).toBe(200);
  await expect(other.getByText(car.plate).first()).toBeVisible();
  await expect(other.getByRole('status').filter({ hasText: 'Sayfa yenilendi.' })).toHaveCount(1);

  await page.goto(`/hesap/randevular/${booked.body.id}`);
  await expect(page.getByText('Onay bekliyor').first()).toBeVisible();
  await done(other, 'appointments/confirm', { appointment_id: booked.body.id });
  await expect(page.getByText('Onaylı').first()).toBeVisible();
});

test('what is being typed is kept, and the new state is offered', async ({ page, other, third }) => {
  const shop = await workshop(other, third, { instant: false });
  const { car } = await driver(page);
  const booked = await bookAt(page, shop, car, await soon(page, shop));
  await other.goto(`/atolye/randevular/${booked.body.id}`);
  await other.getByText('Reddet', { exact: true }).first().click();
  const reason = other.getByRole('textbox').first();
  await reason.fill('O gün yer yok');
  await done(page, 'appointments/cancel', { appointment_id: booked.body.id, reason: 'Vazgeçtim' });
  const line = other.getByText('Bu arada bir şey değişti.');
  await expect(line).toBeVisible();
  await expect(reason).toHaveValue('O gün yer yok');
  await other.getByRole('link', { name: 'Yeni hâlini göster' }).click();
  await expect(other.getByText('İptal').first()).toBeVisible();
});

/** As if the window went behind another, or came back. */
const hide = (page, hidden) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

test('a window that nobody sees holds no line, and looks again when it is seen', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  const { car } = await driver(page);
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/hesap/randevular');
  await expect.poll(() => asked.includes('/canli')).toBe(true);
  await hide(page, true);
  asked.length = 0;
  expect((await bookAt(page, shop, car, await soon(page, shop))).status).toBe(200);
  expect(asked.filter((path) => path === '/canli' || path === '/hesap/randevular')).toEqual([]);
  await hide(page, false);
  await expect(page.getByText(shop.name).first()).toBeVisible();
  expect(asked.filter((path) => path === '/canli')).toHaveLength(1);
});
