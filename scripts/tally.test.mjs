import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addTallies, closingLine, emptyTally, playwrightTally, tallyOf, vitestTally } from './tally.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sanad-tally-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(value) {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(value));
  return path;
}
const file = (status, ...tests) => ({ status, assertionResults: tests.map((each) => ({ status: each })) });

test('counts tests of all files', () => {
  const path = report({ testResults: [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed', 'passed')] });
  expect(vitestTally(path, 1)).toEqual({ passed: 3, failed: 1, skipped: 1 });
});

test('a file that cannot be loaded is one failure', () => {
  expect(vitestTally(report({ testResults: [file('failed')] }), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a red exit code without a red test is one failure', () => {
  expect(vitestTally(report({ testResults: [file('passed', 'passed')] }), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a run that never reported fails by its exit code', () => {
  expect(vitestTally(join(folder, 'absent.json'), 1)).toMatchObject({ failed: 1 });
  expect(playwrightTally(join(folder, 'absent.json'), 1)).toMatchObject({ failed: 1 });
});

test('counts end-to-end tests; errors outside of tests are failures', () => {
  const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 };
  expect(playwrightTally(report({ stats, errors: [{}] }), 1)).toEqual({ passed: 5, failed: 3, skipped: 3 });
});

test('the closing line sums up', () => {
  expect(closingLine(addTallies(emptyTally, tallyOf(true), tallyOf(true), tallyOf(false)))).toBe('2 passed, 1 failed');
});
