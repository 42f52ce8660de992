import { expect, it } from 'vitest';
import { parseByteRange } from './byte-range.ts';

it.each([
  ['bytes=0-9', { from: 0, to: 9 }],
  ['bytes=90-', { from: 90, to: 99 }],
  ['bytes=90-900', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-900', { from: 0, to: 99 }],
  ['bytes=99-99', { from: 99, to: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
])('FILE-6 one range of 100 bytes: %s', (header, expected) => {
  expect(parseByteRange(header, 100)).toEqual(expected);
});

it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=9-3', 'bytes=0-1,5-6', 'lines=0-9', 'bytes=a-b', 'bytes=0-9999999999999999'])(
  'FILE-6 what is no single range counts as none: %s',
  (header) => {
    expect(parseByteRange(header, 100)).toBeUndefined();
  },
);
