import type { MessageRow, Priority, ThreadRow } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { amel, karim, messageId, messageRow } from './test/message-row.ts';
import { threadLines } from './thread-items.ts';

const at = (text: string) => new Date(text).getTime();
const row = (name: string, sentAtMs: number, mine = false, priority: Priority = 'normal'): MessageRow =>
  messageRow({ id: messageId(name), author: mine ? amel : karim, mine, text: name, sentAtMs, priority });
const lines = (rows: readonly ThreadRow[], firstUnread?: string) =>
  threadLines(
    rows.map((one) => one.id),
    Object.fromEntries(rows.map((one) => [one.id, one])),
    firstUnread,
  );
const rows = [
  row('a', at('2026-10-12T23:58:00')),
  row('b', at('2026-10-13T00:01:00')),
  row('c', at('2026-10-13T00:02:00')),
  row('d', at('2026-10-13T00:03:00'), true),
];

test('a day is said once, before its first message', () => {
  expect(lines(rows).keys).toEqual([
    'd:2026-10-12',
    `m:${rows[0]?.id}`,
    'd:2026-10-13',
    `m:${rows[1]?.id}`,
    `m:${rows[2]?.id}`,
    `m:${rows[3]?.id}`,
  ]);
});

test('a run has one author, no gap, no line in between and no urgent', () => {
  expect([...lines(rows).continued]).toEqual([rows[2]?.id]);
  expect([...lines(rows, rows[2]?.id).continued]).toEqual([]);
  const urgent = [row('a', 1000), row('b', 2000, false, 'urgent'), row('c', 3000), row('d', 3000 + 6 * 60_000)];
  expect([...lines(urgent).continued]).toEqual([]);
});

test('the divider stands before the first unread message', () => {
  const { keys } = lines(rows, rows[2]?.id);
  expect(keys[keys.indexOf('unread') + 1]).toBe(`m:${rows[2]?.id}`);
});

test('the newest own message is known', () => {
  expect(lines(rows).lastOwn).toBe(rows[3]?.id);
  expect(lines(rows.slice(0, 3)).lastOwn).toBeUndefined();
});

const event = (index: number, atMs: number): ThreadRow => ({
  type: 'event',
  id: `event-${index}`,
  atMs,
  event: {
    index,
    atMs,
    by: karim,
    created: false,
    added: [],
    removed: [],
    left: [],
    promoted: [],
    demoted: [],
    rekeyed: true,
  },
});
const raise = (): never => {
  throw new Error('no fixture');
};

test('a change of members is a line of its own: it ends a run and begins a day', () => {
  const [, b, c] = rows;
  if (b === undefined || c === undefined) raise();
  const told = lines([
    event(0, at('2026-10-12T10:00:00')),
    ...rows.slice(1, 2),
    event(1, at('2026-10-13T00:01:30')),
    ...rows.slice(2, 3),
  ]);
  expect(told.keys).toEqual(['d:2026-10-12', 'e:event-0', 'd:2026-10-13', `m:${b?.id}`, 'e:event-1', `m:${c?.id}`]);
  expect([...told.continued]).toEqual([]);
  expect(told.lastOwn).toBeUndefined();
});

test('what a later version wrote has its place, and continues nobody', () => {
  const [, b, c] = rows;
  if (b === undefined || c === undefined) return raise();
  const later: ThreadRow = { type: 'later', id: b.id, author: b.author, sentAtMs: b.sentAtMs };
  const told = lines([later, c], c.id);
  expect(told.keys).toEqual(['d:2026-10-13', `m:${b.id}`, 'unread', `m:${c.id}`]);
  expect([...told.continued]).toEqual([]);
});

test('a row that is listed twice is one line', () => {
  const told = lines([event(0, at('2026-10-12T10:00:00')), event(0, at('2026-10-12T10:00:00')), ...rows.slice(0, 1)]);
  expect(told.keys).toEqual(['d:2026-10-12', 'e:event-0', `m:${rows[0]?.id}`]);
});
