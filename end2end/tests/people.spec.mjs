// People at the desk, and the photo of a person.
import { expect, scripted, test, ADMIN } from '../support.mjs';
import { enter, mailTo, newcomer, unique, NEW_PASSWORD } from '../world.mjs';

// Two halves, red and blue, 64 × 48 pixels.
const PICTURE = {
  name: 'ben.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAIAAAAuKetIAAAAR0lEQVR42u3PMQ0AAAzDsCEZfyiFNQp7+lnKHcmT3WrlfQYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA4NsBkK8wtYRQL58AAAAASUVORK5CYII=',
    'base64',
  ),
};

test('a person is found, suspended with a reason, and let in again', async ({ page, other, third }) => {
  const name = `Gülşah Işık ${unique()}`;
  const email = await newcomer(other, 'customer', name);
  await enter(page, ADMIN);
  const open = async () => {
    await page.goto(`/yonetim/kullanicilar?ara=${encodeURIComponent(name.toLocaleLowerCase('tr'))}`);
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  };
  await open();
  await page.getByRole('button', { name: 'Askıya al' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Kişi askıya alınsın mı?' });
  await dialog.getByLabel('Neden').fill('Sahte yorumlar yazdı.');
  await dialog.getByRole('button', { name: 'Askıya al' }).click();
  await expect(page.getByText('Kişi askıya alındı.')).toBeVisible();
  expect(await mailTo(third, email, 'askıya alındı')).toContain('Sahte yorumlar yazdı.');
  await other.goto('/hesap');
  await expect(other).toHaveURL(/\/giris/);

  await open();
  await page.getByRole('button', { name: 'Askıyı kaldır' }).first().click();
  const back = page.getByRole('dialog', { name: 'Kişinin askısı kaldırılsın mı?' });
  await back.getByLabel('Neden').fill('Yorumlar gerçekmiş.');
  await back.getByRole('button', { name: 'Askıyı kaldır' }).click();
  await expect(page.getByText('Kişinin askısı kaldırıldı.')).toBeVisible();
  await enter(other, email, NEW_PASSWORD);
  await other.goto('/hesap');
  await expect(other).toHaveURL(/\/hesap$/);
});

test('a photo is uploaded, shown in the header, and removed', async ({ page }) => {
  await newcomer(page);
  await page.goto('/hesap/ayarlar');
  await page.getByLabel('Fotoğraf seçin').setInputFiles(PICTURE);
  const preview = page.getByRole('img', { name: 'Fotoğrafınızın görüneceği hâli' });
  if (scripted()) {
    await expect(preview).toBeVisible();
    await page.getByLabel('Yakınlaştır').press('ArrowRight');
  } else {
    await expect(preview).toBeHidden();
  }
  await page.getByRole('button', { name: 'Fotoğrafı yükle' }).click();
  await page.goto('/');
  const face = page.locator('header img[src^="/foto/"]').first();
  await expect(face).toBeVisible();
  const photo = await page.request.get(await face.getAttribute('src'));
  expect(photo.headers()['content-type']).toBe('image/jpeg');

  await page.goto('/hesap/ayarlar');
  await page.getByLabel('Fotoğraf seçin').setInputFiles({ name: 'kotu.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
  await page.getByRole('button', { name: 'Fotoğrafı yükle' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Fotoğrafı kaldır' }).click();
  await page.goto('/');
  await expect(page.locator('header img[src^="/foto/"]')).toHaveCount(0);
});
