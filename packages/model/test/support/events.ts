/** Events as several people change them, for tests of the calendar. */

import { type EventStatement, type FoldedEvent, foldEvent } from '../../src/calendar/fold-event.ts';
import { zoneOf } from '../../src/calendar/zones.ts';
import type { UserId } from '../../src/ids.ts';
import type { EventChange, EventFields, RsvpValue } from '../../src/schema/event-values.ts';

export const [amal, bilel] = ['01920000-0000-7000-8000-000000000001', '01920000-0000-7000-8000-000000000002'] as [UserId, UserId];
export const eventId = 'AAAAAAAAAAAAAAAA';
let count = 0;
const nextId = (): string => String(++count).padStart(16, 'B');

export const change = (fields: Partial<EventFields>, more: Partial<EventChange> = {}): EventChange => ({
  fields,
  invited: new Map(),
  files: new Map(),
  builds: [],
  at: undefined,
  following: false,
  ...more,
});
export const said = (author: UserId, atMs: number, value: EventChange, id = nextId()): EventStatement => ({
  kind: 'event',
  id,
  author,
  sentAtMs: atMs,
  clock: { wallMs: atMs, counter: 0 },
  value,
});
export const answered = (author: UserId, atMs: number, value: Partial<RsvpValue>): EventStatement => ({
  kind: 'rsvp',
  id: nextId(),
  author,
  sentAtMs: atMs,
  clock: { wallMs: atMs, counter: 0 },
  value: { word: 'yes', comment: '', at: undefined, ...value },
});

/** The staff meeting of the mock-ups: on Tuesdays at 14:30. */
export const staff: Partial<EventFields> = {
  title: 'Staff',
  start: { local: '2026-10-13T14:30:00', zone: 'Africa/Tunis' },
  lengthS: 45 * 60,
  rule: 'FREQ=WEEKLY;BYDAY=TU',
};
export const made = (fields: Partial<EventFields> = staff): EventStatement => said(amal, 1000, change(fields), eventId);
export function folded(...statements: readonly EventStatement[]): FoldedEvent {
  const event = foldEvent(eventId, statements);
  if (event === undefined) throw new Error('no event');
  return event;
}
export const zone = (name: string) => {
  const found = zoneOf(name);
  if (found === undefined) throw new Error(name);
  return found;
};
export const rangeOf = (from: string, to: string, here = 'Africa/Tunis') => ({
  fromMs: Date.parse(`${from}T00:00:00Z`),
  toMs: Date.parse(`${to}T00:00:00Z`),
  here: zone(here),
});
