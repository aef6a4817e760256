// What people do on the pages, the same with and without scripts.
import { expect, scripted } from './support.mjs';

const times = (page) => page.locator('#f-start label.slot');

/** On the booking page: shows the free times of the chosen services, `weeks` later, and takes one. Gives what it says. */
export async function chooseTime(page, weeks = 1) {
  const show = page.getByRole('button', { name: 'Saatleri göster' });
  if (scripted()) await expect(show).toBeHidden();
  else await show.click();
  for (let turned = 0; turned < weeks; turned += 1) {
    const title = await page.locator('#f-start b').first().textContent();
    await page.getByRole('link', { name: 'Sonraki hafta' }).click();
    await expect(page.locator('#f-start b').first()).not.toHaveText(title);
  }
  await expect(page.locator('#f-start')).not.toHaveAttribute('aria-busy', 'true');
  await expect(times(page).first()).toBeVisible();
  const slot = times(page).nth(Math.floor(Math.random() * (await times(page).count())));
  const start = await slot.locator('input').getAttribute('value');
  await page.locator(`#f-start label.slot:has(input[value="${start}"])`).click();
  return start;
}

/** Presses a button that asks in a dialog, answers there, and sends. */
export async function inDialog(page, opens, send, reason) {
  await page.getByRole('main').getByRole('button', { name: opens, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  if (reason !== undefined) await dialog.getByLabel('Gerekçe').fill(reason);
  await dialog.getByRole('button', { name: send, exact: true }).click();
}

/** From the first step of adding a car to the form with the plate. */
export async function chooseCar(page, { brand = 'Fiat', model = 'Egea', year = '2020' } = {}) {
  await page.getByRole('link', { name: brand, exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Modeli ne?' })).toBeVisible();
  await page.getByRole('link', { name: model, exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Hangi model yılı?' })).toBeVisible();
  await page.getByRole('link', { name: year, exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Motoru seçin, plakayı yazın' })).toBeVisible();
}

export async function saveCar(page, plate, km = '84.250') {
  await page.getByRole('radiogroup', { name: 'Motor ve vites' }).locator('label').first().click();
  await page.getByLabel('Plaka').fill(plate);
  await page.getByLabel('Kilometre').fill(km);
  await page.getByRole('button', { name: 'Aracı kaydet' }).click();
}

/** The card of a car in the garage. */
export const carCard = (page, plate) => page.getByRole('main').getByRole('listitem').filter({ hasText: plate });
