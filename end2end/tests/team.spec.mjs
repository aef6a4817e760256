// Staff of a workshop: asked, joined, at work, at the shared tablet, let go.
import { expect, test } from '../support.mjs';
import { inDialog } from '../steps.mjs';
import { enter, mailTo, newcomer, workshop, NEW_PASSWORD } from '../world.mjs';

test('somebody is asked by mail, joins, works at the tablet under their own name, and is let go', async ({ page, other, third }) => {
  test.setTimeout(120_000);
  const shop = await workshop(page, third);
  await page.goto('/atolye/ekip');
  await expect(page.getByText('Henüz çalışan eklemediniz')).toBeVisible();
  const email = await newcomer(other, 'customer', 'Kadir Kalfa');
  await page.getByLabel('E-posta', { exact: true }).fill(email);
  await page.getByRole('button', { name: 'Daveti gönder' }).click();
  await expect(page.getByText(email)).toBeVisible();

  const mail = await mailTo(third, email, 'ekibine çağırıyor');
  await other.goto(mail.match(/\/atolye-daveti\?belirtec=[\w-]+/)[0]);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(`${shop.name} sizi ekibine çağırıyor`);
  await other.getByRole('button', { name: 'Ekibe katıl' }).click();
  await expect(other).toHaveURL(/\/atolye$/);
  await expect(other.getByText('Ekibe katıldınız.')).toBeVisible();
  expect((await other.goto('/atolye/hizmetler')).status()).toBe(404);
  await other.goto('/hesap/ayarlar/guvenlik');
  await other.getByLabel('Yeni PIN').fill('4271');
  await other.locator('#pin').getByRole('button', { name: 'Kaydet' }).click();
  await expect(other.getByText(/PIN'iniz .* beri geçerli/)).toBeVisible();

  // The owner makes a browser of the workshop its tablet.
  await enter(third, shop.email, NEW_PASSWORD);
  await third.goto('/atolye/ekip');
  await third.getByLabel('Tabletin adı').fill('Kapı yanı');
  await third.getByRole('button', { name: 'Bu tarayıcıyı ortak tablet yap' }).click();
  await expect(third).toHaveURL(/\/atolye-tableti$/);
  await third.getByRole('link', { name: 'Kadir Kalfa' }).click();
  await third.getByLabel('PIN').fill('9999');
  await third.getByRole('button', { name: 'Gir', exact: true }).click();
  await expect(third.getByRole('alert')).toBeVisible();
  await third.getByLabel('PIN').fill('4271');
  await third.getByRole('button', { name: 'Gir', exact: true }).click();
  await expect(third).toHaveURL(/\/atolye$/);
  await third.goto('/hesap');
  await expect(third).toHaveURL(/\/atolye-tableti$/);

  await page.goto('/atolye/ekip');
  await expect(page.getByRole('heading', { name: 'Kapı yanı', exact: true })).toBeVisible();
  await inDialog(page, 'Ekipten çıkar', 'Ekipten çıkar');
  await expect(page.getByText('Henüz çalışan eklemediniz')).toBeVisible();
  expect((await other.goto('/atolye')).status()).toBe(404);
  await third.goto('/atolye');
  await expect(third).toHaveURL(/\/atolye-tableti$/);
});
