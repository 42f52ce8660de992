/**
 * A call between Firefox and Chromium, where Debian's firefox-esr is installed; elsewhere nothing runs and nothing is counted. It is driven by Playwright
 * over WebDriver BiDi, in a channel of which Playwright's documents say nothing: a new version may end it.
 */
import { existsSync, rmSync } from 'node:fs';
import { findOrInstallChromium } from './browser.mjs';
import { at, bin, cacheFolder, run } from './environment.mjs';
import { emptyTally, playwrightTally, tallyOf } from './tally.mjs';

const firefox = '/usr/bin/firefox-esr';

export async function firefoxLane(args = []) {
  if (!existsSync(firefox)) return emptyTally;
  const chromium = await findOrInstallChromium();
  if (chromium === undefined) return tallyOf(false, 'a Chromium for the Firefox lane');
  const report = `${cacheFolder('reports')}/firefox.json`;
  rmSync(report, { force: true });
  const { code } = await run(
    bin('playwright'),
    ['test', '--config', at('e2e', 'firefox.config.ts'), '--reporter=list,json', ...args],
    {
      env: { CHROMIUM: chromium, FIREFOX: firefox, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    },
  );
  return playwrightTally(report, code);
}
