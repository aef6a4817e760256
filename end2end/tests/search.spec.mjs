// Finding a workshop by words, places, filters and order.
import { expect, scripted, test } from '../support.mjs';
import { DEMO_SHOP_NAME } from '../world.mjs';

const cards = (page) => page.locator('#liste > li');
const names = (page) => cards(page).getByRole('heading', { level: 2 }).getByRole('link').allTextContents();

/** On a desk they stand beside the list. */
async function openFilters(page) {
  if (page.viewportSize().width >= 1024) return;
  await page.getByRole('button', { name: 'Filtre' }).click();
}

test('words without their Turkish letters find a service and a name', async ({ page }) => {
  await page.goto('/usta-bul?q=fren+balata&il=ankara');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('fren balata');
  expect(await names(page)).toContain(DEMO_SHOP_NAME);
  await page.goto('/usta-bul');
  await page.locator('summary', { hasText: 'Aramayı değiştir' }).click();
  await page.getByRole('textbox', { name: 'Ne lazım?' }).fill('isik oto');
  await page.getByRole('main').getByRole('button', { name: 'Usta bul' }).click();
  await expect(page).toHaveURL(/q=isik(\+|%20)oto/);
  await expect(page.getByRole('heading', { level: 2, name: DEMO_SHOP_NAME }).first()).toBeVisible();
});

test('filters narrow the list, stay in the address and can be taken off', async ({ page }) => {
  // Other journeys open workshops meanwhile, in another province.
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul');
  const count = async () => Number((await page.getByRole('main').getByText(/^[\d.]+ usta$/).first().textContent()).replaceAll(/\D/g, ''));
  const all = await count();
  await page.getByRole('group', { name: 'Filtreler' }).getByRole('link', { name: 'Anında onay' }).click();
  await expect(page).toHaveURL(/aninda=1/);
  const instant = await count();
  expect(instant).toBeLessThan(all);
  expect(await cards(page).filter({ hasNotText: 'Anında onay' }).count()).toBe(0);
  await openFilters(page);
  await page.getByRole('link', { name: /^4,0 ve üstü/ }).click();
  await expect(page).toHaveURL(/aninda=1.*puan=4|puan=4.*aninda=1/);
  expect(await count()).toBeLessThanOrEqual(instant);
  await page.goBack();
  await expect(page).not.toHaveURL(/puan=/);
  expect(await count()).toBe(instant);
  await page.getByRole('group', { name: 'Filtreler' }).getByRole('link', { name: 'Anında onay' }).click();
  await expect(page).not.toHaveURL(/aninda/);
  expect(await count()).toBe(all);
});

test('every order is offered and the cheapest comes first when asked', async ({ page }) => {
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul');
  for (const [label, word] of [['Puanı yüksek', 'puan'], ['Fiyatı düşük', 'fiyat'], ['En erken saat', 'erken'], ['En yakın', 'mesafe']]) {
    await page.locator('summary[aria-label^="Sırala"]').click();
    await page.getByRole('link', { name: label, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`sirala=${word}`));
    await expect(page.locator(`summary[aria-label="Sırala: ${label}"]`)).toBeVisible();
    expect(await cards(page).count()).toBeGreaterThan(5);
    if (word === 'fiyat') {
      const prices = (await cards(page).locator('text=/₺[\\d.]+/').allTextContents()).map((text) => Number(text.match(/₺([\d.]+)/)[1].replaceAll('.', '')));
      expect(prices).toEqual([...prices].sort((a, b) => a - b));
    }
  }
});

test('pages follow each other without repeating anybody', async ({ page }) => {
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul');
  const first = await names(page);
  const pager = page.getByRole('navigation', { name: 'Sayfalar' });
  await pager.getByRole('link', { name: 'Sonraki' }).click();
  await expect(page).toHaveURL(/sonra=/);
  const links = (list) => list.getByRole('heading', { level: 2 }).getByRole('link').evaluateAll((all) => all.map((a) => a.getAttribute('href').split('?')[0]));
  const second = await links(cards(page));
  await pager.getByRole('link', { name: 'Başa dön' }).click();
  expect(await names(page)).toEqual(first);
  const again = await links(cards(page));
  expect(again.filter((href) => second.includes(href))).toEqual([]);
});

