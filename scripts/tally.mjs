/** Counts of a whole run, taken from what each runner reports of itself. */
import { existsSync, readFileSync } from 'node:fs';

export const emptyTally = Object.freeze({ passed: 0, failed: 0, skipped: 0 });

export const addTallies = (...tallies) => {
  const total = { ...emptyTally };
  for (const tally of tallies) for (const key of Object.keys(total)) total[key] += tally[key];
  return total;
};

export const tallyOf = (isGood) => (isGood ? { ...emptyTally, passed: 1 } : { ...emptyTally, failed: 1 });

export const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/** Never lets a red run look green: an exit code that the counts do not explain is one failure more. */
const withExitCode = (tally, code) => (code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally);

const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

/** Vitest's json reporter. A file that cannot be loaded has no tests and counts as one failure. */
export function vitestTally(path, code) {
  const tally = { ...emptyTally };
  for (const file of readReport(path)?.testResults ?? []) {
    const statuses = file.assertionResults.map((test) => test.status);
    tally.passed += statuses.filter((status) => status === 'passed').length;
    const failed = statuses.filter((status) => status === 'failed').length;
    tally.failed += failed === 0 && file.status === 'failed' ? 1 : failed;
    tally.skipped += statuses.filter((status) => status !== 'passed' && status !== 'failed').length;
  }
  return withExitCode(tally, code);
}

/** Playwright's json reporter. A test that passed only when repeated passes and is named by the reporter as flaky. */
export function playwrightTally(path, code) {
  const report = readReport(path);
  if (report === undefined) return tallyOf(code === 0);
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = report.stats;
  return withExitCode({ passed: expected + flaky, failed: unexpected + (report.errors?.length ?? 0), skipped }, code);
}
