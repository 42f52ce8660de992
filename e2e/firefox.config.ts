/** Between Firefox and Chromium (scripts/firefox-lane.mjs): what one engine offers and the other takes. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.firefox.ts',
  outputDir: '../test-results',
  globalSetup: './support/data-template.ts',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
});
