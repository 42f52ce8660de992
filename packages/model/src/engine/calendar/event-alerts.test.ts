import { expect, test } from 'vitest';
import { amal, bilel, change, said } from '../../../test/support/events.ts';
import { foldEvent } from '../../calendar/fold-event.ts';
import type { SpaceId } from '../../ids.ts';
import type { StoredEvent } from './calendar-store.ts';
import { foundIn } from './event-alerts.ts';

const nowMs = Date.UTC(2026, 9, 1, 12);

test('CAL-47: who invites a thousand times does not bury what else needs her, and who dates ahead does not stay above it', () => {
  const stored = Array.from({ length: 1000 }, (_, i): StoredEvent => {
    const id = `${i}`.padStart(16, 'D');
    const start = { local: '2026-10-02T08:00:00', zone: 'UTC' };
    const made = change({ start, title: `${i}`, reminders: [1440] }, { invited: new Map([[bilel, true]]) });
    const event = foldEvent(id, [said(amal, i === 0 ? Date.UTC(2199, 0) : i, made, id)]);
    if (event === undefined) throw new Error('no event');
    return { space: { space: 'aa' }, segment: '2026-10', event, waiting: false } as unknown as StoredEvent; // alerts need no more of it
  });
  const found = foundIn(stored, bilel, nowMs);
  const invited = found.filter(({ what }) => what === 'invited');
  expect([invited.length, found.length]).toEqual([50, 150]);
  // CAL-48: a calendar that does not remind her invites her all the same.
  const silent = foundIn(stored, bilel, nowMs, new Set(['aa' as SpaceId]));
  expect([...new Set(silent.map(({ what }) => what))]).toEqual(['invited']);
  expect(invited.slice(0, 2).map(({ title, atMs }) => [title, atMs])).toEqual([
    ['0', Date.UTC(2026, 9, 1)],
    ['999', 999],
  ]);
});
