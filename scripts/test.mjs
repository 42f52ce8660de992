/**
 * `npm test`: everything. Sources (format, lint, types), every Vitest project with its database, the build, two people in two
 * browsers, and WebKit where its driver is installed. Ends with one line of real counts.
 *
 *   npm test -- --only unit | pg | e2e   [arguments for the runner]
 */
import { existsSync, rmSync } from 'node:fs';
import { findOrInstallChromium } from './browser.mjs';
import { BuildFailed, build } from './build.mjs';
import { checkSources, runVitest } from './check.mjs';
import { at, bin, cacheFolder, run } from './environment.mjs';
import { addTallies, closingLine, emptyTally, playwrightTally, tallyOf } from './tally.mjs';
import { webkitLane } from './webkit-lane.mjs';

const parts = {
  all: async (args) => {
    const chromium = findOrInstallChromium(); // mostly waiting for the network: meanwhile the rest works
    const sources = await checkSources();
    const built = await buildAll();
    if (built.failed > 0) return addTallies(sources, built);
    const tests = await runVitest({ args });
    return addTallies(sources, built, tests, await endToEnd(await chromium, []), await webkitLane());
  },
  unit: (args) => runVitest({ choice: 'fast', args }),
  pg: (args) => buildThen(() => runVitest({ choice: 'pg', args })),
  e2e: (args) => buildThen(async () => endToEnd(await findOrInstallChromium(), args)),
  webkit: () => buildThen(webkitLane),
};

export async function test(args) {
  const [flag, name, ...rest] = args;
  const only = flag === '--only' ? name : 'all';
  if (!Object.hasOwn(parts, only)) {
    console.error(`usage: npm test [-- --only ${Object.keys(parts).slice(1).join(' | ')} [arguments]]`);
    process.exit(2);
  }
  const total = await parts[only](only === 'all' ? args : rest);
  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  console.log(closingLine(total));
  process.exit(total.failed === 0 ? 0 : 1);
}

async function buildThen(next) {
  const built = await buildAll();
  return built.failed > 0 ? built : addTallies(built, await next());
}

async function buildAll() {
  try {
    await build('pwa', 'server', 'headless');
    console.log('✓ build');
    return tallyOf(true);
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    console.log(`✗ build\n${error.message}`);
    return tallyOf(false);
  }
}

async function endToEnd(chromium, args) {
  const config = at('e2e', 'playwright.config.ts');
  if (!existsSync(config)) return emptyTally;
  if (chromium === undefined) return tallyOf(false);
  const report = `${cacheFolder('reports')}/playwright.json`;
  rmSync(report, { force: true });
  const { code } = await run(
    bin('playwright'),
    ['test', '--config', config, '--reporter=list,json', '--pass-with-no-tests', ...args],
    {
      env: { CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    },
  );
  return playwrightTally(report, code);
}
