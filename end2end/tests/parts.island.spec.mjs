// What only scripts do: answers in place, the position, and the page without a connection.
import { expect, test } from '../support.mjs';
import { chooseCar, chooseTime, saveCar } from '../steps.mjs';
import { addCar, bookAt, driver, freshPlate, newcomer, workshop } from '../world.mjs';

/** Whole pages that were loaded since now. */
function loads(page) {
  const seen = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) seen.push(request.url());
  });
  return seen;
}

/** The script has taken over when the page's islands answer; the program is loaded then. */
async function awake(page) {
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('.wasm') && responseEnd > 0));
  await page.waitForLoadState('networkidle');
}

test('a car is chosen in four taps on one page, and back is a step back', async ({ page }) => {
  await newcomer(page);
  await page.goto('/hesap/araclar/yeni');
  await awake(page);
  const seen = loads(page);
  await page.getByRole('searchbox', { name: 'Marka ara' }).fill('fi');
  await expect(page.getByRole('link', { name: 'BMW', exact: true })).toHaveCount(0);
  await chooseCar(page);
  expect(seen).toEqual([]);
  await expect(page).toHaveURL(/marka=fiat.*yil=2020/);
  const plate = freshPlate();
  await saveCar(page, 'yanlış');
  await expect(page.getByText('Geçerli bir plaka yazın', { exact: false }).first()).toBeVisible();
  expect(seen).toEqual([]);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Hangi model yılı?' })).toBeVisible();
  await page.getByRole('link', { name: '2020', exact: true }).click();
  await saveCar(page, plate);
  await expect(page).toHaveURL(/\/hesap\/araclar$/);
  await expect(page.getByText(plate).first()).toBeVisible();
});

test('weeks turn and the bill adds up without a reload', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await driver(page);
  await page.goto(`/usta/${shop.slug}/randevu`);
  await awake(page);
  const seen = loads(page);
  await page.getByRole('checkbox', { name: /^Ön fren balatası değişimi/ }).check();
  await expect(page.getByRole('complementary')).toContainText('₺1.250');
  await chooseTime(page, 2);
  await expect(page.getByRole('complementary')).not.toContainText('Henüz seçilmedi');
  await page.getByRole('link', { name: 'Önceki hafta' }).click();
  await page.getByRole('checkbox', { name: /^Ön fren balatası değişimi/ }).uncheck();
  await expect(page.getByText('Boş saatleri görmek için en az bir iş seçin.')).toBeVisible();
  expect(seen).toEqual([]);
});

test('a taken time is answered in place with the nearest free ones', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await driver(page);
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  await awake(page);
  const start = await chooseTime(page);
  await newcomer(third);
  expect((await bookAt(third, shop, await addCar(third), start)).status).toBe(200);
  const seen = loads(page);
  await page.getByRole('button', { name: 'Randevu al' }).click();
  const others = page.getByRole('group', { name: 'En yakın boş saatler' });
  await expect(others.locator('label')).toHaveCount(3);
  await expect(page.locator(`input[value="${start}"]`)).toHaveCount(0);
  expect(seen).toEqual([]);
  await others.locator('label').last().click();
  await page.getByRole('button', { name: 'Randevu al' }).click();
  await expect(page).toHaveURL(/\/hesap\/randevular\/[0-9a-f-]{36}$/);
});

test('whoever comes back to where an island led away finds it ready', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await driver(page);
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  await awake(page);
  await chooseTime(page);
  // The page stays, as one does that a browser keeps for its way back.
  await page.evaluate(() => navigation.addEventListener('navigate', (event) => {
    if (event.destination.url.includes('/hesap/randevular/')) event.preventDefault();
  }));
  await page.getByRole('button', { name: 'Randevu al' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-left', '');
  const seen = loads(page);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expect.poll(() => seen.length).toBe(1);
  await awake(page);
  await expect(page.locator('body')).not.toHaveAttribute('data-left');
  await chooseTime(page);
  await expect(page.getByRole('button', { name: 'Randevu al' })).toBeEnabled();
});

test('the position leads to the nearest workshops', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['geolocation'], { origin: baseURL });
  await context.setGeolocation({ latitude: 39.9334, longitude: 32.8597 });
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi');
  await page.getByRole('button', { name: 'Konumumu kullan' }).click();
  await expect(page).toHaveURL(/konum=39\.93(,|%2C)32\.86/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Yakınınızda: Ön fren balatası değişimi');
  await expect(page.locator('summary[aria-label="Sırala: En yakın"]')).toBeVisible();
});

test('a refused position says what else can be done', async ({ page, context }) => {
  await context.clearPermissions();
  await page.goto('/usta-bul');
  await page.evaluate(() => {
    navigator.geolocation.getCurrentPosition = (_, refused) => refused({ code: 1, message: 'denied' });
  });
  await page.getByRole('button', { name: 'Konumumu kullan' }).click();
  await expect(page.getByText('Konum alınamadı. İl seçerek arayabilirsiniz.')).toBeVisible();
});

test('a workshop takes its place from where it stands', async ({ page, other, context, baseURL }) => {
  await workshop(page, other);
  await context.grantPermissions(['geolocation'], { origin: baseURL });
  await context.setGeolocation({ latitude: 39.87654, longitude: 32.71234 });
  await page.goto('/atolye/profil');
  await page.getByRole('button', { name: 'Bulunduğum yeri kullan' }).click();
  await expect(page.getByLabel('Enlem')).toHaveValue('39.87654');
  await expect(page.getByText('Konum alındı. Kaydetmeyi unutmayın.')).toBeVisible();
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByLabel('Boylam')).toHaveValue('32.71234');
});

test('a menu closes on Escape and gives the focus back', async ({ page }) => {
  await page.goto('/');
  const menu = page.locator('summary[aria-label="Menü"]');
  await menu.click();
  await page.keyboard.press('Escape');
  await expect(page.locator('details[name][open]')).toHaveCount(0);
  await expect(menu).toBeFocused();
});
