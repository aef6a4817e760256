// Things a journey needs before it begins, made through the endpoints as the person whose browser `page` is.
import { ADMIN, PASSWORD, expect } from './support.mjs';

export const NEW_PASSWORD = 'denizde-kirmizi-balik';
/** The workshop of `usta@demo.test`; it books on approval. */
export const DEMO_SHOP = 'isik-oto-servis-yenimahalle';
export const DEMO_SHOP_NAME = 'Işık Oto Servis';

const letters = 'ABCDEFGHIJKLMNOPRSTUVYZ';
const pick = (list) => list[Math.floor(Math.random() * list.length)];

/** Letters that no other journey has. */
export const unique = (length = 6) => Array.from({ length }, () => pick(letters)).join('');
export const freshPlate = () => `34 ${unique(3)} ${100 + Math.floor(Math.random() * 900)}`;
export const freshEmail = () => `${unique(12).toLowerCase()}@ornek.test`;

/** Posts to an endpoint as a form does and gives the answer, refused or not. */
export async function send(page, endpoint, fields) {
  const data = new URLSearchParams(Object.entries(fields).map(([name, value]) => [`input${name.startsWith('[') ? name : `[${name}]`}`, String(value)]));
  const answer = await page.request.post(`/api/${endpoint}`, {
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    data: data.toString(),
  });
  const text = await answer.text();
  return { status: answer.status(), body: text ? JSON.parse(text) : null };
}

export async function done(page, endpoint, fields) {
  const { status, body } = await send(page, endpoint, fields);
  expect(status, `${endpoint}: ${JSON.stringify(body)}`).toBe(200);
  return body;
}

export async function ask(page, endpoint) {
  const answer = await page.request.get(`/api/${endpoint}`, { headers: { accept: 'application/json' } });
  expect(answer.status(), `${endpoint}: ${await answer.text()}`).toBe(200);
  return answer.json();
}

export const enter = (page, email, password = PASSWORD) => done(page, 'auth/sign_in', { email, password });

/** A fresh person, signed in. Gives the address. */
export async function newcomer(page, kind = 'customer', name = 'Deneme Kişisi') {
  const email = freshEmail();
  await done(page, 'auth/register', { email, password: NEW_PASSWORD, full_name: name, kind, accept_terms: true });
  await enter(page, email, NEW_PASSWORD);
  return email;
}

/** Gives a signed-in person a Fiat Egea of 2020. */
export async function addCar(page, plate = freshPlate()) {
  const named = (list, name) => list.find((item) => item.name === name).id;
  const model = named(await ask(page, 'vehicles/models?brand=fiat'), 'Egea');
  const [variant] = await ask(page, `vehicles/variants?model=${model}&year=2020`);
  const { id } = await done(page, 'vehicles/add', { plate, variant_id: variant.id, model_year: 2020, km: 61_000 });
  return { id, plate };
}

export async function driver(page, name) {
  const email = await newcomer(page, 'customer', name);
  return { email, car: await addCar(page) };
}

/** A verified workshop with one lift and one service of its own; `owner` and `admin` are two browsers. */
export async function workshop(owner, admin, { instant = true, name = `Deneme Oto ${unique()}` } = {}) {
  const email = await newcomer(owner, 'mechanic', 'Deneme Ustası');
  await done(owner, 'mechanics/open', {
    name, phone: '0532 123 45 67', story: '', address: 'Deneme Caddesi No: 1', il: 'eskisehir', ilce: 'tepebasi', lat: '', lon: '',
  });
  const service = await serviceId(owner, 'on-fren-balatasi-degisimi');
  await done(owner, 'mechanics/save_services', {
    '[rows][0][service_id]': service, '[rows][0][price]': '1.250', '[rows][0][price_kind]': 'fixed', '[rows][0][minutes]': 60, '[rows][0][active]': 'true',
  });
  await done(owner, 'mechanics/save_booking_settings', {
    books_instantly: instant, lead_minutes: 0, window_days: 30, buffer_minutes: 0, '[bays][0][name]': 'Lift 1',
  });
  const own = await ask(owner, 'mechanics/mine');
  await enter(admin, ADMIN);
  await done(admin, 'mechanics/verify', { mechanic_id: own.id });
  return { id: own.id, slug: own.slug, name, email, service };
}

let known = null;
/** The id of a service, by what the demo workshop or any other offers. */
export async function serviceId(page, slug) {
  known ??= new Map();
  if (!known.has(slug)) {
    const { items } = await ask(page, `mechanics/search?service=${slug}`);
    const profile = await ask(page, `mechanics/profile?slug=${items[0].slug}`);
    const names = { 'on-fren-balatasi-degisimi': 'Ön fren balatası değişimi' };
    known.set(slug, profile.services.find((service) => service.name === names[slug]).id);
  }
  return known.get(slug);
}

/** Free times of a workshop, `weeks` from now. */
export async function freeTimes(page, { id, service }, weeks = 1) {
  const from = new Date(Date.now() + weeks * 7 * 86_400_000).toISOString().slice(0, 10);
  return ask(page, `appointments/free_slots?mechanic=${id}&services=${service}&from=${from}&days=7`);
}

export const bookAt = (page, { id, service }, car, start, more = {}) =>
  send(page, 'appointments/book', {
    mechanic_id: id, vehicle_id: car.id, '[service_ids][0]': service, start, note: '', idempotency_key: crypto.randomUUID(), ...more,
  });

/** Books any free time; another journey may be quicker, then the next one. */
export async function book(page, shop, car, more = {}) {
  const times = await freeTimes(page, shop, 2);
  for (let tries = 0; tries < 5; tries += 1) {
    const { status, body } = await bookAt(page, shop, car, pick(times).start, more);
    if (status === 200) return body.id;
    expect(body.code).toBe('slot_taken');
  }
  throw new Error('five free times in a row were taken');
}

/** The demo workshop with the service that journeys book there. */
export async function demoShop(page) {
  const profile = await ask(page, `mechanics/profile?slug=${DEMO_SHOP}`);
  return { id: profile.id, slug: profile.slug, name: profile.name, service: profile.services.find(({ name }) => name.startsWith('Ön fren balatası')).id };
}

/** Waits until a mail to `email` is kept whose subject and text hold the given words, and gives its text. */
export async function mailTo(page, email, subject, text = '') {
  const mail = page
    .locator('details')
    .filter({ has: page.locator('summary', { hasText: email }).filter({ hasText: subject }) })
    .filter({ has: page.locator('pre', { hasText: text }) })
    .first();
  await expect(async () => {
    await page.goto('/gelistirme/posta');
    await expect(mail).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  return mail.locator('pre').textContent();
}

/** Says at the identity provider who one is. */
export async function become(page, who) {
  await expect(page).toHaveURL(new RegExp(`^${process.env.OIDC_ISSUER}`));
  await page.getByLabel('Kim').fill(who);
  await page.getByRole('button', { name: 'Giriş' }).click();
}
