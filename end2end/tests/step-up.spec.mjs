// What concerns the safety of an account wants a proof of the last quarter of an hour. The identity provider brings an older one along.
import { expect, proveAddress, signIn, test, ADMIN } from '../support.mjs';
import { become, enter, freshEmail, mailTo, newcomer, unique, NEW_PASSWORD } from '../world.mjs';

test('an old proof is renewed on the way, and what was typed is still there', async ({ page, other, third }) => {
  test.slow();
  const who = `eski${unique().toLowerCase()}`;
  const old = await newcomer(page);
  await proveAddress(page, old);
  await page.goto('/hesap/ayarlar/guvenlik');
  await page.locator('#giris-yollari').getByRole('button', { name: 'Bağla' }).click();
  await become(page, who);
  await expect(page.locator('#giris-yollari').getByText(`${who}@ornek.test`)).toBeVisible();

  await other.goto('/giris');
  await other.getByRole('button', { name: 'Kimlik ile devam et' }).click();
  await become(other, who);
  await expect(other).toHaveURL(/\/hesap$/);
  await other.goto('/hesap/ayarlar/guvenlik');
  const fresh = freshEmail();
  const address = other.getByLabel('Yeni e-posta adresi');
  const change = other.getByRole('main').getByRole('button', { name: 'Adresi değiştir' });
  await address.fill(fresh);
  await change.click();
  await expect(other).toHaveURL(/\/onay\?next=/);
  await expect(other.getByText('yazdıklarınız durur', { exact: false })).toBeVisible();
  const password = other.getByRole('main').getByLabel('Şifre');
  const prove = other.getByRole('main').getByRole('button', { name: 'Doğrula', exact: true });
  await password.fill('baska-bir-sifre-olsun');
  await prove.click();
  await expect(other.getByRole('alert').first()).toBeVisible();
  await password.fill(NEW_PASSWORD);
  await prove.click();
  await expect(other).toHaveURL(/\/hesap\/ayarlar\/guvenlik/);
  await expect(address).toHaveValue(fresh);
  await change.click();
  await expect(other.getByText(`${fresh} adresine bir kod gönderdik`, { exact: false })).toBeVisible();
  const [, code] = (await mailTo(third, fresh, '', 'Kodunuz')).match(/Kodunuz: (\d{6})/);
  await other.locator('#e-posta').getByLabel('Altı haneli kod').fill(code);
  await other.locator('#e-posta').getByRole('button', { name: 'E-postamı doğrula' }).click();
  await expect(other.locator('#e-posta').getByText(fresh)).toBeVisible();
  await signIn(third, fresh, NEW_PASSWORD);
  await expect(third).toHaveURL(/\/hesap$/);
});

test('an admin gives a role and takes it again, and the sessions of who had it end', async ({ page, other, third }) => {
  const name = `Rol Deneme ${unique()}`;
  const email = await newcomer(other, 'customer', name);
  await signIn(page, ADMIN);
  await page.goto(`/yonetim/kullanicilar?ara=${encodeURIComponent(email)}`);
  await page.getByRole('link', { name }).click();
  await page.getByLabel('Rol', { exact: true }).selectOption({ label: 'Moderatör' });
  await page.getByRole('button', { name: 'Rol ver' }).click();
  const take = page.getByRole('button', { name: 'Moderatör rolünü al' });
  await expect(take).toBeVisible();
  expect(await mailTo(third, email, 'yeni bir rol')).toContain('Moderatör');
  // A place at the desk begins with a new sign-in, and ends with it.
  const signedOut = async () => {
    await other.goto('/hesap');
    await expect(other).toHaveURL(/\/giris/);
  };
  await signedOut();
  await enter(other, email, NEW_PASSWORD);
  await other.goto('/hesap');
  await expect(other).toHaveURL(/\/hesap$/);
  await take.click();
  await expect(take).toHaveCount(0);
  await signedOut();
});
