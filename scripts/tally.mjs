/** Counts of a whole run and the names of what failed, taken from what each runner reports of itself. */
import { existsSync, readFileSync } from 'node:fs';
import { root } from './environment.mjs';

/** `failures`: a line for each failed test, its name and the beginning of what it says. */
export const emptyTally = Object.freeze({ passed: 0, failed: 0, skipped: 0, failures: Object.freeze([]) });

export const addTallies = (...tallies) => {
  const sum = (key) => tallies.reduce((total, tally) => total + tally[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    failures: tallies.flatMap((tally) => tally.failures),
  };
};

export const tallyOf = (isGood, name = 'a step that says above what is wrong') =>
  isGood ? { ...emptyTally, passed: 1 } : { ...emptyTally, failed: 1, failures: [name] };

/** A run is long and its failures stand far apart: they are named once more at its end. */
export const listOfFailures = ({ failures }) => failures.map((failure) => `✗ ${failure}`).join('\n');

export const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/** Never lets a red run look green: an exit code that the counts do not explain is one failure more. */
const withExitCode = (tally, code) =>
  code !== 0 && tally.failed === 0 ? { ...tally, failed: 1, failures: [`a runner ended with code ${code}`] } : tally;

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Name and the first lines of the message, without colours, in one line of a bounded length. */
const failureLine = (name, message = '') =>
  `${name.replace(`${root}/`, '')}: ${message.replace(escapes, '').split('\n').slice(0, 6).join(' ').replace(/\s+/g, ' ').trim()}`.slice(
    0,
    500,
  );

const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

/** Vitest's json reporter. A file that cannot be loaded has no tests and counts as one failure. */
export function vitestTally(path, code) {
  const tally = { ...emptyTally, failures: [] };
  for (const file of readReport(path)?.testResults ?? []) {
    for (const test of file.assertionResults)
      if (test.status === 'failed')
        tally.failures.push(failureLine(`${file.name} › ${test.fullName}`, test.failureMessages?.[0]));
    const statuses = file.assertionResults.map((test) => test.status);
    tally.passed += statuses.filter((status) => status === 'passed').length;
    const failed = statuses.filter((status) => status === 'failed').length;
    const isBroken = failed === 0 && file.status === 'failed';
    if (isBroken) tally.failures.push(failureLine(file.name, file.message));
    tally.failed += isBroken ? 1 : failed;
    tally.skipped += statuses.filter((status) => status !== 'passed' && status !== 'failed').length;
  }
  return withExitCode(tally, code);
}

/** Playwright's json reporter. A test that passed only when repeated passes and is named by the reporter as flaky. */
export function playwrightTally(path, code) {
  const report = readReport(path);
  if (report === undefined) return tallyOf(code === 0, 'a browser run that reported nothing');
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = report.stats;
  const errors = report.errors ?? [];
  const failures = [
    ...(report.suites ?? []).flatMap(specsOf).flatMap(unexpectedOf),
    ...errors.map((error) => failureLine('outside of tests', error.message)),
  ];
  return withExitCode({ passed: expected + flaky, failed: unexpected + errors.length, skipped, failures }, code);
}

const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];

const unexpectedOf = (spec) =>
  spec.tests
    .filter((test) => test.status === 'unexpected')
    .map((test) => failureLine(`${spec.file}:${spec.line} › ${spec.title}`, test.results.at(-1)?.error?.message));
