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
  workers: 1, // two browsers, a server and Postgres share two cores
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    launchOptions: executablePath === undefined ? { args } : { executablePath, args },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'Africa/Algiers',
  },
});
