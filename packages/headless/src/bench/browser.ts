/** The app in Chromium: scripts/bench-browser.mjs measures, because Playwright is a tool of the house and no dependency of devices. */
import type { Row } from './report.ts';
import type { Stage } from './stage.ts';

export async function measureBrowser(
  _stage: Pick<Stage, 'server' | 'options' | 'population' | 'say'>,
  _owner: number,
): Promise<readonly Row[]> {
  return [];
}
