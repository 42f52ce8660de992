import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type MessageId, messageIdFromBytes, spaceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { describe, expect, test } from 'vitest';
import { dayAfterKey } from './grid-keys.ts';
import { lanesOf, layWeek } from './lanes.ts';
import { weeksOf } from './weeks.ts';

const monday = '2026-10-12';
let made = 0;
/** From and to: `2026-10-13`, whole days with the last one in it, or `2026-10-13T14:30`. */
function row(title: string, from: string, to: string): OccurrenceRow {
  const isWhole = !from.includes('T');
  const end = new Date(isWhole ? `${to}T00:00:00` : to);
  if (isWhole) end.setDate(end.getDate() + 1);
  const event: MessageId = messageIdFromBytes(new Uint8Array(12).fill(++made));
  return {
    ...{ id: `${event}/${from.slice(0, 10)}`, event, title, place: '', at: undefined, rule: undefined },
    start: isWhole ? { date: from } : { local: `${from}:00`, zone: 'Africa/Tunis' },
    startMs: new Date(isWhole ? `${from}T00:00:00` : from).getTime(),
    endMs: end.getTime(),
    ...{ calendar: spaceIdFromBytes(new Uint8Array(16)), organiser: userIdFromBytes(new Uint8Array(16)) },
    ...{ state: 'on', priority: 'normal', answer: undefined, call: false, conversation: undefined },
    ...{ duty: undefined, holder: undefined, overlaps: [], waiting: false, contested: false, isChanged: false },
  };
}
const placesOf = (week: ReturnType<typeof layWeek>) =>
  week.placed.flat().map(({ row: { title }, lane, column, span }) => [title, lane, column, span]);

describe('the weeks of a month', () => {
  test('begin on Monday and are filled with the days of the months beside it', () => {
    const weeks = weeksOf('2026-10-13');
    expect(weeks.map((week) => week.map(({ date }) => date.slice(5)).join(' '))).toEqual([
      '09-28 09-29 09-30 10-01 10-02 10-03 10-04',
      '10-05 10-06 10-07 10-08 10-09 10-10 10-11',
      '10-12 10-13 10-14 10-15 10-16 10-17 10-18',
      '10-19 10-20 10-21 10-22 10-23 10-24 10-25',
      '10-26 10-27 10-28 10-29 10-30 10-31 11-01',
    ]);
    expect(weeks.flat().filter(({ isOut }) => isOut)).toHaveLength(4);
  });
  test('are four to six', () => {
    expect(weeksOf('2027-02-01')).toHaveLength(4);
    expect(weeksOf('2026-08-20')).toHaveLength(6);
  });
});

describe('lanes of a week', () => {
  test('a bar has one lane over all of its days, and what is on them stands below it', () => {
    const week = layWeek(
      [row('Staff', '2026-10-13T14:30', '2026-10-13T15:15'), row('Congrès', '2026-10-13', '2026-10-15')],
      monday,
      3,
    );
    expect(placesOf(week)).toEqual([
      ['Congrès', 0, 1, 3],
      ['Staff', 1, 1, 1],
    ]);
    expect(week.more).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(lanesOf(week)).toBe(2);
  });
  test('a night stands on the day on which it begins, longer ones are bars', () => {
    const week = layWeek(
      [row('Garde', '2026-10-13T20:00', '2026-10-14T08:00'), row('Astreinte', '2026-10-15T08:00', '2026-10-17T08:00')],
      monday,
      3,
    );
    expect(placesOf(week)).toEqual([
      ['Garde', 0, 1, 1],
      ['Astreinte', 0, 3, 3],
    ]);
  });
  test('what began before and goes on after the week is cut at its edges, and says so', () => {
    const [first] = layWeek([row('Congé', '2026-10-08', '2026-10-20')], monday, 3).placed[0] ?? [];
    expect(first).toMatchObject({ column: 0, span: 7, isFromBefore: true, isOnAfter: true });
  });
  test('where a day has more than it has room for, the last lane says how many', () => {
    const rows = Array.from({ length: 5 }, (_, i) => row(`n${i}`, `2026-10-13T${10 + i}:00`, `2026-10-13T${10 + i}:30`));
    const week = layWeek([...rows, row('seul', '2026-10-14T09:00', '2026-10-14T10:00')], monday, 3);
    expect(placesOf(week).map(([title]) => title)).toEqual(['n0', 'n1', 'seul']);
    expect(week.more).toEqual([0, 3, 0, 0, 0, 0, 0]);
    expect(lanesOf(week)).toBe(3);
  });
  test('what was not delivered counts as well', () => {
    const rows = [row('a', '2026-10-13T10:00', '2026-10-13T11:00'), row('b', '2026-10-13T11:00', '2026-10-13T12:00')];
    const week = layWeek(rows, monday, 2, [undefined, 40]);
    expect(placesOf(week).map(([title]) => title)).toEqual(['a']);
    expect(week.more[1]).toBe(39);
  });
  test('as many as there is room for are all shown', () => {
    const rows = Array.from({ length: 3 }, (_, i) => row(`n${i}`, `2026-10-13T${10 + i}:00`, `2026-10-13T${10 + i}:30`));
    expect(layWeek(rows, monday, 3, [0, 3]).more[1]).toBe(0);
    expect(placesOf(layWeek(rows, monday, 3, [0, 3]))).toHaveLength(3);
  });
});

describe('keys in the grid', () => {
  const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
    ...{ key: name, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false },
    ...more,
  });
  const from = (name: string, more?: Partial<KeyboardEvent>) => dayAfterKey(key(name, more), '2026-10-14', false);
  test('arrows go by days and weeks, Home and End to the ends of the week, pages by months and years', () => {
    expect(
      ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp'].map((name) => from(name)),
    ).toEqual(['2026-10-15', '2026-10-13', '2026-10-21', '2026-10-07', '2026-10-12', '2026-10-18', '2026-11-14', '2026-09-14']);
    expect([from('Home', { ctrlKey: true }), from('End', { ctrlKey: true })]).toEqual(['2026-10-01', '2026-10-31']);
    expect([from('PageDown', { shiftKey: true }), from('PageUp', { shiftKey: true })]).toEqual(['2027-10-14', '2025-10-14']);
  });
  test('from right to left the arrows go as they point', () => {
    expect(dayAfterKey(key('ArrowRight'), '2026-10-14', true)).toBe('2026-10-13');
    expect(dayAfterKey(key('ArrowLeft'), '2026-10-14', true)).toBe('2026-10-15');
    expect(dayAfterKey(key('ArrowDown'), '2026-10-14', true)).toBe('2026-10-21');
  });
  test('what belongs to the browser stays with it', () => {
    expect([from('ArrowLeft', { altKey: true }), from('Home', { metaKey: true }), from('a')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