test('ticked workshops are compared side by side', async ({ page }) => {
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul');
  const act = page.getByRole('button', { name: 'Seçtiklerimi karşılaştır' });
  await expect(act).toBeHidden();
  const wanted = (await names(page)).slice(0, 2);
  for (const place of [0, 1]) await cards(page).nth(place).getByLabel('Karşılaştır').check();
  await act.click();
  await expect(page).toHaveURL(/karsilastir\?usta=.*&usta=.*&hizmet=on-fren-balatasi-degisimi|karsilastir\?hizmet=.*&usta=/);
  await expect(page.getByRole('columnheader')).toHaveCount(2);
  for (const place of [0, 1]) await expect(page.getByRole('columnheader').nth(place)).toBeInViewport({ ratio: 0.8 });
  for (const name of wanted) await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  await page.getByRole('link', { name: /^Çıkar/ }).first().click();
  await expect(page.getByText('Tek usta kaldı')).toBeVisible();
  await page.getByRole('link', { name: 'Aramaya dön' }).click();
  await expect(page).toHaveURL(/usta-bul\?hizmet=/);
});

test('no more are ticked than stand side by side', async ({ page }) => {
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul');
  const tick = (place) => cards(page).nth(place).getByLabel('Karşılaştır');
  for (const place of [0, 1, 2]) await tick(place).check();
  if (scripted()) {
    await expect(tick(3)).toBeDisabled();
    await tick(0).uncheck();
  }
  await tick(3).check();
  await page.getByRole('button', { name: 'Seçtiklerimi karşılaştır' }).click();
  await expect(page.getByRole('columnheader')).toHaveCount(3);
  await expect(page.getByText('En fazla 3 usta yan yana durur')).toHaveCount(scripted() ? 0 : 1);
});

