// Without a connection the service worker shows one page; it keeps nothing personal.
import { test as bare } from '@playwright/test';
import { expect } from '../support.mjs';

// The browser logs the lost connection as an error, so nobody watches for errors here.
bare('without a connection a page says so, and with one it goes on', async ({ page, context }) => {
  await page.goto('/');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
  });
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
    return all.flat().sort();
  });
  expect(kept).toEqual(['/offline.css', '/offline.html']);
  await context.setOffline(true);
  await page.goto('/usta-bul');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bağlantı yok');
  await context.setOffline(false);
  await page.getByRole('link', { name: 'Tekrar dene' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Doğrulanmış ustalar');
});
