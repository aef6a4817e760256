// A workshop shows itself: photos are added, ordered, described and looked at; the profile is looked at before it is saved.
import { expect, scripted, test } from '../support.mjs';
import { cards, file } from '../photos.mjs';
import { workshop } from '../world.mjs';

test('photos are added, put in order, described, removed and seen on the profile', async ({ page, other, third }) => {
  test.setTimeout(120_000);
  const shop = await workshop(page, third);
  await page.goto('/atolye/fotograflar');
  await expect(page.getByText('Henüz fotoğraf yok')).toBeVisible();
  await page.getByLabel('Dosyalar').setInputFiles([
    file('bir.png', [200, 40, 40]),
    { name: 'kotu.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg onload=alert(1)>') },
    file('iki.png', [40, 40, 200]),
    file('uc.png', [40, 160, 60]),
  ]);
  await page.getByRole('button', { name: 'Fotoğrafları ekle' }).click();
  await expect(cards(page)).toHaveCount(3, { timeout: 30_000 });
  await expect(page.getByText('kotu.svg: Bu dosya türü kabul edilmiyor.')).toBeVisible();

  const last = await cards(page).nth(2).getAttribute('id');
  await page.getByRole('button', { name: '3. fotoğrafı kapak yap' }).click();
  await expect(cards(page).first()).toHaveAttribute('id', last);
  await page.getByRole('button', { name: '1. fotoğrafı arkaya al' }).click();
  await expect(cards(page).nth(1)).toHaveAttribute('id', last);
  await page.getByRole('button', { name: '2. fotoğrafı öne al' }).click();
  await expect(cards(page).first()).toHaveAttribute('id', last);
  await page.getByLabel('1. fotoğrafın açıklaması').fill('Yeni liftimiz');
  await cards(page).first().getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByLabel('1. fotoğrafın açıklaması')).toHaveValue('Yeni liftimiz');
  await cards(page).nth(2).getByRole('button', { name: 'Kaldır' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Kaldır', exact: true }).click();
  await expect(cards(page)).toHaveCount(2);

  await other.goto(`/usta/${shop.slug}`);
  await other.getByRole('button', { name: 'Büyüt: Yeni liftimiz' }).first().click();
  const dialog = other.getByRole('dialog');
  await expect(dialog.getByRole('img', { name: 'Yeni liftimiz' })).toBeVisible();
  const width = () => dialog.getByRole('img').evaluate((picture) => picture.naturalWidth);
  if (scripted()) await expect.poll(width).toBe(1600);
  await dialog.getByRole('button', { name: 'Kapat' }).click();
  await expect(dialog).toBeHidden();
});

test('a profile is looked at before it is saved', async ({ page, third, context }) => {
  await workshop(page, third);
  await page.goto('/atolye/profil');
  const kept = await page.getByLabel('Atölyenin adı').inputValue();
  await page.getByLabel('Atölyenin adı').fill('Bambaşka Oto');
  await page.getByLabel('Kendinizi anlatın').fill('Baba mesleği.');
  for (const story of ['Baba mesleği.', 'Dede mesleği.']) {
    await page.getByLabel('Kendinizi anlatın').fill(story);
    const [tab] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name: 'Önizle' }).click()]);
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Bambaşka Oto');
    await expect(tab.getByText(story)).toBeVisible();
    await expect(tab.getByText('henüz kaydedilmedi')).toBeVisible();
    await tab.close();
  }
  if (scripted()) {
    // Beside the form the same page follows what is typed.
    const live = page.frameLocator('iframe[title="Canlı önizleme"]');
    await page.locator('iframe').scrollIntoViewIfNeeded();
    await expect(live.locator('h1')).toHaveText('Bambaşka Oto');
    await page.getByLabel('Atölyenin adı').fill('Bambaşka Oto Servis');
    await page.locator('iframe').scrollIntoViewIfNeeded();
    await expect(live.locator('h1')).toHaveText('Bambaşka Oto Servis');
  }
  // A tap on the map sends the whole form and brings it back as it was typed, with a pin in it.
  await page.getByRole('button', { name: 'İğneyi haritanın ortasına koy' }).click();
  await expect(page.getByText('En yakın ilçe merkezi')).toBeVisible();
  await expect(page.getByLabel('Atölyenin adı')).toHaveValue(/^Bambaşka Oto/);
  await page.locator('input[type=image]:visible').click({ position: { x: 70, y: 60 } });
  await expect(page.locator('svg .tapped')).toBeVisible();
  await page.goto('/atolye/profil');
  await expect(page.getByLabel('Atölyenin adı')).toHaveValue(kept);
});
