import { expect, test } from 'vitest';
import { hasSites, rowsBy } from './usage-groups.ts';

const names = [
  { unit: 'u1', name: 'Réanimation', site: 'Farhat' },
  { unit: 'u2', name: 'Bloc', site: 'Farhat' },
  { unit: 'u3', name: 'Farhat' },
  { unit: 'u4', name: 'Pharmacie', site: 'Sahloul' },
  { unit: 'u5', name: 'Direction' },
];
const MEASURES = ['messages', 'urgent'] as const;
const told = [
  { unit: 'u1', messages: 100, urgent: 10, isPart: false },
  { unit: 'u2', messages: 40, isPart: false },
  { unit: 'u3', messages: 5, isPart: false },
  { unit: 'u4', messages: 30, urgent: 6, isPart: true },
];

test('USAGE-5 a site is what was told of its units, and says where that is not all', () => {
  const rows = rowsBy('site', names, told, MEASURES);
  expect(rows.map(({ name, values, atLeast }) => [name, values, [...atLeast]])).toEqual([
    // Of two of its units it is not told how many were urgent.
    ['Farhat', { messages: 145, urgent: 10 }, ['urgent']],
    ['Sahloul', { messages: 30, urgent: 6 }, ['messages', 'urgent']],
  ]);
  // What stands in no site comes last.
  const all = rowsBy('site', names, [...told, { unit: 'u5', messages: 9, isPart: false }], MEASURES);
  expect(all.at(-1)).toMatchObject({ name: undefined, values: { messages: 9 } });
});

test('USAGE-5 by unit each row is what was told', () => {
  const rows = rowsBy('unit', names, told, MEASURES);
  expect(rows.map(({ name }) => name)).toEqual(['Farhat · Réanimation', 'Farhat · Bloc', 'Farhat', 'Sahloul · Pharmacie']);
  expect([...(rows[3]?.atLeast ?? [])]).toEqual(['messages', 'urgent']);
  expect([hasSites(names), hasSites(names.slice(4))]).toEqual([true, false]);
});
