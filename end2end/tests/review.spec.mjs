// From a finished visit to a published and answered review. Only demo people have finished visits: time can't be turned.
import { expect, scripted, test, ADMIN, CUSTOMER } from '../support.mjs';
import { ask, enter, mailTo, send, unique } from '../world.mjs';

const star = (page, legend, stars) => page.getByRole('group', { name: legend }).or(page.getByRole('radiogroup', { name: legend })).first().getByRole('radio', { name: new RegExp(`^${stars} yıldız`) });

/** Signs a demo customer in who has a finished, unreviewed visit, and gives it. Each test looks among other people. */
async function finishedVisit(page, first, withDemo = false) {
  const people = Array.from({ length: 60 }, (_, place) => `demo+${first + place}@demo.test`);
  const oldest = Date.now() - 80 * 86_400_000;
  for (const email of withDemo ? [CUSTOMER, ...people] : people) {
    await page.context().clearCookies();
    await enter(page, email);
    for (const visit of await ask(page, 'appointments/mine')) {
      if (visit.status !== 'completed' || new Date(visit.start) < oldest) continue;
      await page.goto(`/hesap/randevular/${visit.id}/yorum`);
      if (await page.getByRole('heading', { name: 'Ustayı değerlendirin' }).count()) return { email, ...visit };
    }
  }
  throw new Error('no finished visit without a review');
}

test('a review with a phone number waits, is approved, published and answered', async ({ page, other, third }) => {
  test.setTimeout(120_000);
  const visit = await finishedVisit(page, scripted() ? 1 : 150, scripted());
  const code = unique();
  const words = `Fren sesi gitti (${code}), beni 0532 765 43 21 numarasından aradılar. <b>Teşekkürler</b>`;
  await page.goto(`/hesap/randevular/${visit.id}`);
  await page.getByRole('link', { name: 'Yorum yaz' }).click();
  for (const legend of ['İşçilik', 'Dürüst fiyat', 'Zamanında', 'İletişim', 'Temizlik']) {
    await star(page, legend, 5).locator('..').click();
  }
  await page.getByLabel('Yorumunuz').fill(words);
  await page.getByRole('button', { name: 'Değerlendirmeyi gönder' }).click();
  await expect(page.getByText('kontrol').first()).toBeVisible();
  await page.goto(`/hesap/randevular/${visit.id}/yorum`);
  await expect(page.getByText('Değerlendirmeniz kontrol ediliyor.', { exact: false })).toBeVisible();

  const { slug } = await ask(page, `mechanics/profile?slug=${await slugOf(page, visit)}`);
  await other.goto(`/usta/${slug}`);
  await expect(other.getByText(words)).toHaveCount(0);

  await enter(other, ADMIN);
  await other.goto('/yonetim/yorumlar?sinyal=phone');
  await other.getByRole('searchbox').fill(code);
  await other.getByRole('main').getByRole('button', { name: 'Ara', exact: true }).click();
  const row = other.getByRole('row').filter({ hasText: code });
  await expect(row).toContainText('Telefon');
  await row.getByRole('button', { name: 'Onayla' }).click();
  await expect(other.getByText('Yorum yayınlandı.')).toBeVisible();
  await mailTo(page, visit.email, 'Değerlendirmeniz yayında');
  const owner = await ownerOf(other, visit.mechanic_name, slug);

  await page.goto(`/usta/${slug}`);
  await expect(page.getByText(words)).toBeVisible();

  await enter(third, owner);
  await third.goto('/atolye/yorumlar');
  const review = third.getByRole('listitem').filter({ hasText: code });
  await review.locator('summary', { hasText: 'Yanıtla' }).click();
  await review.getByLabel('Yanıtınız').fill(`Yine bekleriz ${code}.`);
  await review.getByRole('button', { name: 'Yanıtı yayınla' }).click();
  await expect(third.getByRole('listitem').filter({ hasText: code }).first()).toContainText(`Yine bekleriz ${code}.`);
  await page.goto(`/usta/${slug}`);
  await expect(page.getByText(`Yine bekleriz ${code}.`)).toBeVisible();
});

/** The appointment's page links to the workshop. */
async function slugOf(page, visit) {
  await page.goto(`/hesap/randevular/${visit.id}`);
  const href = await page.getByRole('main').getByRole('link', { name: visit.mechanic_name, exact: true }).first().getAttribute('href');
  return href.split('/').at(-1);
}

/** An admin sees whose a workshop is. */
async function ownerOf(page, name, slug) {
  await page.goto(`/yonetim/ustalar?ara=${encodeURIComponent(name)}`);
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="/usta/${slug}"]`) });
  return (await row.getByText(/@demo\.test$/).first().textContent()).trim();
}

test('a review without all its stars is not sent, and refused when it is', async ({ page }) => {
  const visit = await finishedVisit(page, scripted() ? 75 : 225);
  await star(page, 'İşçilik', 4).locator('..').click();
  await page.getByLabel('Yorumunuz').fill('Henüz yıldızları seçmedim.');
  await page.getByRole('button', { name: 'Değerlendirmeyi gönder' }).click();
  await expect(page.getByLabel('Yorumunuz')).toHaveValue('Henüz yıldızları seçmedim.');
  await expect(star(page, 'İşçilik', 4)).toBeChecked();
  const { status, body } = await send(page, 'reviews/write', { appointment_id: visit.id, quality: 4, text: 'Eksik' });
  expect([status, Object.keys(body.fields).sort()]).toEqual([422, ['cleanliness', 'communication', 'price', 'punctuality']]);
});
