/** Events as screens see them: occurrences of a range, one with its details, and who is on duty. */
import { dateOf, expandEvent, isRecurring, type Occurrence, type Range, startLocal, startOf } from '../../calendar/expand.ts';
import { answerOf, concerns, type FoldedEvent } from '../../calendar/fold-event.ts';
import { dayMs, dayOf, formatDate, parseDate } from '../../calendar/local-time.ts';
import { overlapsOf } from '../../calendar/overlaps.ts';
import { isConcerned } from '../../calendar/reminders.ts';
import { onDutyAt, rosterFaults, type Shift, type Swap, swapsOf } from '../../calendar/roster.ts';
import type { MessageId, SpaceId, UserId } from '../../ids.ts';
import type {
  EventDetails,
  EventsMeta,
  EventsQuery,
  InvitedRow,
  OccurrenceRow,
  Roster,
  ShiftRow,
  UpcomingRow,
} from '../api-calendar.ts';
import type { AttachmentRows } from '../files/attachment-rows.ts';
import type { StoredEvent } from './calendar-store.ts';

/** An occurrence before anything is said of it: a month has thousands, and shows some. */
interface Candidate {
  readonly stored: StoredEvent;
  readonly occurrence: Occurrence;
  readonly startMs: number;
  readonly endMs: number;
  /** A month shows it as a bar over its days. */
  readonly isBar: boolean;
}
const idOf = ({ stored, occurrence }: Candidate): string => `${stored.event.id}/${dateOf(occurrence)}`;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface EventWindow {
  readonly rows: readonly OccurrenceRow[];
  /** What is told of those that are not among them. */
  readonly counts: Pick<EventsMeta, 'totals' | 'total'>;
}
export function eventWindow(
  events: readonly StoredEvent[],
  range: Range,
  me: UserId,
  { perDay, most }: Pick<EventsQuery, 'perDay' | 'most'> = {},
): EventWindow {
  const { all, mine } = candidates(events, range, me);
  const picked = perDay === undefined ? { shown: all } : pickPerDay(all, range, perDay);
  const shown = most === undefined ? picked.shown : picked.shown.slice(0, most);
  return {
    rows: shown.map((one) => toRow(one.stored, one.occurrence, me, (mine.get(one) ?? []).map(idOf))),
    counts: {
      ...('totals' in picked ? { totals: picked.totals } : {}),
      ...(most === undefined ? {} : { total: picked.shown.length }),
    },
  };
}
/** In order, and what of hers is at the same time: also where it is not shown. */
function candidates(events: readonly StoredEvent[], range: Range, me: UserId) {
  const all: Candidate[] = [];
  for (const stored of events)
    for (const occurrence of expandEvent(stored.event, range)) {
      const { startMs, endMs, values } = occurrence;
      all.push({ stored, occurrence, startMs, endMs, isBar: 'date' in values.start || endMs - startMs >= dayMs });
    }
  all.sort(
    (a, b) =>
      a.startMs - b.startMs ||
      b.endMs - a.endMs ||
      compareText(a.stored.event.id, b.stored.event.id) ||
      a.occurrence.day - b.occurrence.day,
  );
  return { all, mine: overlapsOf(all.filter((one) => isMine(one, me))) };
}
export const eventRows = (events: readonly StoredEvent[], range: Range, me: UserId): readonly OccurrenceRow[] =>
  eventWindow(events, range, me).rows;

/** What comes within a day and concerns her, with the newest reminder whose time has come. `muted`: calendars that do not remind her (CAL-48). */
export function upcoming(
  events: readonly StoredEvent[],
  here: Range['here'],
  nowMs: number,
  me: UserId,
  muted: ReadonlySet<SpaceId> = new Set(),
): readonly UpcomingRow[] {
  const { all, mine } = candidates(events, { fromMs: nowMs, toMs: nowMs + dayMs, here }, me);
  return all
    .filter((one) => isMine(one, me))
    .map((one) => {
      const { stored, occurrence, startMs } = one;
      const { values } = occurrence;
      const reminders = muted.has(stored.space.space) ? [] : values.reminders;
      const due = reminders.filter((before) => startMs - before * 60_000 <= nowMs && nowMs < startMs);
      return {
        ...toRow(stored, occurrence, me, (mine.get(one) ?? []).map(idOf)),
        reminder: due.length === 0 ? undefined : Math.min(...due),
      };
    });
}

