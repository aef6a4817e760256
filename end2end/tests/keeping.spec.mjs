// What customers keep: favourite workshops and invoice profiles.
import { expect, scripted, test, CUSTOMER, PASSWORD } from '../support.mjs';
import { newcomer } from '../world.mjs';

test('a mechanic goes into the favourites and out again', async ({ page }) => {
  await newcomer(page);
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=ankara');
  const first = page.locator('#liste article h2 a').first();
  const name = await first.innerText();
  await first.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.getByRole('button', { name: 'Favorilere ekle' }).click();
  await expect(page.getByText('Favorilerinize eklendi.')).toBeVisible();
  await page.goto('/hesap/favoriler');
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
  await page.getByRole('button', { name: 'Favorilerden çıkar' }).click();
  await expect(page.getByText('Henüz favoriniz yok')).toBeVisible();
});

test('a mechanic who was looked at is found again at home, and forgotten', async ({ page }) => {
  if (scripted()) {
    // A visitor's browser alone remembers, once it is asked to.
    await page.goto('/cerezler');
    await page.getByLabel('Baktığım ustaları bu tarayıcıda hatırla').check();
    await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=izmir');
    await page.locator('#liste article h2 a').first().click();
    const visited = await page.getByRole('heading', { level: 1 }).innerText();
    await page.goto('/');
    const here = page.getByRole('region', { name: 'Bu tarayıcıda baktığınız ustalar' });
    await expect(here.getByRole('link', { name: visited })).toBeVisible();
    await here.getByRole('button', { name: 'Listeyi unut' }).click();
    await expect(here).toBeHidden();
  }
  await newcomer(page);
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=izmir');
  const first = page.locator('#liste article h2 a').first();
  const name = await first.innerText();
  await first.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goto('/');
  const seen = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Son baktığınız ustalar' }) });
  await expect(seen.getByRole('link', { name })).toBeVisible();
  await seen.getByRole('link', { name: 'Tümünü gör' }).click();
  await expect(page).toHaveURL(/\/hesap\/favoriler$/);
  await expect(page.getByRole('link', { name })).toBeVisible();
  await page.getByRole('button', { name: 'Listeyi unut' }).click();
  await expect(page.getByText('Son baktığınız ustalar')).toHaveCount(0);
});

test('a search is saved, made again and let go', async ({ page }) => {
  await newcomer(page);
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=ankara&puan=4');
  await page.getByRole('button', { name: 'Bu aramayı kaydet' }).click();
  await expect(page).toHaveURL(/\/hesap\/favoriler$/);
  await expect(page.getByRole('heading', { name: 'Kayıtlı aramalar' })).toBeVisible();
  const saved = page.getByRole('listitem').filter({ hasText: '1 süzgeçle' });
  await saved.getByRole('link').click();
  await expect(page).toHaveURL(/hizmet=on-fren-balatasi-degisimi&il=ankara&puan=4$/);
  await page.goto('/hesap/favoriler');
  await saved.getByRole('button', { name: 'Kaldır' }).click();
  await expect(page.getByText('Kayıtlı aramalar')).toHaveCount(0);
});

test('a visitor who wants to keep a mechanic signs in and is back on the page', async ({ page }) => {
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=ankara');
  await page.locator('#liste article h2 a').first().click();
  await page.getByRole('link', { name: 'Favorilere ekle' }).click();
  await page.getByLabel('E-posta').fill(CUSTOMER);
  await page.getByLabel('Şifre').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Giriş yap' }).click();
  await expect(page).toHaveURL(/\/usta\//);
  await expect(page.getByRole('button', { name: /Favoriler(e ekle|den çıkar)/ })).toBeVisible();
});

test('invoice details are refused with what was typed, mended, changed and deleted', async ({ page }) => {
  await newcomer(page);
  await page.goto('/hesap/ayarlar');
  await page.getByRole('link', { name: 'Fatura bilgileri' }).click();
  await page.getByText('Şirket', { exact: true }).click();
  await page.getByLabel('Ad soyad veya ünvan').fill('Demir Otomotiv Ltd');
  await page.getByLabel('TCKN veya VKN').fill('4540536921');
  await page.getByLabel('Vergi dairesi').fill('Ostim');
  await page.getByLabel('Fatura adresi').fill('Ostim Mah. 100. Yıl Blv. No: 5\nAnkara');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByText('Bu numara geçerli değil').first()).toBeVisible();
  await expect(page.getByLabel('Ad soyad veya ünvan')).toHaveValue('Demir Otomotiv Ltd');
  await page.getByLabel('TCKN veya VKN').fill('4540536920');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  const card = page.getByRole('listitem').filter({ hasText: 'Demir Otomotiv Ltd' });
  await expect(card).toContainText('454•••••20');
  await expect(card).toContainText('Varsayılan');

  await card.getByRole('link', { name: 'Düzenle' }).click();
  await page.getByLabel('Ad soyad veya ünvan').fill('Demir Oto Ltd');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  const changed = page.getByRole('listitem').filter({ hasText: 'Demir Oto Ltd' });
  await changed.getByRole('button', { name: 'Sil' }).first().click();
  await page.getByRole('button', { name: 'Evet, sil' }).click();
  await expect(page.getByText('Henüz fatura bilginiz yok')).toBeVisible();
});

test('a place is named, searched from and deleted', async ({ page }) => {
  await newcomer(page);
  await page.goto('/hesap/ayarlar');
  await page.getByRole('link', { name: 'Yerlerim' }).click();
  await page.getByLabel('İl', { exact: true }).selectOption('ankara');
  await page.getByRole('button', { name: 'Devam et' }).click();
  await page.getByText('Başka bir yer', { exact: true }).click();
  await page.getByLabel('İlçe').selectOption({ label: 'Çankaya' });
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByText('Bu alan gerekli.').first()).toBeVisible();
  await page.getByLabel('Adı').fill('Yazlık');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  const card = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Çankaya, Ankara' });
  await expect(card).toContainText('Yazlık');

  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul');
  await page.getByRole('group', { name: 'Yerlerim' }).getByRole('link', { name: 'Yazlık' }).click();
  await expect(page).toHaveURL(/il=ankara&ilce=/);
  await page.goto('/hesap/ayarlar/yerler');
  await card.getByRole('button', { name: 'Sil' }).first().click();
  await page.getByRole('button', { name: 'Evet, sil' }).click();
  await expect(page.getByText('Henüz kayıtlı yeriniz yok')).toBeVisible();
});
