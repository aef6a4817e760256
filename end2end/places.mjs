// Every page of the site, and who may look at it. `{…}` are found on the way by `addresses`.
import { request, test } from '@playwright/test';
import { ADMIN, CUSTOMER, MECHANIC, expect } from './support.mjs';
import { addCar, done, newcomer, unique } from './world.mjs';

export const PLACES = [
  ['ana-sayfa', '/', null],
  ['usta-bul', '/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul', null],
  ['usta-bul-bos', '/usta-bul?q=boyle-bir-usta-yok', null],
  ['harita', '/usta-bul/harita?hizmet=on-fren-balatasi-degisimi&il=istanbul', null],
  ['usta-bul-il', '/usta-bul/ankara', null],
  ['usta-bul-il-hizmet', '/usta-bul/ankara/on-fren-balatasi-degisimi', null],
  ['usta-bul-ilce-hizmet', '/usta-bul/{il}/{ilce}/on-fren-balatasi-degisimi', null],
  ['usta-bul-degistir', '/usta-bul?il=istanbul&degistir=1', null],
  ['arac-sec', '/arac-sec?il=istanbul&marka=fiat', null],
  ['usta', '/usta/{slug}', null],
  ['karsilastir', '/karsilastir?usta={slug}&usta=yok&hizmet=on-fren-balatasi-degisimi', null],
  ['karsilastir-bos', '/karsilastir', null],
  ['neden', '/usta/{slug}/neden?hizmet=on-fren-balatasi-degisimi&il=istanbul', null],
  ['atolye-odeme-hesabi', '/atolye/odeme-hesabi', MECHANIC],
  ['usta-bul-harita', '/usta-bul?hizmet=on-fren-balatasi-degisimi&il=istanbul&harita=1', null],
  ['randevu', '/usta/{slug}/randevu', CUSTOMER],
  ['randevu-saatler', '/usta/{slug}/randevu?hizmet=on-fren-balatasi-degisimi', CUSTOMER],
  ['hizmetler', '/hizmetler', null],
  ['nasil-calisir', '/nasil-calisir', null],
  ['usta-ol', '/usta-ol', null],
  ['siralama-kurallari', '/siralama-kurallari', null],
  ['yorum-kurallari', '/yorum-kurallari', null],
  ['veri-kaynaklari', '/veri-kaynaklari', null],
  ['gizlilik', '/gizlilik', null],
  ['kvkk', '/kvkk', null],
  ['cerezler', '/cerezler', null],
  ['kosullar', '/kosullar', null],
  ['metin', '/metinler/terms/2026-11-24', null],
  ['hesap-silme', '/hesap-silme', null],
  ['misafir', '/misafir?il=istanbul', null],
  ['misafir-kod', '/misafir/kod', null],
  ['misafir-devam', '/misafir/devam', CUSTOMER],
  ['giris', '/giris', null],
  ['kayit', '/kayit', null],
  ['giris-telefon', '/giris?yol=telefon', null],
  ['giris-telefon-kod', '/giris?yol=kod', null],
  ['sifre-sifirla', '/sifre-sifirla', null],
  ['sifre-sifirla-kod', '/sifre-sifirla?adim=kod', null],
  ['e-posta-dogrula', '/e-posta-dogrula', null],
  ['giris-saglayici', '/giris/saglayici/yok?state=x', null],
  ['kayit-saglayici', '/kayit/saglayici', null],
  ['ben-degildim', '/ben-degildim?belirtec=gecersiz', null],
  ['bulunamadi', '/boyle-bir-sayfa-yok', null],
  ['posta', '/gelistirme/posta', null],
  ['baglanti-yok', '/offline.html', null],
  ['hesap', '/hesap', CUSTOMER],
  ['hesap-araclar', '/hesap/araclar', CUSTOMER],
  ['hesap-arac-yeni', '/hesap/araclar/yeni', CUSTOMER],
  ['hesap-arac-bul', '/hesap/araclar/yeni?bul=egea', CUSTOMER],
  ['hesap-arac-oner', '/hesap/araclar/oner', CUSTOMER],
  ['hesap-arac', '/hesap/araclar/{car}', CUSTOMER],
  ['hesap-arac-model', '/hesap/araclar/{car}/model', CUSTOMER],
  ['hesap-arac-defter', '/hesap/araclar/{car}/defter', CUSTOMER],
  ['hesap-arac-defter-beyan', '/hesap/araclar/{car}/defter/{record}', CUSTOMER],
  ['defter-dogrula', '/defter-dogrula/{code}', CUSTOMER],
  ['defter-dogrula-kod', '/defter-dogrula', null],
  ['hesap-arac-paylas', '/hesap/araclar/{car}/paylas', CUSTOMER],
  ['hesap-arac-devret', '/hesap/araclar/{car}/devret', CUSTOMER],
  ['hesap-aile', '/hesap/aile', CUSTOMER],
  ['hesap-aile-arac', '/hesap/aile/{lent}', CUSTOMER],
  ['aile-daveti', '/aile-daveti?belirtec=gecersiz', null],
  ['defter', '/defter/{shared}', CUSTOMER],
  ['arama-haberi', '/arama-haberi?kim=gecersiz&belirtec=gecersiz', null],
  ['arac-devri', '/arac-devri?belirtec=gecersiz', null],
  ['hesap-arac-fotograflar', '/hesap/araclar/{car}/fotograflar', CUSTOMER],
  ['hesap-arac-hatirlatmalar', '/hesap/araclar/{car}/hatirlatmalar', CUSTOMER],
  ['hesap-randevular', '/hesap/randevular', CUSTOMER],
  ['hesap-randevu', '/hesap/randevular/{appointment}', CUSTOMER],
  ['hesap-yorum', '/hesap/randevular/{completed}/yorum', CUSTOMER],
  ['hesap-favoriler', '/hesap/favoriler', CUSTOMER],
  ['hesap-hatirlatmalar', '/hesap/hatirlatmalar', CUSTOMER],
  ['hesap-harcamalar', '/hesap/harcamalar', CUSTOMER],
  ['hesap-yerler', '/hesap/ayarlar/yerler?il=ankara', CUSTOMER],
  ['hesap-yerler-il', '/hesap/ayarlar/yerler', CUSTOMER],
  ['hesap-fatura', '/hesap/ayarlar/fatura', CUSTOMER],
  ['hesap-ayarlar', '/hesap/ayarlar', CUSTOMER],
  ['hesap-guvenlik', '/hesap/ayarlar/guvenlik', CUSTOMER],
  ['iki-adim', '/iki-adim', null],
  ['onay', '/onay?next=/hesap', CUSTOMER],
  ['hesap-dogrulayici', '/hesap/ayarlar/guvenlik/dogrulayici', CUSTOMER],
  ['hesap-kurtarma-kodlari', '/hesap/ayarlar/guvenlik/kurtarma-kodlari', CUSTOMER],
  ['hesap-gizlilik', '/hesap/ayarlar/gizlilik', CUSTOMER],
  ['atolye', '/atolye', MECHANIC],
  ['atolye-takvim', '/atolye/takvim', MECHANIC],
  ['atolye-takvim-gun', '/atolye/takvim?gorunum=gun', MECHANIC],
  ['atolye-randevular', '/atolye/randevular', MECHANIC],
  ['atolye-randevu', '/atolye/randevular/{visit}', MECHANIC],
  ['atolye-musteriler', '/atolye/musteriler', MECHANIC],
  ['atolye-musteri', '/atolye/musteriler/{regular}', MECHANIC],
  ['atolye-kazanc', '/atolye/kazanc', MECHANIC],
  ['atolye-hizmetler', '/atolye/hizmetler', MECHANIC],
  ['atolye-hizmet', '/atolye/hizmetler/on-fren-balatasi-degisimi?marka=hepsi', MECHANIC],
  ['atolye-fiyat-tablosu', '/atolye/fiyat-tablosu', MECHANIC],
  ['atolye-toplu-fiyat', '/atolye/toplu-fiyat?yuzde=10&yuvarla=10', MECHANIC],
  ['atolye-saatler', '/atolye/calisma-saatleri', MECHANIC],
  ['atolye-araclar', '/atolye/araclar', MECHANIC],
  ['atolye-profil', '/atolye/profil', MECHANIC],
  ['atolye-profil-il', '/atolye/profil?il-sec=1', MECHANIC],
  ['atolye-onizleme', '/atolye/profil/onizleme', MECHANIC],
  ['atolye-fotograflar', '/atolye/fotograflar', MECHANIC],
  ['atolye-reklamlar', '/atolye/reklamlar', MECHANIC],
  ['atolye-yorumlar', '/atolye/yorumlar', MECHANIC],
  ['atolye-basvuru', '/atolye/basvuru', MECHANIC],
  ['atolye-sertifikalar', '/atolye/sertifikalar', MECHANIC],
  ['atolye-ekip', '/atolye/ekip', MECHANIC],
  ['atolye-tableti', '/atolye-tableti', null],
  ['atolye-daveti', '/atolye-daveti?belirtec=gecersiz', null],
  ['yonetim', '/yonetim', ADMIN],
  ['yonetim-yorumlar', '/yonetim/yorumlar', ADMIN],
  ['yonetim-ustalar', '/yonetim/ustalar', ADMIN],
  ['yonetim-basvuru', '/yonetim/ustalar/{workshop}', ADMIN],
  ['yonetim-kullanicilar', '/yonetim/kullanicilar', ADMIN],
  ['yonetim-kisi', '/yonetim/kullanicilar/{person}', ADMIN],
  ['yonetim-birlestir', '/yonetim/kullanicilar/{person}/birlestir', ADMIN],
  ['yonetim-kategoriler', '/yonetim/kategoriler', ADMIN],
  ['yonetim-kategori', '/yonetim/kategoriler?kategori=yeni', ADMIN],
  ['yonetim-katalog', '/yonetim/katalog', ADMIN],
  ['yonetim-katalog-bul', '/yonetim/katalog?ara=egea', ADMIN],
  ['yonetim-katalog-yeni', '/yonetim/katalog?yeni=arac', ADMIN],
  ['yonetim-katalog-aktar', '/yonetim/katalog/aktar', ADMIN],
  ['yonetim-katalog-dosya', '/yonetim/katalog/aktar/{sheet}', ADMIN],
  ['yonetim-oneriler', '/yonetim/katalog/oneriler', ADMIN],
  ['yonetim-reklamlar', '/yonetim/reklamlar?paket=yeni', ADMIN],
  ['yonetim-denetim', '/yonetim/denetim', ADMIN],
  ['yonetim-kvkk', '/yonetim/kvkk', ADMIN],
];

