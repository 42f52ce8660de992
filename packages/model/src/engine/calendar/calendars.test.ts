import { afterEach, expect, test, vi } from 'vitest';
import { makeRows, makeTabs } from '../../../test/support/engine.ts';
import { amal, bilel, change } from '../../../test/support/events.ts';
import { generateAesKey, randomBytes } from '../../crypto/primitives.ts';
import { messageIdFromBytes, spaceIdFromBytes, type UserId } from '../../ids.ts';
import { encodeAct } from '../../schema/act.ts';
import { coldTables } from '../row-tables.ts';
import type { SpaceView } from '../space-rows.ts';
import { openStore } from '../store.ts';
import { type CalendarsParts, makeCalendars } from './calendars.ts';

const space = spaceIdFromBytes(new Uint8Array(16).fill(1));
const view = { space, kind: 'private', records: 0 } as unknown as SpaceView;
afterEach(() => vi.restoreAllMocks());

/** A device on which these shifts wait to leave. */
async function withShifts(nowMs: number, shifts: readonly { readonly holder: UserId; readonly date: string }[]) {
  const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), coldTables);
  for (const { holder, date } of shifts) {
    const value = change({ title: 'Garde', duty: 'Réanimation', holder, start: { date }, lengthS: 86_400 });
    const act = encodeAct({ kind: 'event', target: null, value });
    const place = { id: messageIdFromBytes(randomBytes(12)), space, sentAtMs: nowMs, wallMs: nowMs, counter: 0 };
    const row = { ...place, text: '', priority: 'normal', act, document: { kind: 'calendar', segment: '2026-10' } };
    await store.commit([{ key: ['pending', space, place.id], value: row }]);
  }
  const context = { store, identity: { user: amal }, deps: { clock: { nowMs: () => nowMs } }, http: { clockOffsetMs: () => 0 } };
  // What a question about duty looks at.
  return makeCalendars({ context, spaces: { get: () => view }, onStoreChange: store.onChange } as unknown as CalendarsParts);
}

test('CAL-3, CAL-32 a shift of a whole day is a day of who looks, also for whom a message to its role reaches', async () => {
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({ timeZone: 'Asia/Tokyo' } as never);
  // It is the 14th in Tokyo since five hours, and the 13th in UTC.
  const calendars = await withShifts(Date.UTC(2026, 9, 13, 20), [
    { holder: amal, date: '2026-10-13' },
    { holder: bilel, date: '2026-10-14' },
  ]);
  expect((await calendars.recipients('Réanimation', 3_600_000)).map(({ users }) => users)).toEqual([[bilel]]);
  expect(await calendars.myShifts()).toEqual([]);
});
