import { describe, expect, test } from 'vitest';
import { excusedRules, idsQuotedByTests, rulesOf, surveyRules } from './rules.mjs';

describe('docs/protocol.md', () => {
  const { rules, untested, unknown, excused } = surveyRules();

  test('writes every rule once', () => {
    expect(rules.length).toBeGreaterThan(40);
    expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
  });

  test('has a test for every rule that docs/testing.md does not name as untested', () => {
    expect(untested.filter((id) => !excused.includes(id))).toEqual([]);
  });

  test('writes every rule that a source file quotes', () => {
    expect(unknown).toEqual([]);
  });
});

test('a rule is a list item that begins with its id', () => {
  expect(rulesOf('- **KEY-1** a\ntext KEY-2\n- **AES-256** b\n')).toEqual(['KEY-1', 'AES-256']);
});

test('a test quotes rules at the beginning of its title', () => {
  expect(
    idsQuotedByTests("test('KEY-1 x'); it(`LOG-2, LOG-3 y`); test('SYNC-1 … SYNC-3 z'); test('about KEY-9'); f('AES-256')"),
  ).toEqual(['KEY-1', 'LOG-2', 'LOG-3', 'SYNC-1', 'SYNC-3', 'SYNC-2']);
});

test('the list of untested rules stands between its markers', () => {
  expect(excusedRules('KEY-1 <!-- untested -->KEY-2, LOG-3<!-- /untested --> KEY-4')).toEqual(['KEY-2', 'LOG-3']);
});
