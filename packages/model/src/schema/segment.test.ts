import { getHeads, load, merge } from '@automerge/automerge/slim';
import { beforeAll, expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { bytesToHex } from '../bytes.ts';
import { homeOf } from '../calendar/home-segment.ts';
import { CALENDAR_KIND, isDocument, isoWeek, makeSegmentRoot, type SegmentDocument } from './segment.ts';

beforeAll(loadAutomerge);

test('DOC-1: weeks are ISO 8601 in UTC', () => {
  const week = (text: string) => isoWeek(Date.parse(text));
  expect(week('2026-11-22T23:59:59Z')).toBe('2026-W47');
  expect(week('2026-11-23T00:00:00Z')).toBe('2026-W48');
  expect(week('2027-01-01T12:00:00Z')).toBe('2026-W53');
  expect(week('2024-12-30T00:00:00Z')).toBe('2025-W01');
  expect(week('1970-01-01T00:00:00Z')).toBe('1970-W01');
});

test('DOC-2: two devices that never met make the same root', () => {
  const actor = 'ab'.repeat(16);
  const [a, b] = [makeSegmentRoot(actor), makeSegmentRoot(actor)];
  expect(bytesToHex(a.bytes)).toBe(bytesToHex(b.bytes));
  const merged = merge(load<SegmentDocument>(a.bytes), load<SegmentDocument>(b.bytes));
  expect(getHeads(merged)).toEqual(getHeads(a.doc));
});

test('CAL-2: an event stands in the month of its first start, a series in the year', () => {
  const start = { local: '2026-10-31T23:30:00', zone: 'America/New_York' };
  expect(homeOf({ start })).toEqual({ kind: CALENDAR_KIND, segment: '2026-10' });
  expect(homeOf({ start, rule: 'FREQ=DAILY' }).segment).toBe('2026-series');
  expect(homeOf({ start: { date: '2026-12-01' }, dates: ['2027-01-01'] }).segment).toBe('2026-series');
  for (const segment of ['2026-10', '2026-series', '1900-01']) expect(isDocument(CALENDAR_KIND, segment)).toBe(true);
  for (const segment of ['2026-13', '2026-W47', 'series', '9999-10', '', undefined])
    expect(isDocument(CALENDAR_KIND, segment)).toBe(false);
});
