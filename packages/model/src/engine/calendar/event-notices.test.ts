import { expect, test } from 'vitest';
import { amal, answered, bilel, change, eventId, folded, rangeOf, said, staff } from '../../../test/support/events.ts';
import type { EventStatement } from '../../calendar/fold-event.ts';
import type { MessageId, UserId } from '../../ids.ts';
import { spaceIdFromBytes } from '../../ids.ts';
import { encodeAct } from '../../schema/act.ts';
import { maxRemindersPerAppend } from '../../wire/reminder.ts';
import type { PendingRow } from '../records.ts';
import type { SpaceView } from '../space-rows.ts';
import type { StoredEvent } from './calendar-store.ts';
import { eventNoticesFor } from './event-notices.ts';

const range = rangeOf('2026-10-01', '2026-11-30');
const space = spaceIdFromBytes(new Uint8Array(16).fill(1));
const document = { kind: 'calendar', segment: '2026-10' };
const people = Array.from({ length: 300 }, (_, i) => `01920000-0000-7000-8000-${String(i + 10).padStart(12, '0')}` as UserId);
const view = (members: readonly UserId[] = [amal, bilel]) =>
  ({
    space,
    kind: 'group',
    members: members.map((user) => ({ user })),
    keys: { eventKey: async () => new Uint8Array(16).fill(7) },
  }) as unknown as SpaceView; // what it looks at
const rowOf = (one: EventStatement): PendingRow =>
  ({
    id: one.id,
    space,
    document,
    act: encodeAct({ target: one.id === eventId ? null : (eventId as MessageId), kind: one.kind, value: one.value } as never),
  }) as unknown as PendingRow;

async function told(statements: readonly EventStatement[], last = 1, of = view(), times = new Map<UserId, readonly number[]>()) {
  const stored = { event: folded(...statements) } as StoredEvent;
  return eventNoticesFor(of, statements.slice(-last).map(rowOf), {
    ...{ me: amal, range },
    events: async (ids) => new Map([...ids].map((id) => [id, stored])),
    concerned: (_, members) => new Map([...times].filter(([user]) => members.has(user))),
  });
}
const invited = (...users: readonly UserId[]) => new Map(users.map((user) => [user, true] as const));
const meeting = said(amal, 1000, change(staff, { invited: invited(amal, bilel) }), eventId);
const woken = async (...args: Parameters<typeof told>) => (await told(...args)).map(({ wake }) => wake);

test('CAL-40 whoever is invited is woken by the invitation, and by what changes her day; not by notes, nor who wrote it', async () => {
  expect(await woken([meeting])).toEqual([[bilel]]);
  const built = { builds: [eventId] };
  const later = change({ start: { local: '2026-10-13T16:00:00', zone: 'Africa/Tunis' } }, built);
  expect(await woken([meeting, said(amal, 2000, later)])).toEqual([[bilel]]);
  expect(await woken([meeting, said(amal, 2000, change({ state: 'cancelled' }, built))])).toEqual([[bilel]]);
  expect(await woken([meeting, said(amal, 2000, change({ notes: 'Bilans' }, built))])).toEqual([[]]);
  expect(await woken([meeting, answered(bilel, 2000, { word: 'no' }), said(amal, 3000, later)])).toEqual([[]]);
  expect(await woken([meeting, answered(amal, 2000, { word: 'maybe' })])).toEqual([[]]);
});

test('CAL-40 nobody is woken for what is over, for shifts, or outside of the calendar', async () => {
  const start = { local: '2026-01-13T14:30:00', zone: 'Africa/Tunis' };
  expect(await woken([said(amal, 1000, change({ ...staff, rule: '', start }, { invited: invited(bilel) }), eventId)])).toEqual([
    [],
  ]);
  const shift = change({ ...staff, duty: 'Réanimation', holder: bilel }, { invited: invited(bilel) });
  expect(await woken([said(amal, 1000, shift, eventId)])).toEqual([[]]);
  expect(await woken([meeting], 1, view([amal]))).toEqual([[]]);
});

test('CAL-40, CAL-43 people with the same times are one group; an append stays within what the relay takes, nearest first', async () => {
  const times = new Map([
    ...people.map((user) => [user, Array.from({ length: 60 }, (_, i) => i)] as const),
    [bilel, [1, 2]] as const,
  ]);
  const [few] = await told(
    [meeting],
    1,
    view(),
    new Map([
      [amal, [1, 2]],
      [bilel, [1, 2]],
    ]),
  );
  expect(few?.reminders).toEqual([{ users: [amal, bilel], timesMs: [1, 2] }]);
  const [many] = await told([meeting], 1, view([amal, bilel, ...people]), times);
  const sum = (many?.reminders ?? []).reduce((all, { users, timesMs }) => all + users.length * timesMs.length, 0);
  expect(sum).toBeLessThanOrEqual(maxRemindersPerAppend);
  expect(many?.reminders[0]?.timesMs.slice(0, 3)).toEqual([0, 1, 2]);
});
