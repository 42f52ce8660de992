/** Calendars in a session: what is stored of them, and views that follow it (ENG-2). */

import * as v from 'valibot';
import type { Range } from '../../calendar/expand.ts';
import type { EventStatement } from '../../calendar/fold-event.ts';
import { dayMs, parseDate } from '../../calendar/local-time.ts';
import { type DatedRecipients, recipientsOf } from '../../calendar/roster.ts';
import { zoneOrUtc } from '../../calendar/zones.ts';
import type { MessageId, SpaceId } from '../../ids.ts';
import type { Act } from '../../schema/act.ts';
import type { Unsubscribe } from '../api.ts';
import type { CalendarApi, EventsQuery, ShiftRow } from '../api-calendar.ts';
import { serverNowMs } from '../context.ts';
import type { RowKey } from '../deps.ts';
import type { Segment } from '../documents.ts';
import type { Files } from '../files/files.ts';
import type { GroupViews } from '../group-view.ts';
import type { Groups } from '../groups.ts';
import { makeCoalescer, makeListView } from '../list-view.ts';
import { SyncRow } from '../records.ts';
import type { SpaceView } from '../space-rows.ts';
import type { StoreWrite } from '../store.ts';
import type { Summaries } from '../summaries.ts';
import { eventDetails, eventRows, eventWindow, isDuty, rosterOf, shiftRows, toShifts, upcoming } from './calendar-rows.ts';
import { type CalendarStore, type CalendarStoreParts, makeCalendarStore } from './calendar-store.ts';
import { deviceZone } from './device-zone.ts';
import { dutyAheadDays } from './duty-times.ts';
import { mayChange } from './may-change.ts';

export interface Calendars {
  readonly store: CalendarStore;
  /** For the outbox: what its acts make of summaries and rows. */
  acted(space: SpaceView, segment: Segment, acts: readonly Act[]): Promise<readonly StoreWrite[]>;
  /** Undefined: everything may be written. */
  refusal(space: SpaceId): ReturnType<GroupViews['refusal']>;
  openEvents(query: EventsQuery, listener: Parameters<CalendarApi['onEvents']>[1]): Unsubscribe;
  openEvent(
    calendar: SpaceId,
    event: MessageId,
    at: string | undefined,
    zone: string,
    listener: Parameters<CalendarApi['onEvent']>[4],
  ): Unsubscribe;
  openRoster(query: EventsQuery, listener: Parameters<CalendarApi['onRoster']>[1]): Unsubscribe;
  openUpcoming(zone: string, listener: Parameters<CalendarApi['onUpcoming']>[1]): Unsubscribe;
  /** Of the coming days, and those that go on. */
  myShifts(): Promise<readonly ShiftRow[]>;
  recipients(role: string, forMs: number): Promise<readonly DatedRecipients[]>;
  /** Another one after each change of what is stored or waits. */
  version(): number;
  stop(): void;
}
export interface CalendarsParts extends Omit<CalendarStoreParts, 'mayWrite'> {
  readonly summaries: Pick<Summaries, 'acted'>;
  readonly groups: Groups;
  readonly groupViews: Pick<GroupViews, 'refusal'>;
  readonly files: Pick<Files, 'rows' | 'onProgress'>;
  /** Calendars that do not remind her (CAL-48). */
  readonly mutedReminders: () => readonly SpaceId[];
  readonly onStoreChange: (listener: (tables: ReadonlySet<string>, keys: readonly RowKey[]) => void) => () => void;
}

const settleMs = 20;
const minuteMs = 60_000;
/** Rows of a first window that go to a screen at once. */
const stepRows = 250;
const TABLES = ['calendar', 'calendar-index', 'pending', 'space', 'group'];

