// Every journey runs twice on a phone, with and without JavaScript; `*.island.spec.mjs` need it and run once. The journeys that most
// people make run on a desk too, where other menus and columns are in sight.
// `tools/e2e.mjs` starts the server and hands over BASE_URL and CHROMIUM.
import { defineConfig } from '@playwright/test';

const DESK = /\/(booking|english|main-job|providers|search|sessions|workshop)\.spec\.mjs/;
const phone = { viewport: { width: 360, height: 800 }, isMobile: true, hasTouch: true };

export default defineConfig({
  testDir: './tests',
  outputDir: './output/results',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // A busy machine may be slow once; what passed only at the second try is listed as flaky.
  retries: 1,
  reporter: 'list',
  use: {
    baseURL: process.env.BASE_URL,
    locale: 'tr-TR',
    timezoneId: 'Europe/Istanbul',
    launchOptions: {
      executablePath: process.env.CHROMIUM || undefined,
      args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    },
    actionTimeout: 15_000,
    // Watching costs a fifth of the time; what fails is tried again and watched then.
    trace: 'on-first-retry',
  },
  projects: [
    { name: 'script', testIgnore: /(island|pictures)\.spec\.mjs/, use: { ...phone } },
    { name: 'plain', testIgnore: /(island|pictures|axe)\.spec\.mjs/, use: { ...phone, javaScriptEnabled: false } },
    { name: 'island', testMatch: /island\.spec\.mjs/, use: { ...phone } },
    { name: 'desk', testMatch: DESK, use: { viewport: { width: 1440, height: 900 } } },
    { name: 'pictures', testMatch: /pictures\.spec\.mjs/, dependencies: ['script', 'plain', 'island', 'desk'], use: {} },
  ],
});
