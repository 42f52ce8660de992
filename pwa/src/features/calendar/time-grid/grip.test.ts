import type { EventStart, OccurrenceRow } from '@sanad/model/engine/api';
import { describe, expect, test } from 'vitest';
import { hereOf, movedTimes } from '../move/moved.ts';
import { drawn, dropAt, lying, type Spot, stepped } from './grip.ts';
import { heldTimes } from './held.ts';

const here = hereOf('Africa/Tunis');
const wall = (text: string): number => Date.parse(`${text}:00Z`);
const spot = (text: string): Spot => {
  const [date = '', time] = text.split('T');
  const [hours = 0, minutes = 0] = time?.split(':').map(Number) ?? [];
  return { date, minute: time === undefined ? undefined : hours * 60 + minutes };
};
function row(start: EventStart, lengthS: number): OccurrenceRow {
  const times = movedTimes({ start, startMs: 0, endMs: 0 }, { start, lengthS }, here);
  return { id: 'x', title: 'Staff', ...times } as OccurrenceRow; // what grips read of it
}
const at = (local: string): EventStart => ({ local: `${local}:00`, zone: 'Africa/Tunis' });
const staff = row(at('2026-10-13T14:30'), 2700);
const leave = row({ date: '2026-10-13' }, 3 * 86_400);
const long = row(at('2026-10-12T08:00'), 2 * 86_400);

describe('an event under a pointer', () => {
  test('goes as far as the pointer went, in quarters of an hour', () => {
    expect(dropAt(staff, 'move', spot('2026-10-13T14:40'), spot('2026-10-14T10:22'), here)).toEqual({
      kind: 'time',
      fromMs: wall('2026-10-14T10:00'),
    });
    // To another day alone: a start beside the quarters stays.
    const odd = row(at('2026-10-13T14:37'), 1800);
    expect(dropAt(odd, 'move', spot('2026-10-13T14:40'), spot('2026-10-15T14:42'), here)).toEqual({
      kind: 'time',
      fromMs: wall('2026-10-15T14:37'),
    });
  });
  test('an edge goes where it is drawn to, never beyond the other one', () => {
    const end = (to: string) => dropAt(staff, 'end', spot('2026-10-13T15:15'), spot(to), here);
    expect(end('2026-10-13T16:32')).toEqual({ kind: 'time', fromMs: wall('2026-10-13T14:30'), toMs: wall('2026-10-13T16:30') });
    expect(end('2026-10-13T09:00')).toEqual({ kind: 'time', fromMs: wall('2026-10-13T14:30'), toMs: wall('2026-10-13T14:45') });
    expect(dropAt(staff, 'start', spot('2026-10-13T14:30'), spot('2026-10-13T18:00'), here)).toEqual({
      kind: 'time',
      fromMs: wall('2026-10-13T15:00'),
      toMs: wall('2026-10-13T15:15'),
    });
  });
  test('among the whole days it becomes one, and from them it begins at an hour', () => {
    expect(dropAt(staff, 'move', spot('2026-10-13T14:40'), spot('2026-10-15'), here)).toEqual({
      kind: 'day',
      date: '2026-10-15',
    });
    expect(dropAt(leave, 'move', spot('2026-10-14'), spot('2026-10-16'), here)).toEqual({ kind: 'day', date: '2026-10-15' });
    expect(dropAt(leave, 'move', spot('2026-10-14'), spot('2026-10-16T09:05'), here)).toEqual({
      kind: 'time',
      fromMs: wall('2026-10-16T09:00'),
    });
    expect(dropAt(leave, 'end', spot('2026-10-15'), spot('2026-10-18'), here)).toEqual({
      kind: 'day',
      date: '2026-10-13',
      days: 6,
    });
    expect(dropAt(leave, 'start', spot('2026-10-13'), spot('2026-10-20'), here)).toEqual({
      kind: 'day',
      date: '2026-10-15',
      days: 1,
    });
  });
  test('what lasts more than a day keeps its hours among them', () => {
    expect(dropAt(long, 'move', spot('2026-10-12'), spot('2026-10-13'), here)).toEqual({
      kind: 'time',
      fromMs: wall('2026-10-13T08:00'),
    });
  });
});

describe('an event that keys hold', () => {
  test('goes by quarters and days, and its end by itself', () => {
    const right = stepped(staff, lying(staff, here), 'move', 0, 1, here);
    const down = stepped(staff, right, 'move', 15, 0, here);
    const longer = stepped(staff, down, 'end', 15, 0, here);
    expect(longer).toEqual({ kind: 'time', fromMs: wall('2026-10-14T14:45'), toMs: wall('2026-10-14T15:45') });
    // What was made longer stays so on its way.
    expect(stepped(staff, longer, 'move', 60, 0, here)).toEqual({
      kind: 'time',
      fromMs: wall('2026-10-14T15:45'),
      toMs: wall('2026-10-14T16:45'),
    });
    const shortest = [1, 2, 3, 4, 5].reduce((drop) => stepped(staff, drop, 'end', -15, 0, here), lying(staff, here));
    expect(shortest).toMatchObject({ toMs: wall('2026-10-13T14:45') });
  });
  test('whole days by days alone', () => {
    const moved = stepped(leave, lying(leave, here), 'move', 15, 2, here);
    expect(moved).toEqual({ kind: 'day', date: '2026-10-15' });
    expect(stepped(leave, moved, 'end', 0, 1, here)).toEqual({ kind: 'day', date: '2026-10-15', days: 4 });
  });
});

test('ground that is drawn over, in any direction, is a quarter of an hour at least', () => {
  expect(drawn(spot('2026-10-13T09:10'), spot('2026-10-13T10:20'))).toEqual({
    start: '2026-10-13T09:00',
    end: '2026-10-13T10:30',
  });
  expect(drawn(spot('2026-10-13T10:20'), spot('2026-10-13T09:10'))).toEqual({
    start: '2026-10-13T09:00',
    end: '2026-10-13T10:30',
  });
  expect(drawn(spot('2026-10-13T09:00'), spot('2026-10-13T09:00'))).toEqual({
    start: '2026-10-13T09:00',
    end: '2026-10-13T09:15',
  });
  expect(drawn(spot('2026-10-15'), spot('2026-10-13'))).toEqual({ start: '2026-10-13', end: '2026-10-15' });
  const days = heldTimes({ kind: 'ground', from: spot('2026-10-13'), to: spot('2026-10-14') }, here);
  expect(here.toLocal(days.endMs)).toBe(wall('2026-10-15T00:00'));
});
