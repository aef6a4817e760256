// What people type is shown as they typed it, never run and never lost.
import { expect, test, MECHANIC } from '../support.mjs';
import { chooseTime } from '../steps.mjs';
import { addCar, ask, demoShop, enter, freeTimes, bookAt, newcomer, send, workshop } from '../world.mjs';

const NASTY = `<script>document.title='ele geçirildi'</script> "><img src=x onerror=alert(1)> '; drop table users;-- {{7*7}} \${7*7} 🚗🔧 مرحبا שלום`;

async function unharmed(page) {
  // The words may stand in a title; a script would have made them all of it.
  expect(await page.title()).not.toBe('ele geçirildi');
  expect(await page.locator('img[src="x"]').count()).toBe(0);
}

test('a note full of markup reaches the workshop as text', async ({ page, other, third }) => {
  const shop = await workshop(other, third, { instant: false });
  await newcomer(page, 'customer', 'Ali <b>Kalın</b> 🚗 علي');
  await addCar(page);
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  await chooseTime(page);
  await page.getByLabel('Ustaya not').fill(NASTY);
  await page.getByRole('button', { name: 'Randevu iste' }).click();
  await expect(page.getByText(NASTY)).toBeVisible();
  await unharmed(page);
  const { 0: { id } } = await ask(page, 'appointments/mine');
  for (const path of ['/atolye', '/atolye/takvim', `/atolye/randevular/${id}`]) {
    await other.goto(path);
    await unharmed(other);
  }
  await expect(other.getByText(NASTY)).toBeVisible();
  await expect(other.getByText('Ali <b>Kalın</b> 🚗 علي').first()).toBeVisible();
});

test('words of a search are words', async ({ page }) => {
  for (const text of [NASTY, "' or 1=1 --", '%', '_', '\\', 'a'.repeat(500), '‮usta']) {
    const answer = await page.goto(`/usta-bul?q=${encodeURIComponent(text)}&il=${encodeURIComponent("' or 1=1")}&sirala=<x>&sonra=<y>&konum=91,181`);
    expect(answer.status()).toBe(200);
    await unharmed(page);
  }
});

test('a workshop’s name and story are text', async ({ page, other }) => {
  const shop = await workshop(page, other, { name: 'Oto <i>İtalik</i> & "Oğulları"' });
  await page.goto('/atolye/profil');
  await page.getByLabel('Kendinizi anlatın').fill(NASTY);
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByLabel('Kendinizi anlatın')).toHaveValue(NASTY);
  await other.goto(`/usta/${shop.slug}`);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Oto <i>İtalik</i> & "Oğulları"');
  await expect(other.getByText(NASTY)).toBeVisible();
  await unharmed(other);
  const data = await other.locator('script[type="application/ld+json"]').first().textContent();
  expect(() => JSON.parse(data)).not.toThrow();
});

test('what cannot be is refused with a reason, and nothing breaks', async ({ page }) => {
  await newcomer(page);
  const car = await addCar(page);
  const shop = await demoShop(page);
  const [time] = await freeTimes(page, shop);
  const start = (text) => ({ start: text });
  const cases = [
    [{ note: 'x'.repeat(10_000) }, 422, ['note']],
    [{ note: 'a\u0000b' }, 422, []],
    [start('2020-01-01T10:00:00+03:00'), 422, ['start']],
    [start(time.start.replace(/:\d\d:00/, ':07:00')), 422, ['start']],
    [start("'; drop table appointments"), 422, ['start']],
    [{ vehicle_id: crypto.randomUUID() }, 404, []],
    [{ mechanic_id: crypto.randomUUID() }, 404, []],
    [{ '[service_ids][0]': crypto.randomUUID() }, 422, ['service_ids']],
  ];
  for (const [more, status, fields] of cases) {
    const { status: got, body } = await bookAt(page, shop, car, time.start, more);
    expect([got, Object.keys(body.fields ?? {})], JSON.stringify(more).slice(0, 100)).toEqual([status, fields]);
  }
  expect(await ask(page, 'appointments/mine')).toEqual([]);
  const plate = await send(page, 'vehicles/add', { plate: "34'; drop", variant_id: 'x', model_year: '<b>', km: '-5' });
  expect(plate.status).toBe(422);
  await enter(page, MECHANIC);
  const foreign = await send(page, 'appointments/cancel', { appointment_id: crypto.randomUUID(), reason: NASTY });
  expect(foreign.status).toBe(404);
});