/** Bars over several days before what happens within one: as a month places them. */
function pickPerDay(all: readonly Candidate[], { fromMs, toMs, here }: Range, perDay: number) {
  const [low, high] = [dayOf(here.toLocal(fromMs)), dayOf(here.toLocal(toMs - 1))];
  const counts = new Map<number, number>();
  const chosen = new Set<Candidate>();
  const count = (one: Candidate): void => {
    const { startMs, endMs, isBar } = one;
    const first = dayOf(here.toLocal(startMs));
    const last = isBar ? dayOf(here.toLocal(Math.max(startMs, endMs - 1))) : first;
    for (let day = Math.max(first, low); day <= Math.min(last, high); day++) {
      const before = counts.get(day) ?? 0;
      if (before < perDay) chosen.add(one);
      counts.set(day, before + 1);
    }
  };
  for (const one of all) if (one.isBar) count(one);
  for (const one of all) if (!one.isBar) count(one);
  return {
    shown: all.filter((one) => chosen.has(one)),
    totals: Object.fromEntries([...counts].map(([day, total]) => [formatDate(day), total])),
  };
}

/** At an hour of hers (CAL-7): it takes place, and she has to be there. */
const isMine = ({ stored: { event }, occurrence }: Candidate, me: UserId): boolean =>
  occurrence.values.state === 'on' && !('date' in occurrence.values.start) && isConcerned(event, occurrence, me);
function answerFor(event: FoldedEvent, occurrence: Occurrence, me: UserId): OccurrenceRow['answer'] {
  const said = event.answers.has(me) ? answerOf(event, me, dateOf(occurrence))?.word : undefined;
  return said ?? (occurrence.invited.includes(me) ? 'none' : undefined);
}

function toRow(
  { space, event, waiting }: StoredEvent,
  occurrence: Occurrence,
  me: UserId,
  overlaps: readonly string[] = [],
): OccurrenceRow {
  const { values, startMs, endMs } = occurrence;
  const at = dateOf(occurrence);
  const isSeries = isRecurring(event);
  // Only acts make events, and their ids are those of messages.
  const id = event.id as MessageId;
  return {
    id: `${id}/${at}`,
    calendar: space.space,
    event: id,
    at: isSeries ? at : undefined,
    title: values.title,
    place: values.place,
    start: startOf(occurrence),
    startMs,
    endMs,
    rule: isSeries ? values.rule : undefined,
    isChanged: isSeries && occurrence.isChanged && hasOwnFields(event, at),
    state: values.state,
    priority: values.priority,
    organiser: event.organiser,
    answer: answerFor(event, occurrence, me),
    call: values.call,
    conversation: values.conversation ?? undefined,
    duty: values.duty === '' ? undefined : values.duty,
    holder: values.holder ?? undefined,
    overlaps,
    waiting,
    contested: event.contested.some((one) => concerns(one, at)) || event.conflicts.some((one) => concerns(one, at)),
  };
}

/** Who has the shift, and that it was cancelled, is said in other words. */
const hasOwnFields = (event: FoldedEvent, date: string): boolean =>
  Object.keys(event.overrides.get(date)?.fields ?? {}).some((name) => name !== 'holder' && name !== 'state');

/** `at` undefined: the only one, or the first of a series. */
export function eventDetails(
  stored: StoredEvent,
  at: string | undefined,
  here: Range['here'],
  me: UserId,
  editable: boolean,
  files: AttachmentRows,
): EventDetails | undefined {
  const { event } = stored;
  const occurrence = occurrenceAt(event, at, here);
  if (occurrence === undefined) return undefined;
  const { values, invited } = occurrence;
  const date = dateOf(occurrence);
  const answered = [...event.answers.keys()].filter(
    (user) => !invited.includes(user) && answerOf(event, user, date) !== undefined,
  );
  const people = [...invited, ...answered].map((user): InvitedRow => {
    const said = answerOf(event, user, date);
    return { user, invited: invited.includes(user), word: said?.word ?? 'none', comment: said?.comment ?? '', atMs: said?.atMs };
  });
  return {
    ...toRow(stored, occurrence, me),
    notes: values.notes,
    lengthS: values.lengthS,
    dates: values.dates,
    without: values.without,
    attachments: files.of(occurrence.files),
    reminders: values.reminders,
    createdAtMs: event.createdAtMs,
    changedAtMs: event.changedAtMs,
    changedBy: event.changedBy,
    people,
    conflicts: event.conflicts.filter((one) => concerns(one, date)),
    cancelledBeside: event.contested.filter((one) => concerns(one, date)),
    swaps: swapsOn(event, ['', date], here),
    editable,
  };
}

