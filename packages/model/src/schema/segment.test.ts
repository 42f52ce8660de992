import { getHeads, load, merge } from '@automerge/automerge/slim';
import { beforeAll, expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import { bytesToHex } from '../bytes.ts';
import { isoWeek, makeSegmentRoot, type SegmentDocument } from './segment.ts';

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
