import type { OccurrenceRow } from '@sanad/model/engine/api';
import { userIdFromBytes } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { dutyTogether } from './duty-together.ts';

const hourMs = 3_600_000;
const user = (i: number) => userIdFromBytes(new Uint8Array(16).fill(i));
const [me, ines, sami] = [user(1), user(2), user(3)];
const row = (holder: OccurrenceRow['holder'], from: number, to: number, part: Partial<OccurrenceRow> = {}) =>
  ({ duty: 'Réanimation', holder, startMs: from * hourMs, endMs: to * hourMs, state: 'on', ...part }) as OccurrenceRow; // what it looks at

test('CAL-8 who has a shift while I have mine, once, with her roles; whoever comes after me or is cancelled does not', () => {
  const rows = [
    row(me, 8, 20),
    row(ines, 8, 20),
    row(ines, 8, 20, { duty: 'Bloc' }),
    row(sami, 20, 32),
    row(sami, 8, 20, { state: 'cancelled' }),
    row(undefined, 8, 20),
    row(undefined, 9, 10, { duty: undefined }),
  ];
  expect(dutyTogether(rows, me)).toEqual([{ user: ines, roles: ['Bloc', 'Réanimation'], hours: undefined }]);
});

test('CAL-8 who is there for a part of mine is told with her hours; without a shift of mine there is nobody', () => {
  const rows = [row(me, 8, 20), row(sami, 18, 30)];
  expect(dutyTogether(rows, me)).toEqual([
    { user: sami, roles: ['Réanimation'], hours: { fromMs: 18 * hourMs, toMs: 30 * hourMs } },
  ]);
  expect(dutyTogether(rows, ines)).toEqual([]);
  expect(dutyTogether(rows, undefined)).toEqual([]);
});
