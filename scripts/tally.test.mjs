import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addTallies, closingLine, emptyTally, listOfFailures, playwrightTally, tallyOf, vitestTally } from './tally.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sanad-tally-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(value) {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(value));
  return path;
}
const failing = { status: 'failed', fullName: 'adds', failureMessages: ['\u001b[31mexpected 3\u001b[39m\n  to be 4'] };
const file = (status, ...tests) => ({
  name: 'sum.test.ts',
  status,
  message: 'no such module',
  assertionResults: tests.map((each) => (each === 'failed' ? failing : { status: each })),
});

test('counts tests of all files', () => {
  const path = report({ testResults: [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed', 'passed')] });
  expect(vitestTally(path, 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 1,
    failures: ['sum.test.ts › adds: expected 3 to be 4'],
  });
});

test('a file that cannot be loaded is one failure', () => {
  expect(vitestTally(report({ testResults: [file('failed')] }), 1)).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: ['sum.test.ts: no such module'],
  });
});

test('a red exit code without a red test is one failure', () => {
  expect(vitestTally(report({ testResults: [file('passed', 'passed')] }), 1)).toMatchObject({ passed: 1, failed: 1, skipped: 0 });
});

test('a run that never reported fails by its exit code', () => {
  expect(vitestTally(join(folder, 'absent.json'), 1)).toMatchObject({ failed: 1 });
  expect(playwrightTally(join(folder, 'absent.json'), 1)).toMatchObject({ failed: 1 });
});

test('counts end-to-end tests; errors outside of tests are failures', () => {
  const stats = { expected: 4, flaky: 1, unexpected: 1, skipped: 3 };
  const result = (status) => ({ tests: [{ status, results: [{ error: { message: 'timeout' } }] }] });
  const specs = [
    { file: 'a.spec.ts', line: 7, title: 'arrives', ...result('unexpected') },
    { file: 'a.spec.ts', line: 9, title: 'leaves', ...result('expected') },
  ];
  expect(playwrightTally(report({ stats, suites: [{ suites: [{ specs }] }], errors: [{ message: 'no browser' }] }), 1)).toEqual({
    passed: 5,
    failed: 2,
    skipped: 3,
    failures: ['a.spec.ts:7 › arrives: timeout', 'outside of tests: no browser'],
  });
});

test('what failed is named once more at the end, one line each', () => {
  const broken = vitestTally(report({ testResults: [file('failed', 'failed'), file('failed')] }), 1);
  expect(listOfFailures(addTallies(tallyOf(false, 'build'), broken))).toBe(
    '✗ build\n✗ sum.test.ts › adds: expected 3 to be 4\n✗ sum.test.ts: no such module',
  );
});

test('the closing line sums up', () => {
  expect(closingLine(addTallies(emptyTally, tallyOf(true), tallyOf(true), tallyOf(false)))).toBe('2 passed, 1 failed');
});
