// A workshop sets hours of a season, and names who does the work.
import { expect, test } from '../support.mjs';
import { inDialog } from '../steps.mjs';
import { ask, book, driver, freeTimes, workshop } from '../world.mjs';

const HOURS = '/atolye/calisma-saatleri';
const group = (page, name) => page.getByRole('group', { name, exact: true });
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('a season has hours of its own, told on the profile, and ends with a question', async ({ page, other }) => {
  const shop = await workshop(page, other);
  await page.goto(HOURS);
  await expect(page.getByText('Bütün yıl aynı plan')).toBeVisible();
  await page.getByLabel('Adı', { exact: true }).fill('Kısa mesai');
  await page.getByLabel('Başladığı gün').fill(day(-1));
  await page.getByLabel('Bittiği gün').fill(day(60));
  await page.getByRole('button', { name: 'Mevsimi ekle' }).click();
  await expect(page.getByRole('heading', { name: 'Kısa mesai saatleri' })).toBeVisible();
  for (const name of ['Pazartesi', 'Salı', 'Çarşamba', 'Perşembe', 'Cuma']) {
    await group(page, name).getByLabel('Açılış').fill('10:00');
    await group(page, name).getByLabel('Kapanış').fill('16:00');
  }
  await group(page, 'Cumartesi').getByLabel('Kapalı').check();
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(group(page, 'Salı').getByLabel('Açılış')).toHaveValue('10:00');
  const times = await freeTimes(page, shop, 1);
  expect(times.length).toBeGreaterThan(0);
  expect(times.every(({ start }) => start.slice(11, 16) >= '10:00' && start.slice(11, 16) < '16:00')).toBe(true);
  expect(times.filter(({ start }) => new Date(start).getUTCDay() === 6)).toEqual([]);
  await other.goto(`/usta/${shop.slug}`);
  await expect(other.getByText(/^Kısa mesai: .* tarihine kadar bu saatler geçerli\.$/)).toBeVisible();

  await page.goto(HOURS);
  await page.getByLabel('Adı', { exact: true }).fill('Çakışan');
  await page.getByLabel('Başladığı gün').fill(day(50));
  await page.getByLabel('Bittiği gün').fill(day(70));
  await page.getByRole('button', { name: 'Mevsimi ekle' }).click();
  await expect(page.getByText('Bu günlerin bir kısmı başka bir mevsiminize ait.').first()).toBeVisible();
  await expect(page.getByLabel('Adı', { exact: true })).toHaveValue('Çakışan');
  await inDialog(page, 'Kaldır', 'Kaldır');
  await expect(page.getByText('Bütün yıl aynı plan')).toBeVisible();
});

test('a visit is done by somebody, whom the workshop sees and changes', async ({ page, other, third }) => {
  const shop = await workshop(other, third);
  await other.goto(HOURS);
  for (const name of ['Ali Kalfa', 'Veli Kalfa']) {
    await other.getByLabel('Ustanın adı').fill(name);
    await other.getByRole('button', { name: 'Ustayı ekle' }).click();
    await expect(other.getByRole('heading', { name, exact: true })).toBeVisible();
    await other.getByRole('link', { name: 'Bütün saatler ve ayarlar' }).click();
  }
  const { car } = await driver(page);
  const id = await book(page, shop, car);
  await other.goto(`/atolye/randevular/${id}`);
  await expect(other.getByText('Ali Kalfa').first()).toBeVisible();
  await other.getByLabel('İşi yapan').selectOption({ label: 'Veli Kalfa' });
  await other.getByRole('button', { name: 'Ustayı değiştir' }).click();
  await expect(other.getByLabel('İşi yapan').locator('option:checked')).toHaveText('Veli Kalfa');
  await page.goto(`/hesap/randevular/${id}`);
  await expect(page.getByText('Kalfa')).toHaveCount(0);

  const own = await ask(other, 'mechanics/mine');
  await other.goto(`${HOURS}?usta=${own.people[1].id}`);
  await other.getByLabel('İlk gün').fill(day(20));
  await other.getByRole('button', { name: 'İzni ekle' }).click();
  await expect(other.getByText('İzin günü yok')).toHaveCount(0);
  await inDialog(other, 'Ustayı çıkar', 'Ustayı çıkar');
  await expect(other.getByText('Veli Kalfa')).toHaveCount(0);
  await other.goto(`/atolye/randevular/${id}`);
  await expect(other.getByText('Ali Kalfa').first()).toBeVisible();
});
