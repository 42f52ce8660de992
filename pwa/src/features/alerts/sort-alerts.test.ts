import type { AlertRow } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { countAlerts } from '../../app/alerts.ts';
import { sortAlerts } from './sort-alerts.ts';

const row = (kind: string, facts: object = {}) =>
  ({ id: kind, kind, atMs: 1, unread: false, needsMe: false, ...facts }) as AlertRow;
const alerts = [
  row('urgent', { needsMe: true, unread: true }),
  row('identity', { needsMe: true }),
  row('mention', { unread: true }),
  row('own-device'),
  row('swap'),
  row('event', { needsMe: true }),
  row('catch-up'),
];
const kinds = (rows: readonly AlertRow[]) => rows.map(({ kind }) => kind);

test('what needs her stands apart, each in the order of the engine', () => {
  const { todo, earlier } = sortAlerts(alerts, 'all');
  expect(kinds(todo)).toEqual(['urgent', 'identity', 'event']);
  expect(kinds(earlier)).toEqual(['mention', 'own-device', 'swap', 'catch-up']);
});

test('a filter leaves its kinds', () => {
  expect(sortAlerts(alerts, 'urgent')).toEqual({ todo: [alerts[0]], earlier: [] });
  const { todo, earlier } = sortAlerts(alerts, 'security');
  expect([kinds(todo), kinds(earlier)]).toEqual([['identity'], ['own-device']]);
  const planned = sortAlerts(alerts, 'calendar');
  expect([kinds(planned.todo), kinds(planned.earlier)]).toEqual([['event'], ['swap']]);
});

test('the bell counts what is new and what still needs her', () => {
  expect(countAlerts(alerts)).toBe(4);
  expect(countAlerts(alerts.slice(1))).toBe(3);
  expect(countAlerts([row('urgent', { unread: true })])).toBe(1);
});