/** Undefined: it is none of its dates, or was left out. Looked for on its own day alone, wherever that was moved to. */
export function occurrenceAt(event: FoldedEvent, at: string | undefined, here: Range['here']): Occurrence | undefined {
  const { start } = event.base.fields;
  if (start === undefined) return undefined;
  const date = at ?? formatDate(dayOf(startLocal(start)));
  const moved = event.overrides.get(date)?.fields.start;
  const day = moved === undefined ? parseDate(date) : dayOf(startLocal(moved));
  if (day === undefined) return undefined;
  // No zone is further from UTC than a day.
  const range = { fromMs: (day - 1) * dayMs, toMs: (day + 2) * dayMs, here };
  return expandEvent(event, range).find((one) => dateOf(one) === date);
}
/** What became of this request, of that date or of all; undefined: it is none. */
export const swapOf = (event: FoldedEvent, at: string | undefined, request: string, here: Range['here']): Swap | undefined =>
  swapsOn(event, ['', at ?? ''], here).find((one) => one.request === request);
/** Of these dates alone, each looked for once: anybody may ask thousands of times, of thousands of dates (CAL-12). */
function swapsOn(event: FoldedEvent, dates: readonly string[], here: Range['here']): readonly Swap[] {
  const swaps = event.swaps.filter(({ word, at = '' }) => word !== 'ask' || dates.includes(at));
  const holderAt = (on: string): UserId | undefined =>
    occurrenceAt(event, on === '' ? undefined : on, here)?.values.holder ?? undefined;
  return swaps.length === 0 ? [] : swapsOf({ swaps }, holderAt);
}

export const toShifts = (rows: readonly OccurrenceRow[]): readonly (ShiftRow & Shift)[] =>
  rows.flatMap(({ id, calendar, event, at, duty, holder, startMs, endMs, state, waiting }) =>
    duty === undefined || state !== 'on'
      ? []
      : [{ id, calendar, event, at, role: duty, holder, startMs, endMs, waiting, swap: undefined }],
  );

/** It has a role, on some date at least. */
export const isDuty = ({ base, eras, overrides }: FoldedEvent): boolean =>
  [base, ...eras, ...overrides.values()].some(({ fields }) => fields.duty !== undefined && fields.duty !== '');

/** With what is asked of them. */
export function shiftRows(
  events: readonly StoredEvent[],
  range: Range,
  nowMs: number,
  me: UserId,
): readonly (ShiftRow & Shift)[] {
  const byEvent = new Map(events.map(({ event }) => [event.id, event]));
  return toShifts(eventRows(events, range, me)).map((shift) => {
    const event = byEvent.get(shift.event);
    return { ...shift, swap: event && openSwap(event, shift.at, range.here, nowMs) };
  });
}

/** `wide`: what is looked through for whoever is on duty now and next; `range`: what was asked for. */
export function rosterOf(
  events: readonly StoredEvent[],
  wide: Range,
  range: Range,
  nowMs: number,
  me: UserId,
): Omit<Roster, 'caughtUpAtMs'> {
  const shifts = shiftRows(events, wide, nowMs, me);
  const byId = new Map(shifts.map((shift) => [shift.id, shift]));
  const row = ({ id }: Shift): readonly ShiftRow[] => [byId.get(id) ?? []].flat();
  const roles = onDutyAt(shifts, nowMs).map(({ role, now, next, untilMs }) => ({
    ...{ role, untilMs },
    now: now.flatMap(row),
    next: next && row(next)[0],
  }));
  return { atMs: nowMs, roles, shifts, faults: rosterFaults(shifts, range.fromMs, range.toMs) };
}

/** The newest that is not settled; it is the holder's of now. */
function openSwap(event: FoldedEvent, at: string | undefined, here: Range['here'], nowMs: number): Swap | undefined {
  if (event.swaps.length === 0) return undefined;
  const occurrence = occurrenceAt(event, at, here);
  if (occurrence === undefined || occurrence.endMs <= nowMs) return undefined;
  return swapsOn(event, [at ?? ''], here).findLast(({ phase }) => phase === 'asked' || phase === 'taken');
}
