import { beforeEach, expect, test } from 'vitest';
import { makeRows, makeTabs } from '../../../test/support/engine.ts';
import { amal, bilel, change, staff } from '../../../test/support/events.ts';
import { homeOf } from '../../calendar/home-segment.ts';
import { zoneOf } from '../../calendar/zones.ts';
import { generateAesKey, randomBytes } from '../../crypto/primitives.ts';
import { type DeviceId, type LogId, type MessageId, messageIdFromBytes, type SpaceId, type UserId } from '../../ids.ts';
import { type Act, encodeAct, encodeActBody } from '../../schema/act.ts';
import { encodeEntry } from '../../schema/entry.ts';
import type { EngineContext } from '../context.ts';
import type { Segment } from '../documents.ts';
import { makeMessageClock } from '../message-clock.ts';
import { coldTables } from '../row-tables.ts';
import { makeSerial } from '../serial.ts';
import type { SpaceView } from '../space-rows.ts';
import { openStore, type Store } from '../store.ts';
import { eventRows, upcoming } from './calendar-rows.ts';
import { type CalendarStore, makeCalendarStore } from './calendar-store.ts';

const [space, log, device] = ['11'.repeat(16), '22'.repeat(16), '33'.repeat(16)] as [SpaceId, LogId, DeviceId];
const view = { space } as SpaceView;
const nowMs = Date.UTC(2026, 9, 13, 13, 20);
const day = (from: number, to: number) => [Date.UTC(2026, 9, from), Date.UTC(2026, 9, to)] as const;

let store: Store;
let calendars: CalendarStore;
let entries: Record<string, Uint8Array>;
let mayAll = false;
const acts = new Map<string, { readonly author: UserId; readonly act: Act; readonly atMs: number }>();
const segment = { log, entries: () => entries } as unknown as Segment;
const { segment: name } = homeOf({ start: { date: '2026-10-13' }, rule: 'FREQ=DAILY' });

/** As a document holds it; who signed it is known to the test. */
function entered(author: UserId, act: Act, atMs = 1000): MessageId {
  const id = messageIdFromBytes(randomBytes(12));
  const body = encodeActBody({ device, sentAtMs: atMs, clock: { wallMs: atMs, counter: 0 } }, act);
  entries = { ...entries, [id]: encodeEntry(randomBytes(64), body) };
  acts.set(id, { author, act, atMs });
  return id;
}
const refresh = async () => store.commit(await calendars.refresh(view, segment, name));
const titles = async (from: number, to: number) =>
  (await calendars.within(...day(from, to))).map(({ event }) => event.base.fields.title);

beforeEach(async () => {
  entries = {};
  mayAll = false;
  acts.clear();
  store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), coldTables);
  const context = {
    ...{ store, identity: { user: amal }, messageClock: makeMessageClock(store) },
    ...{ deps: { clock: { nowMs: () => nowMs } }, http: { clockOffsetMs: () => 0 } },
  } as unknown as EngineContext;
  calendars = makeCalendarStore({
    context,
    spaces: { get: (id: SpaceId) => (id === space ? view : undefined) } as never,
    documents: { open: async () => segment } as never,
    logs: { summary: () => ({ segment: name }) } as never,
    verified: {
      async check(_: SpaceView, id: MessageId) {
        const known = acts.get(id);
        if (known === undefined) return undefined;
        const { author, act, atMs } = known;
        return { type: 'act', entry: { id, author, act, sentAtMs: atMs, clock: { wallMs: atMs, counter: 0 } } };
      },
    } as never,
    serial: makeSerial(),
    mayWrite: (_, statement) => mayAll || statement.kind !== 'event' || statement.author === amal,
  });
  store.onChange((_, keys) => calendars.forget(keys));
});

test('CAL-11 what is in a document is in its row once, and days open from rows', async () => {
  const id = entered(amal, { kind: 'event', target: null, value: change(staff) });
  await refresh();
  expect(store.get(['calendar', space, name])).toBeUndefined();
  expect(await store.fetch(['calendar', space, name])).toHaveLength(1);
  expect(await titles(13, 14)).toEqual(['Staff']);
  expect(await titles(1, 2)).toEqual([]);
  entered(bilel, { kind: 'rsvp', target: id, value: { word: 'maybe', comment: '', at: undefined } }, 2000);
  await refresh();
  expect((await calendars.event(space, id))?.event.answers.get(bilel)?.get('')?.word).toBe('maybe');
  // Nothing new: the row is left as it is.
  expect(await calendars.refresh(view, segment, name)).toEqual([{ key: ['calendar-due', log], value: undefined }]);
});

