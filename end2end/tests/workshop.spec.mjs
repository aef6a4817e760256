// A newcomer opens a workshop; its calendar and settings.
import { expect, test, ADMIN, MECHANIC } from '../support.mjs';
import { inDialog } from '../steps.mjs';
import { ask, book, bookAt, driver, enter, freeTimes, mailTo, newcomer, unique, workshop } from '../world.mjs';

const group = (page, name) => page.getByRole('group', { name, exact: true });

test('a newcomer opens a workshop, is verified and found', async ({ page, other }) => {
  test.setTimeout(120_000);
  const email = await newcomer(page, 'mechanic', 'Kemal Usta');
  const name = `Kemal Oto ${unique()}`;
  await page.goto('/atolye/profil');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Atölyenizi açın');
  await page.getByLabel('İl', { exact: true }).selectOption('eskisehir');
  await page.getByRole('button', { name: 'Devam et' }).click();
  await page.getByLabel('Atölyenin adı').fill(name);
  await page.getByLabel('Cep telefonu').fill('0532 765 43 21');
  await page.getByLabel('İlçe').selectOption({ label: 'Odunpazarı' });
  await page.getByLabel('Adres').fill('Baksan Sanayi 7. Blok No: 12');
  await page.getByRole('button', { name: 'Atölyeyi aç' }).click();
  await expect(page.getByText('Doğrulama bekleniyor').first()).toBeVisible();

  await page.goto('/atolye/hizmetler?kategori=fren#ekle');
  await group(page, 'Ön fren balatası değişimi').getByLabel('Fiyat', { exact: true }).fill('1.850');
  await group(page, 'El freni ayarı').getByLabel('Fiyat', { exact: true }).fill('bin');
  await page.getByRole('button', { name: 'Fiyatı yazılanları ekle' }).click();
  await expect(group(page, 'El freni ayarı').getByLabel('Fiyat', { exact: true })).toHaveValue('bin');
  await expect(group(page, 'Ön fren balatası değişimi').getByLabel('Fiyat', { exact: true })).toHaveValue('1.850');
  await group(page, 'El freni ayarı').getByLabel('Fiyat', { exact: true }).fill('750');
  await page.getByRole('button', { name: 'Fiyatı yazılanları ekle' }).click();
  await expect(group(page, 'Ön fren balatası değişimi').getByLabel('Randevuya açık')).toBeChecked();

  await page.goto('/atolye/calisma-saatleri');
  await group(page, 'Pazartesi').getByLabel('Kapalı').check();
  await group(page, 'Salı').getByLabel('Açılış').fill('10:00');
  await group(page, 'Salı').getByLabel('Kapanış').fill('16:00');
  await page.getByRole('button', { name: 'Kaydet' }).first().click();
  await expect(group(page, 'Pazartesi').getByLabel('Kapalı')).toBeChecked();
  await expect(group(page, 'Salı').getByLabel('Açılış')).toHaveValue('10:00');
  const closed = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('İlk gün').fill(closed);
  await page.getByLabel('Not').fill('Fuardayız');
  await page.getByRole('button', { name: 'Günleri ekle' }).click();
  await expect(page.getByText('Fuardayız')).toBeVisible();
  await page.getByText('Hemen kesinleşsin').click();
  await page.getByRole('button', { name: 'Kaydet' }).last().click();
  await expect(page.getByRole('radio', { name: /Hemen kesinleşsin/ })).toBeChecked();

  const own = await ask(page, 'mechanics/mine');
  expect((await other.goto(`/usta/${own.slug}`)).status()).toBe(404);
  await enter(other, ADMIN);
  await other.goto('/yonetim/ustalar?durum=waiting');
  await other.getByRole('searchbox').fill(name);
  await other.getByRole('main').getByRole('button', { name: 'Ara', exact: true }).click();
  // Nothing was handed in: its page says what is missing, and asks.
  await other.getByRole('row').filter({ hasText: name }).getByRole('link', { name: 'Başvuru' }).click();
  await other.getByRole('button', { name: 'Doğrula', exact: true }).click();
  await expect(other.getByRole('dialog')).toContainText('Eksik adımlar: Kimlik');
  await other.getByRole('dialog').getByRole('button', { name: 'Yine de doğrula' }).click();
  await expect(other.getByText('Usta doğrulandı.')).toBeVisible();
  await mailTo(page, email, 'Atölyeniz doğrulandı');

  await other.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=eskisehir&ilce=odunpazari');
  await other.getByRole('link', { name, exact: true }).click();
  await expect(other.getByText('₺1.850').first()).toBeVisible();
  const service = (await ask(other, `mechanics/profile?slug=${own.slug}`)).services.find((item) => item.price_kurus === 185_000).id;
  const times = await freeTimes(other, { id: own.id, service }, 1);
  expect(times.length).toBeGreaterThan(0);
  expect(times.filter(({ start }) => start.startsWith(closed) || new Date(start).getUTCDay() === 1)).toEqual([]);
  expect(times.filter(({ start }) => new Date(start).getUTCDay() === 2).every(({ start }) => start.slice(11, 16) >= '10:00')).toBe(true);
});

