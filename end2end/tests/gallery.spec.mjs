// A workshop shows itself: photos are added, ordered, described and looked at; the profile is looked at before it is saved.
import { expect, scripted, test } from '../support.mjs';
import { workshop } from '../world.mjs';
import { deflateSync } from 'node:zlib';

const crc32 = (bytes) => {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
};

/** A PNG of one colour. */
function png(width, height, [red, green, blue]) {
  const chunk = (kind, content) => {
    const body = Buffer.concat([Buffer.from(kind), content]);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(content.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE(crc32(body), body.length + 4);
    return whole;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

// Wider than any photo is kept, and quick to draw.
const file = (name, colour) => ({ name, mimeType: 'image/png', buffer: png(2000, 100, colour) });
const cards = (page) => page.locator('#fotograflar > li');

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
  await page.reload();
  await expect(page.getByLabel('Atölyenin adı')).toHaveValue(kept);
});

test('on a desk photos are dragged into another order', async ({ page, third, browser, baseURL }) => {
  test.skip(!scripted(), 'dragging is a comfort of scripts');
  await workshop(page, third);
  await page.goto('/atolye/fotograflar');
  await page.getByLabel('Dosyalar').setInputFiles([file('bir.png', [200, 40, 40]), file('iki.png', [40, 40, 200])]);
  await page.getByRole('button', { name: 'Fotoğrafları ekle' }).click();
  await expect(cards(page)).toHaveCount(2, { timeout: 30_000 });
  const context = await browser.newContext({ baseURL, locale: 'tr-TR', viewport: { width: 1280, height: 900 }, storageState: await page.context().storageState() });
  const desk = await context.newPage();
  await desk.goto('/atolye/fotograflar');
  const last = await cards(desk).nth(1).getAttribute('id');
  await cards(desk).nth(1).locator('img').dragTo(cards(desk).first().locator('img'));
  await expect(cards(desk).first()).toHaveAttribute('id', last);
  await context.close();
});