let shared;
let sheet;
let lent;

/** A new car and a wrong line. */
const SHEET = `brand,model,variant,generation,year_from,year_to,fuel,transmission,source
Togg,T10X,V2 Dosya,,2023,,electric,automatic,x
Fiat,Egea,1.4 Fire 95,,1800,,petrol,manual,x
`;

/** Somebody new shares a car with the customer whose browser `page` is. */
async function lend(page) {
  const owner = { request: await request.newContext({ baseURL: test.info().project.use.baseURL }) };
  const name = `Komşu ${unique()}`;
  await newcomer(owner, 'customer', name);
  const { id } = await addCar(owner);
  await done(owner, 'vehicles/invite_member', { email: CUSTOMER, all_cars: true, book: true });
  let token;
  await expect(async () => {
    const mails = await (await owner.request.get('/gelistirme/posta')).text();
    expect(mails).toContain(name);
    [, token] = mails.slice(mails.indexOf(name)).match(/\/aile-daveti\?belirtec=([\w-]+)/);
  }).toPass({ timeout: 20_000 });
  await done(page, 'vehicles/join_household', { token });
  await owner.request.dispose();
  return id;
}

/** Fills the braces of a place with ids that the person can see. */
export async function address(page, path) {
  const json = async (endpoint) => (await page.request.get(`/api/${endpoint}`)).json();
  if (path.includes('{slug}')) {
    const found = await json('mechanics/search?service=on-fren-balatasi-degisimi&il=istanbul');
    return path.replace('{slug}', found.items[0].slug);
  }
  if (path.includes('{il}')) {
    const text = await (await page.request.get('/sitemap.xml?part=il-istanbul')).text();
    const [, il, ilce] = text.match(/\/usta-bul\/(istanbul)\/([a-z0-9-]+)\/on-fren-balatasi-degisimi</);
    return path.replace('{il}', il).replace('{ilce}', ilce);
  }
  if (path.includes('{completed}')) {
    const done = (await json('appointments/mine')).find(({ status }) => status === 'completed');
    return path.replace('{completed}', done.id);
  }
  if (path.includes('{record}') || path.includes('{code}')) {
    const [{ id }] = await json('vehicles/mine');
    const data = new URLSearchParams({ 'input[vehicle_id]': id, 'input[done_on]': '2026-03-01', 'input[items]': 'Yağ değişimi', 'input[parts]': '1250' });
    const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
    await page.request.post('/api/vehicles/save_record', { headers, data: data.toString() });
    const book = await (await page.request.get(`/hesap/araclar/${id}/defter?kaynak=owner`)).text();
    const [, record] = book.match(/\/defter\/([0-9a-f-]{36})/);
    const [, code] = book.match(/\/defter-dogrula\/([0-9A-Z]{12})/);
    return path.replace('{car}', id).replace('{record}', record).replace('{code}', code);
  }
  if (path.includes('{shared}')) {
    const [{ id }] = await json('vehicles/mine');
    const data = new URLSearchParams({ 'input[vehicle_id]': id, 'input[days]': '1', 'input[prices]': 'true' });
    const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
    shared ??= (await (await page.request.post('/api/vehicles/share_book', { headers, data: data.toString() })).json()).token;
    return path.replace('{shared}', shared);
  }
  if (path.includes('{lent}')) {
    lent ??= await lend(page);
    return path.replace('{lent}', lent);
  }
  if (path.includes('{sheet}')) {
    const file = { name: 'katalog.csv', mimeType: 'text/csv', buffer: Buffer.from(SHEET) };
    const headers = { accept: 'application/json' };
    sheet ??= await (await page.request.post('/yonetim/katalog/aktar/dosya', { headers, multipart: { file } })).json();
    return path.replace('{sheet}', sheet);
  }
  if (path.includes('{workshop}')) {
    const found = await json('mechanics/search?service=on-fren-balatasi-degisimi&il=istanbul');
    return path.replace('{workshop}', found.items[0].id);
  }
  if (path.includes('{person}')) return path.replace('{person}', (await json('auth/me')).id);
  if (path.includes('{car}')) return path.replace('{car}', (await json('vehicles/mine'))[0].id);
  if (path.includes('{appointment}')) return path.replace('{appointment}', (await json('appointments/mine'))[0].id);
  if (path.includes('{regular}')) {
    const [, id] = (await (await page.request.get('/atolye/musteriler')).text()).match(/\/atolye\/musteriler\/([0-9a-f-]{36})/);
    return path.replace('{regular}', id);
  }
  if (path.includes('{visit}')) return path.replace('{visit}', (await json('appointments/mine?as=workshop'))[0].id);
  return path;
}
