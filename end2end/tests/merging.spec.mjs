// Two accounts of one person become one.
import { expect, test, ADMIN } from '../support.mjs';
import { enter, mailTo, newcomer, unique } from '../world.mjs';

test('two accounts of one person become one, and both addresses hear of it', async ({ page, other, third }) => {
  const name = `Nurgül Işık ${unique()}`;
  const from = await newcomer(other, 'customer', name);
  const into = await newcomer(third, 'customer', name);
  await enter(page, ADMIN);
  await page.goto(`/yonetim/kullanicilar?ara=${encodeURIComponent(from)}`);
  await page.getByRole('link', { name }).click();
  await page.getByRole('link', { name: 'Başka hesapla birleştir' }).click();
  const row = page.getByRole('row').filter({ hasText: into });
  await expect(row.getByText('Aynı ad')).toBeVisible();
  await row.getByRole('link', { name: 'Karşılaştır' }).click();
  await expect(page.getByRole('heading', { name: 'Birleştirilsin mi?' })).toBeVisible();
  await expect(page.getByText('Bu işlem geri alınamaz.')).toBeVisible();
  await page.getByLabel('Neden').fill('Kimliği ve telefonu karşılaştırıldı.');
  await page.getByLabel('Bu iki hesabın aynı kişiye ait olduğunu doğruladım').check();
  await page.getByRole('button', { name: 'Hesapları birleştir' }).click();
  await expect(page.getByText('Hesaplar birleştirildi.')).toBeVisible();
  expect(await mailTo(page, from, 'birleştirildi')).toContain('artık o hesapta');
  expect(await mailTo(page, into, 'birleştirildi')).toContain('artık bu hesapta');
  await other.goto('/hesap');
  await expect(other).toHaveURL(/\/giris/);
});
