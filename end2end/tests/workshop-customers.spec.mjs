// Who runs a workshop sees its customers, notes something about one, and takes its earnings along as a file.
import { expect, test, MECHANIC } from '../support.mjs';
import { enter, unique } from '../world.mjs';

test('a workshop looks its customers over and notes something about one', async ({ page }) => {
  await enter(page, MECHANIC);
  await page.goto('/atolye/musteriler');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Müşteriler');
  const first = page.getByRole('main').locator('a[href^="/atolye/musteriler/"]').first();
  const name = await first.innerText();
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('main').getByRole('button', { name: 'Ara', exact: true }).click();
  await expect(page).toHaveURL(/ara=/);
  await page.getByRole('navigation', { name: 'Sıralama' }).getByRole('link', { name: 'Harcama' }).click();
  await expect(page).toHaveURL(/sirala=harcama/);
  await page.getByRole('link', { name, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  const note = `Kahvesi sade ${unique()}`;
  await page.getByLabel('Notunuz').fill(note);
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByLabel('Notunuz')).toHaveValue(note);
  await page.getByLabel('Notunuz').fill('');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await expect(page.getByLabel('Notunuz')).toHaveValue('');
});

test('a workshop sees what it has earned and downloads it', async ({ page }) => {
  await enter(page, MECHANIC);
  await page.goto('/atolye/kazanc');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kazanç');
  await expect(page.getByText('Ödemeler atölyenizde, doğrudan size yapılır.')).toBeVisible();
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV indir' }).click();
  expect((await waiting).suggestedFilename()).toMatch(/^kazanc-\d{4}\.csv$/);
});
