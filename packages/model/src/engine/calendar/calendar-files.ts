/** Files of iCalendar in and out (CAL-10), local. The library that reads them is loaded when somebody asks. */

import { homeOf } from '../../calendar/home-segment.ts';
import type { MessageId, SpaceId, UserId } from '../../ids.ts';
import { err, ok, type Result } from '../../result.ts';
import type { Act } from '../../schema/act.ts';
import type { EventChange, EventFields } from '../../schema/event-values.ts';
import { CALENDAR_KIND } from '../../schema/segment.ts';
import { maxLogsPerSpace } from '../../wire/limits.ts';
import type { CommandError } from '../api.ts';
import type { ImportReport } from '../api-calendar.ts';
import { serverNowMs } from '../context.ts';
import type { Session } from '../session.ts';
import type { StoreWrite } from '../store.ts';
import { membersOf } from '../urgent-plan.ts';

/** Messages need documents as well. */
const maxCalendarDocuments = Math.floor(maxLogsPerSpace / 3);

export async function importCalendar(
  open: Session,
  calendar: SpaceId,
  text: string,
  zone: string,
): Promise<Result<ImportReport, CommandError>> {
  const [{ importIcs }, { differences, knownEvents }] = await Promise.all([
    import('../../calendar/ics-import.ts'),
    import('../../calendar/ics-known.ts'),
  ]);
  const read = importIcs(text, zone);
  if (!read.ok) return err({ type: 'file-refused', reason: read.error.type === 'too-large' ? 'too-large' : 'unreadable' });
  const space = open.spaces.get(calendar);
  const members = new Set(space === undefined ? [] : membersOf(space));
  const { store } = open.calendars;
  const known = knownEvents(await store.all(calendar), new Set(read.value.events.map(({ fields }) => fields.uid)));
  const segments = new Set(store.segments(calendar));
  const writes: StoreWrite[] = [];
  const skipped = [...read.value.skipped];
  let { skippedCount } = read.value;
  let [made, changed, same] = [0, 0, 0];
  const write = (acts: readonly Act[], segment: string): readonly MessageId[] => {
    const written = open.outbox.actWrites(
      calendar,
      acts.map((act) => ({ act, document: { kind: CALENDAR_KIND, segment } })),
    );
    writes.push(...written.writes);
    return written.rows.map(({ id }) => id);
  };
  const isMember = (user: UserId): boolean => user === open.identity.user || members.has(user);
  for (const event of read.value.events) {
    const { invited } = event;
    const fields = withHolder(event.fields, isMember);
    const changes = event.changes.map((change) => ({
      ...change,
      fields: withHolder(change.fields, isMember),
      invited: new Map([...change.invited].filter(([user]) => members.has(user))),
    }));
    const people = new Map(invited.filter((user) => members.has(user)).map((user) => [user, true] as const));
    const before = known.get(fields.uid);
    if (before !== undefined) {
      const acts = differences(before, { fields, invited, changes }).map(
        // Only acts make events, and their ids are those of messages.
        (value): Act => ({ kind: 'event', target: before.stored.event.id as MessageId, value }),
      );
      if (acts.length > 0) changed++;
      else same++;
      write(acts, before.stored.segment);
      continue;
    }
    const { segment } = homeOf(fields);
    if (!segments.has(segment) && segments.size >= maxCalendarDocuments) {
      skippedCount++;
      skipped.push({ reason: 'too-many', title: fields.title ?? '', isLost: true });
      continue;
    }
    segments.add(segment);
    made++;
    const [id] = write([{ kind: 'event', target: null, value: changeOf(fields, { invited: people }) }], segment);
    if (id === undefined) continue;
    write(
      changes.map(
        ({ at, following, fields: own, invited: others }): Act => ({
          kind: 'event',
          target: id,
          value: changeOf(own, { at, following, invited: others, builds: [id] }),
        }),
      ),
      segment,
    );
  }
  const saved = await open.thread.context.store.commit(writes);
  return saved.ok ? ok({ made, changed, known: same, skipped, skippedCount }) : saved;
}

/** A file says who has a shift, and messages to its role go to her (CAL-32): to nobody whom this calendar does not know. */
export function withHolder<Fields extends Partial<EventFields>>(fields: Fields, isMember: (user: UserId) => boolean): Fields {
  if (!fields.holder || isMember(fields.holder)) return fields;
  const { holder: _, ...others } = fields;
  return others as Fields; // all but one that may be left out
}

const changeOf = (fields: Partial<EventFields>, more: Partial<EventChange>): EventChange => ({
  ...{ fields, invited: new Map(), files: new Map(), builds: [], at: undefined, following: false },
  ...more,
});

export async function exportCalendar(
  open: Session,
  calendar: SpaceId,
  event: MessageId | undefined,
): Promise<Result<string, CommandError>> {
  const { exportIcs } = await import('../../calendar/ics-export.ts');
  const { store } = open.calendars;
  const one = event === undefined ? undefined : await store.event(calendar, event);
  if (event !== undefined && one === undefined) return err({ type: 'unknown-conversation' });
  const events = one === undefined ? await store.all(calendar) : [one];
  const names = {
    nameOf: (user: Parameters<typeof open.people.person>[0]) => open.people.person(user)?.name,
    nowMs: serverNowMs(open.thread.context),
  };
  return ok(
    exportIcs(
      events.map((stored) => stored.event),
      names,
    ),
  );
}