test('a service is taken out only after asking', async ({ page, other }) => {
  await workshop(page, other);
  await page.goto('/atolye/hizmetler');
  await group(page, 'Ön fren balatası değişimi').getByRole('link', { name: 'Kaldır' }).click();
  await expect(page.getByRole('heading', { name: 'Ön fren balatası değişimi kaldırılsın mı?' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Kaldır' }).first().click();
  await expect(page.getByText('Henüz hizmetiniz yok')).toBeVisible();
});

test('cars that a workshop does not take are told at booking', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await other.goto('/atolye/araclar');
  await other.getByLabel('Marka').selectOption({ label: 'Fiat' });
  const goOn = other.getByRole('button', { name: 'Devam et' });
  if (await goOn.count()) await goOn.click();
  await other.getByText('Bakmıyoruz', { exact: true }).last().click();
  await other.getByRole('button', { name: 'Kuralı ekle' }).click();
  await expect(other.getByText('Fiat, bütün modeller')).toBeVisible();
  const { car } = await driver(page);
  await page.goto(`/usta/${shop.slug}/randevu?hizmet=on-fren-balatasi-degisimi`);
  await expect(page.getByRole('radio', { name: new RegExp(car.plate) })).toBeDisabled();
  await expect(page.getByText('Usta bu araca bakmıyor.')).toBeVisible();
  const [time] = await freeTimes(page, shop);
  const refused = await bookAt(page, shop, car, time.start);
  expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['vehicle_id']]);
});

test('the calendar shows a visit in its week and its day', async ({ page, other, third }) => {
  const shop = await workshop(other, third, { instant: false });
  const { car } = await driver(page);
  const id = await book(page, shop, car, { note: 'Takvimde görünmeli' });
  const [{ start }] = await ask(page, 'appointments/mine');
  const day = start.slice(0, 10);
  await other.goto(`/atolye/takvim?gun=${day}&gorunum=hafta`);
  await expect(other.getByRole('link', { name: new RegExp(car.plate) }).first()).toBeVisible();
  await other.getByRole('navigation', { name: 'Görünüm' }).getByRole('link', { name: 'Gün', exact: true }).click();
  await expect(other).toHaveURL(/gorunum=gun/);
  await other.goto(`/atolye/takvim?gun=${day}&gorunum=gun`);
  await other.getByRole('link', { name: new RegExp(car.plate) }).first().click();
  await expect(other).toHaveURL(new RegExp(id));
  await other.getByRole('button', { name: 'Onayla' }).click();
  await expect(other.getByText('Onaylı').first()).toBeVisible();
  await other.goto(`/atolye/takvim?gun=${day}&gorunum=hafta`);
  await other.getByRole('link', { name: 'Sonraki' }).click();
  await expect(other.getByText(car.plate)).toHaveCount(0);
  await other.goto(`/atolye/randevular/${id}`);
  await inDialog(other, 'İptal et', 'İptal et', 'Lift arızalandı.');
  await expect(other.getByText('İptal edildi').first()).toBeVisible();
});

test('the demo workshop finds its requests by state', async ({ page }) => {
  await enter(page, MECHANIC);
  await page.goto('/atolye/randevular');
  await page.getByRole('main').getByRole('link', { name: /^Tamamlandı/ }).first().click();
  await expect(page.getByRole('main').getByText('Tamamlandı').nth(1)).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Onay bekliyor' }).filter({ hasText: 'Plaka' })).toHaveCount(0);
});
