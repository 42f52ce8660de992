/**
 * `npm test`: everything. Sources (format, lint, types), every Vitest project with its database, the build, two people in two
 * browsers, and what needs Debian's packages where they are installed: Firefox, WebKit, an S3 server. Ends with one line of real counts.
 *
 *   npm test -- --only unit | pg | e2e | firefox | webkit | s3   [arguments for the runner]
 */
import { existsSync, rmSync } from 'node:fs';
import { findOrInstallChromium } from './browser.mjs';
import { BuildFailed, build } from './build.mjs';
import { checkSources, runVitest } from './check.mjs';
import { at, bin, cacheFolder, run } from './environment.mjs';
import { firefoxLane } from './firefox-lane.mjs';
import { s3Lane } from './s3-lane.mjs';
import { addTallies, closingLine, emptyTally, listOfFailures, playwrightTally, tallyOf } from './tally.mjs';
import { webkitLane } from './webkit-lane.mjs';

const parts = {
  all: async (args) => {
    const chromium = findOrInstallChromium(); // mostly waiting for the network: meanwhile the rest works
    const [sources, built] = await Promise.all([checkSources(), buildAll()]);
    if (built.failed > 0) return addTallies(sources, built);
    const tests = await runVitest({ args });
    const inBrowsers = await endToEnd(await chromium, []);
    return addTallies(sources, built, tests, inBrowsers, await firefoxLane(), await webkitLane(), await s3Lane());
  },
  unit: (args) => runVitest({ choice: 'fast', args }),
  pg: (args) => buildThen(() => runVitest({ choice: 'pg', args })),
  e2e: (args) => buildThen(async () => endToEnd(await findOrInstallChromium(), args)),
  firefox: (args) => buildThen(() => firefoxLane(args)),
  webkit: () => buildThen(webkitLane),
  s3: (args) => s3Lane({ args, wanted: true }),
};

export async function test(args) {
  const [flag, name, ...rest] = args;
  const only = flag === '--only' ? name : 'all';
  if (!Object.hasOwn(parts, only)) {
    console.error(`usage: npm test [-- --only ${Object.keys(parts).slice(1).join(' | ')} [arguments]]`);
    process.exit(2);
  }
  const total = await parts[only](only === 'all' ? args : rest);
  if (total.failed > 0) console.log(listOfFailures(total));
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
    return tallyOf(false, 'build');
  }
}

async function endToEnd(chromium, args) {
  const config = at('e2e', 'playwright.config.ts');
  if (!existsSync(config)) return emptyTally;
  if (chromium === undefined) return tallyOf(false, 'a Chromium to test with');
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
