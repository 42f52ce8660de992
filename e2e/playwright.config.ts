/**
 * End to end in Chromium. Each worker starts its own server with its own data (support/server.ts), so that a test may stop, kill and
 * restart it. CHROMIUM is set by scripts/test.mjs.
 */
import { defineConfig } from '@playwright/test';

const executablePath = process.env['CHROMIUM'];
// Keeps the browser off the network and gives calls a camera that is none.
const args = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  // Files run beside each other, the tests of a file one after another: people wait more than they work.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    launchOptions: executablePath === undefined ? { args } : { executablePath, args },
    // No film: painting it costs as much as the test. The last moment of each page is kept as a picture.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'Africa/Algiers',
  },
});
