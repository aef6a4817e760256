import { expect, test } from '../support.mjs';
import { enter, newcomer } from '../world.mjs';

const OWN = 'denizde-kirmizi-balik';

test('one browser sees the other and ends it', async ({ page, other }) => {
  const email = await newcomer(page);
  await enter(other, email, OWN);
  await page.goto('/hesap/ayarlar/guvenlik');
  await expect(page.locator('#oturumlar').getByText('Bu cihaz', { exact: true })).toHaveCount(1);
  const row = page.locator('#oturumlar li').filter({ hasText: 'Oturumu kapat' }).filter({ hasNotText: 'Bu cihaz' });
  await expect(row).toHaveCount(1);
  await row.getByRole('button', { name: 'Oturumu kapat' }).click();
  await row.getByRole('button', { name: 'Evet, kapat' }).click();
  await expect(page.getByText('Oturum kapatıldı.')).toBeVisible();
  await other.goto('/hesap');
  await expect(other).toHaveURL(/\/giris/);
  await page.getByText(/Son 30 günde kapananlar/).click();
  await expect(page.getByText(/Siz kapattınız/)).toBeVisible();
});

test('ending all others leaves this browser signed in', async ({ page, other, third }) => {
  const email = await newcomer(page);
  await enter(other, email, OWN);
  await enter(third, email, OWN);
  await page.goto('/hesap/ayarlar/guvenlik');
  await page.getByRole('button', { name: 'Diğer bütün oturumları kapat' }).click();
  await page.getByRole('button', { name: 'Evet, hepsini kapat' }).click();
  await expect(page.getByText('Diğer oturumlar kapatıldı.')).toBeVisible();
  for (const gone of [other, third]) {
    await gone.goto('/hesap');
    await expect(gone).toHaveURL(/\/giris/);
  }
  await page.goto('/hesap');
  await expect(page).toHaveURL(/\/hesap$/);
});
