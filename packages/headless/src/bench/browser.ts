/** The app in Chromium: scripts/bench-browser.mjs measures, because Playwright is a tool of the house and no dependency of devices. */
import type { Row } from './report.ts';
import type { Ground } from './stage.ts';

export async function measureBrowser(_ground: Ground): Promise<readonly Row[]> {
  return [];
}