test('nothing found says so and leads on', async ({ page }) => {
  await page.goto('/usta-bul?q=boyle-bir-usta-yok');
  await expect(page.getByText('Burada uygun usta bulamadık')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Hizmetleri gör' }).click();
  await expect(page).toHaveURL(/\/hizmetler$/);
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=yok-boyle-il');
  await expect(page.getByText('Bu il veya ilçeyi bulamadık')).toBeVisible();
  expect(await cards(page).count()).toBeGreaterThan(0);
});

test('a position sorts by distance and a radius narrows', async ({ page }) => {
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&konum=39.93,32.85&sirala=mesafe');
  const distances = (await cards(page).locator('text=/[\\d,]+ km/').allTextContents()).map((text) => Number(text.match(/([\d,.]+) km/)[1].replace('.', '').replace(',', '.')));
  expect(distances.length).toBeGreaterThan(5);
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
  await openFilters(page);
  await page.getByRole('link', { name: '10 km içinde' }).first().click();
  await expect(page).toHaveURL(/yaricap=10/);
  const inside = (await cards(page).locator('text=/[\\d,]+ km/').allTextContents()).map((text) => Number(text.match(/([\d,]+) km/)[1].replace(',', '.')));
  expect(Math.max(...inside)).toBeLessThanOrEqual(10);
});

test('from the map to a province, its landing page and a profile', async ({ page }) => {
  await page.goto('/usta-bul/ankara/on-fren-balatasi-degisimi');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ankara’da: Ön fren balatası değişimi');
  const canonical = await page.locator('link[rel="canonical"]').getAttribute('href');
  expect(new URL(canonical).pathname).toBe('/usta-bul/ankara/on-fren-balatasi-degisimi');
  await page.getByRole('heading', { level: 2 }).getByRole('link', { name: DEMO_SHOP_NAME }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(DEMO_SHOP_NAME);
  const data = JSON.parse(await page.locator('script[type="application/ld+json"]').first().textContent());
  expect(JSON.stringify(data)).toContain(DEMO_SHOP_NAME);
  expect((await page.goto('/usta-bul/ankara/yok-boyle-hizmet')).status()).toBe(404);
});

test('a province is tapped on the map', async ({ page }) => {
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&puan=4');
  const frame = page.locator('iframe[src^="/usta-bul/harita"]');
  await frame.scrollIntoViewIfNeeded();
  // Not one where other journeys open workshops meanwhile.
  const province = page.frameLocator('iframe[src^="/usta-bul/harita"]').getByRole('link', { name: /^Konya:/ });
  const [, counted] = (await province.locator('title').textContent()).match(/^Konya: ([\d.]+)$/);
  await province.click();
  // The page around the frame goes on, to as many as the map counted: what else narrowed the list is not counted there.
  await expect(page).toHaveURL(/\/usta-bul\?hizmet=on-fren-balatasi-degisimi&il=konya$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Konya');
  await expect(page.getByRole('main').getByText(/^[\d.]+ usta$/).first()).toHaveText(`${counted} usta`);
});

test('the sitemap names landing pages and profiles that exist', async ({ page }) => {
  const read = async (path) => {
    const answer = await page.request.get(path);
    expect(answer.status()).toBe(200);
    return [...(await answer.text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address.replaceAll('&amp;', '&'))).map(({ pathname, search }) => pathname + search);
  };
  let paths = await read('/sitemap.xml');
  const parts = paths.filter((path) => path.startsWith('/sitemap.xml?'));
  for (const part of parts) paths = paths.concat(await read(part));
  expect(paths).toContain('/usta-bul/ankara/on-fren-balatasi-degisimi');
  const profile = paths.find((path) => path.startsWith('/usta/'));
  expect((await page.goto(profile)).status()).toBe(200);
  expect(await (await page.request.get('/robots.txt')).text()).toContain('sitemap.xml');
});

test('the search on the first page asks what and where', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('combobox', { name: 'Ne lazım?' }).fill('Akü değişimi');
  await page.getByLabel('Nerede?').selectOption('izmir');
  await page.getByRole('main').getByRole('button', { name: 'Usta bul' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('İzmir');
  if (scripted()) await expect(page.getByRole('button', { name: 'Konumumu kullan' })).toBeVisible();
  else await expect(page.getByRole('button', { name: 'Konumumu kullan' })).toBeHidden();
});

test('the list stands on a map, and each number leads to its card', async ({ page }) => {
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul');
  const listed = await names(page);
  await page.getByRole('link', { name: 'Bu ustaları haritada göster' }).click();
  await expect(page).toHaveURL(/harita=1#harita$/);
  const map = page.locator('svg.pinmap');
  await expect(map).toBeVisible();
  await expect(map.locator('circle')).toHaveCount(listed.length);
  const box = await map.boundingBox();
  for (const pin of await map.locator('circle').all()) {
    const { x, y, width, height } = await pin.boundingBox();
    expect(x >= box.x - 1 && y >= box.y - 1 && x + width <= box.x + box.width + 1 && y + height <= box.y + box.height + 1).toBe(true);
  }
  await map.locator('a').nth(2).click();
  await expect(page).toHaveURL(/#kart-3$/);
  await expect(page.locator('#kart-3')).toBeInViewport();
  await expect(page.locator('#kart-3')).toContainText(listed[2]);
  await page.locator('summary[aria-label^="Sırala"]').click();
  await page.getByRole('link', { name: 'Puanı yüksek', exact: true }).click();
  await expect(page.locator('svg.pinmap')).toBeVisible();
  await page.getByRole('link', { name: 'İl haritasına dön' }).click();
  await expect(page.locator('svg.pinmap')).toHaveCount(0);
  expect(await cards(page).count()).toBe(listed.length);
});

test('a card tells why it is in the list, and leads back to the same list', async ({ page }) => {
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul&sirala=puan');
  const [name] = await names(page);
  await cards(page).first().getByRole('link', { name: 'Neden bu usta?' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Neden ${name}?`);
  await expect(page.getByText('Ön fren balatası değişimi yapıyor')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Toplam/ })).toBeVisible();
  await expect(page.getByText('Siz listeyi başka bir sırayla istediniz')).toBeVisible();
  await page.getByRole('link', { name: 'Aramaya dön' }).click();
  await expect(page).toHaveURL(/usta-bul\?hizmet=on-fren-balatasi-degisimi&il=istanbul&sirala=puan$/);
});

test('a highest price narrows the list and stays typed', async ({ page }) => {
  await page.goto('/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul&sirala=fiyat');
  const prices = async () => (await cards(page).locator('text=/₺[\\d.]+/').allTextContents()).map((text) => Number(text.match(/₺([\d.]+)/)[1].replaceAll('.', '')));
  const limit = (await prices())[4];
  await openFilters(page);
  await page.getByRole('textbox', { name: 'En yüksek fiyat' }).fill(String(limit));
  await page.getByRole('button', { name: 'Fiyatı uygula' }).click();
  await expect(page).toHaveURL(new RegExp(`enfazla=${limit}`));
  expect(Math.max(...(await prices()))).toBeLessThanOrEqual(limit);
  await openFilters(page);
  await expect(page.getByRole('textbox', { name: 'En yüksek fiyat' })).toHaveValue(String(limit));
  await page.getByRole('link', { name: 'Temizle', exact: true }).click();
  await expect(page).not.toHaveURL(/enfazla/);
});
