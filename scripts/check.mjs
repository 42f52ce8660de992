/** `npm run check`: format, lint, types of every room, unit tests without a database. Under a minute on two cores. */
import { existsSync, rmSync } from 'node:fs';
import { at, bin, cacheFolder, run } from './environment.mjs';
import { addTallies, closingLine, tallyOf, vitestTally } from './tally.mjs';

const typed = [
  ['house', 'tsconfig.json'],
  ['model', 'packages/model/tsconfig.json'],
  ['model tests', 'packages/model/tsconfig.test.json'],
  ['headless', 'packages/headless/tsconfig.json'],
  ['sync-server', 'sync-server/tsconfig.json'],
  ['pwa', 'pwa/tsconfig.json'],
  ['pwa worker', 'pwa/tsconfig.worker.json'],
  ['pwa service worker', 'pwa/tsconfig.sw.json'],
  ['e2e', 'e2e/tsconfig.json'],
];

export async function checkAlone() {
  const [lint, tests] = await Promise.all([checkSources(), runVitest({ choice: 'fast' })]);
  const total = addTallies(lint, tests);
  console.log(closingLine(total));
  process.exit(total.failed === 0 ? 0 : 1);
}

/** Format, lint and types: one passed or failed per tool and room; two at a time. */
export async function checkSources() {
  const steps = [() => step('format and lint', bin('biome'), ['check', '--colors=off', '--max-diagnostics=100', '.'])];
  for (const [room, config] of typed)
    if (existsSync(at(config))) steps.push(() => step(`types: ${room}`, bin('tsc'), ['-p', at(config), '--pretty', 'false']));
  const tallies = [];
  const work = async () => {
    for (let next = steps.shift(); next !== undefined; next = steps.shift()) tallies.push(await next());
  };
  await Promise.all([work(), work()]);
  return addTallies(...tallies);
}

async function step(title, command, args) {
  const startedMs = performance.now();
  const { code, output } = await run(command, args, { quiet: true });
  // A room without sources yet.
  const isGood = code === 0 || output.includes('TS18003');
  console.log(`${isGood ? '✓' : '✗'} ${title} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`);
  if (!isGood) console.log(output);
  return tallyOf(isGood, title);
}

/** `choice`: `fast`, `pg`, `s3` or all (vite.config.ts). */
export async function runVitest({ choice = '', args = [], env = {} }) {
  const report = `${cacheFolder('reports')}/vitest${choice ? `-${choice}` : ''}.json`;
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(bin('vitest'), ['run', '--config', at('vite.config.ts'), ...reporters, ...args], {
    env: { SANAD_TESTS: choice, ...env },
  });
  return vitestTally(report, code);
}