test('CAL-11 what an ended app did not write to the row is written at the next start', async () => {
  entered(amal, { kind: 'event', target: null, value: change(staff) });
  await store.commit([{ key: ['calendar-due', log], value: space }]);
  expect(await titles(13, 14)).toEqual([]);
  await calendars.settle();
  expect(await titles(13, 14)).toEqual(['Staff']);
  expect(store.all('calendar-due')).toEqual([]);
});

test('CAL-11 what waits is laid over what stands, and is not counted twice when it stands as well', async () => {
  const id = entered(amal, { kind: 'event', target: null, value: change(staff) });
  await refresh();
  const act: Act = { kind: 'event', target: id, value: change({ title: 'Autre' }, { builds: [id] }) };
  const row = {
    id: messageIdFromBytes(randomBytes(12)),
    space,
    text: '',
    priority: 'normal',
    sentAtMs: nowMs,
    wallMs: nowMs,
    counter: 0,
  };
  const document = { kind: 'calendar', segment: name };
  await store.commit([{ key: ['pending', space, row.id], value: { ...row, act: encodeAct(act), document } }]);
  expect(await calendars.event(space, id)).toMatchObject({ waiting: true, event: { base: { fields: { title: 'Autre' } } } });
  expect(calendars.waitingCount()).toBe(1);
  await store.commit([{ key: ['pending', space, row.id], value: undefined }]);
  expect(await calendars.event(space, id)).toMatchObject({ waiting: false, event: { base: { fields: { title: 'Staff' } } } });
});

test('CAL-12 a change of who may not write does not count, nor one from the future; her answer does', async () => {
  const id = entered(amal, { kind: 'event', target: null, value: change(staff) });
  entered(bilel, { kind: 'event', target: id, value: change({ title: 'x' }, { builds: [id] }) }, 2000);
  entered(amal, { kind: 'event', target: id, value: change({ title: 'y' }, { builds: [id] }) }, nowMs + 3 * 86_400_000);
  entered(bilel, { kind: 'rsvp', target: id, value: { word: 'no', comment: '', at: undefined } }, 2000);
  await refresh();
  expect(await calendars.event(space, id)).toMatchObject({ event: { base: { fields: { title: 'Staff' } } } });
  expect((await calendars.event(space, id))?.event.answers.has(bilel)).toBe(true);
});

test('CAL-11, CAL-12 a change that does not count hides nothing, although it is read together with the event', async () => {
  const once = { ...staff, rule: '' };
  const far = (year: number) => change({ start: { local: `${year}-05-04T09:00:00`, zone: 'Africa/Tunis' } });
  const id = entered(amal, { kind: 'event', target: null, value: change(once) });
  entered(bilel, { kind: 'event', target: id, value: far(2031) }, 2000);
  entered(bilel, { kind: 'event', target: id, value: far(2033) }, 3000);
  await refresh();
  expect(await titles(13, 14)).toEqual(['Staff']);
  mayAll = true;
  calendars.forget([['group', space]]);
  const years = [2026, 2031, 2033].map((year) => [Date.UTC(year, 4, 4), Date.UTC(year, 4, 5)] as const);
  expect(await Promise.all(years.map(async (range) => (await calendars.within(...range)).length))).toEqual([0, 1, 1]);
});

test('CAL-7, CAL-48 what comes for me, its reminder once its time has come unless the calendar is muted, and what overlaps it', async () => {
  entered(amal, { kind: 'event', target: null, value: change({ ...staff, reminders: [15, 60, 5] }) });
  entered(amal, { kind: 'event', target: null, value: change({ ...staff, title: 'Visite', rule: '', lengthS: 3600 }) });
  entered(bilel, { kind: 'event', target: null, value: change({ ...staff, title: 'of others' }) });
  await refresh();
  const here = zoneOf('Africa/Tunis');
  if (here === undefined) throw new Error('no zone');
  const rows = upcoming(await calendars.within(...day(13, 14)), here, nowMs, amal);
  expect(rows.map(({ title, reminder, overlaps }) => [title, reminder, overlaps.length])).toEqual([
    ['Visite', undefined, 1],
    ['Staff', 15, 1],
  ]);
  const muted = upcoming(await calendars.within(...day(13, 14)), here, nowMs, amal, new Set([space]));
  expect(muted.map(({ title, reminder }) => [title, reminder])).toEqual([
    ['Visite', undefined],
    ['Staff', undefined],
  ]);
  expect(
    eventRows(await calendars.within(...day(20, 21)), { fromMs: day(20, 21)[0], toMs: day(20, 21)[1], here }, amal),
  ).toMatchObject([{ title: 'Staff', overlaps: [] }]);
});
