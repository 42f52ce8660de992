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
  '--use-fake-device-for-media-stream=device-count=2',
  '--use-fake-ui-for-media-stream',
];

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  globalSetup: './support/data-template.ts',
  // Files run beside each other, the tests of a file one after another. A third at a time was no faster on two cores.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    launchOptions: executablePath === undefined ? { args } : { executablePath, args },
    // Actions, console and network of what failed, and the last moment of each page as a picture and as a tree. No film, and no copy of the page at
    // each step: making them costs as much as the test.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'Africa/Algiers',
  },
});