export function makeCalendars({
  groups,
  groupViews,
  files,
  summaries,
  mutedReminders,
  onStoreChange,
  ...parts
}: CalendarsParts): Calendars {
  const { context } = parts;
  const store = makeCalendarStore({ ...parts, mayWrite: (space, statement) => mayWrite(groups, space, statement) });
  const me = context.identity.user;

  function follow(deliver: () => Promise<void>, everyMs?: number, withFiles = false): Unsubscribe {
    const { schedule } = context.deps.clock;
    const refresh = makeCoalescer(
      (delayMs, task) => schedule(delayMs, task),
      settleMs,
      () => context.activity.track(deliver()),
    );
    let cancel: (() => void) | undefined;
    const again = (): void => {
      if (everyMs === undefined) return;
      cancel = schedule(everyMs, () => {
        refresh.poke();
        again();
      });
    };
    const stop = onStoreChange((tables) => {
      if (TABLES.some((table) => tables.has(table)) || (withFiles && tables.has('file'))) refresh.poke();
    });
    const stopProgress = withFiles ? files.onProgress(refresh.poke) : undefined;
    // Somebody waits for the first one.
    refresh.atOnce();
    again();
    return () => {
      stop();
      stopProgress?.();
      cancel?.();
      refresh.stop();
    };
  }
  let version = 0;
  const stopForgetting = onStoreChange((tables, keys) => {
    if (TABLES.some((table) => tables.has(table))) version++;
    store.forget(keys);
  });
  return {
    store,
    version: () => version,
    stop: stopForgetting,
    acted: (space, segment, acts) =>
      acts.some(({ kind }) => kind === 'event' || kind === 'rsvp' || kind === 'swap')
        ? store.refresh(space, segment, parts.logs.summary(segment.log)?.segment)
        : summaries.acted(space, segment, acts),
    refusal: (space) => groupViews.refusal(space),
    openEvents(query, listener) {
      const list = makeListView(listener);
      const range = rangeOf(query);
      let isFirst = true;
      return follow(async () => {
        const events = await store.within(range.fromMs, range.toMs, query.calendars);
        const { rows, counts } = eventWindow(events, range, me, query);
        const meta = { waiting: store.waitingCount(), ...counts };
        // A page that takes thousands at once stands still meanwhile.
        if (isFirst)
          for (let count = stepRows; count < rows.length; count += stepRows)
            list.show(rows.slice(0, count), { loading: true, ...meta });
        isFirst = false;
        list.show(rows, { loading: false, ...meta });
      });
    },
    openEvent(calendar, event, at, zone, listener) {
      let shown = '';
      return follow(
        async () => {
          const stored = await store.event(calendar, event);
          const editable = groupViews.refusal(calendar) === undefined && stored?.space.ended === undefined;
          const details = stored && eventDetails(stored, at, zoneOrUtc(zone), me, editable, files.rows);
          const text = JSON.stringify(details) ?? '-';
          if (text !== shown) listener(details);
          shown = text;
        },
        undefined,
        true,
      );
    },
    openUpcoming(zone, listener) {
      const here = zoneOrUtc(zone);
      return follow(async () => {
        const nowMs = serverNowMs(context);
        const muted = new Set(mutedReminders());
        listener(upcoming(await store.within(nowMs, nowMs + dayMs), here, nowMs, me, muted));
      }, minuteMs);
    },
    async myShifts() {
      const fromMs = Math.floor(serverNowMs(context));
      const range = { fromMs, toMs: fromMs + dutyAheadDays * dayMs, here: deviceZone() };
      const events = (await store.within(range.fromMs, range.toMs)).filter(({ event }) => isDuty(event));
      return shiftRows(events, range, fromMs, me).filter(({ holder }) => holder === me);
    },
    async recipients(role, forMs) {
      const fromMs = Math.floor(serverNowMs(context));
      const range = { fromMs, toMs: fromMs + forMs, here: deviceZone() };
      const events = (await store.within(range.fromMs, range.toMs)).filter(({ event }) => isDuty(event));
      return recipientsOf(toShifts(eventRows(events, range, me)), role, range.fromMs, range.toMs);
    },
    openRoster(query, listener) {
      const range = rangeOf(query);
      return follow(async () => {
        const nowMs = serverNowMs(context);
        // Who is on duty now is asked for whatever range is looked at, and whoever comes next may begin days later.
        const wide = {
          ...range,
          fromMs: Math.min(range.fromMs, nowMs - 3 * dayMs),
          toMs: Math.max(range.toMs, nowMs + 14 * dayMs),
        };
        const events = (await store.within(wide.fromMs, wide.toMs, query.calendars)).filter(({ event }) => isDuty(event));
        const synced = v.safeParse(SyncRow, context.store.get(['sync']));
        listener({
          ...rosterOf(events, wide, range, nowMs, me),
          caughtUpAtMs: synced.success ? synced.output.headsSinceMs : undefined,
        });
      }, minuteMs);
    },
  };
}

const mayWrite = (groups: Groups, space: SpaceView, statement: EventStatement): boolean =>
  space.kind !== 'group' || groups.settings(space.space).posting !== 'administrators' || mayChange(space, statement);

export function rangeOf({ from, to, zone }: Pick<EventsQuery, 'from' | 'to' | 'zone'>): Range {
  const here = zoneOrUtc(zone);
  const [first, last] = [parseDate(from) ?? 0, parseDate(to) ?? 0];
  return { fromMs: here.toInstant(first * dayMs), toMs: here.toInstant(last * dayMs), here };
}
