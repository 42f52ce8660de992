/**
 * The event that a push is about (CAL-45), for who was woken: from the rows that the engine left, and what was appended to its log since. Without a network what
 * is here is told.
 */
import * as v from 'valibot';
import { bytesToBase64Url } from '../../bytes.ts';
import type { EventStatement } from '../../calendar/fold-event.ts';
import { isMessageId, type LogId, type MessageId, type UserId } from '../../ids.ts';
import { isPlausible } from '../../schema/hybrid-clock.ts';
import { CALENDAR_KIND } from '../../schema/segment.ts';
import { Pull } from '../../wire/http.ts';
import type { HttpClient } from '../http-client.ts';
import { GroupRow, LogRow, SpaceRow } from '../records.ts';
import { type SpaceView, viewSpace } from '../space-rows.ts';
import type { Store } from '../store.ts';
import { isAct, type VerifiedMessages } from '../verified-messages.ts';
import type { EventQuestion } from '../wake-request.ts';
import type { WokenReader } from '../woken-reader.ts';
import { mayChange } from './may-change.ts';
import { ReminderOfRow } from './reminder-row.ts';
import { readStatements, type Statements, toStatement } from './statement-rows.ts';
import { type WokenEvent, wokenEvent } from './woken-event.ts';

export interface EventLookParts {
  readonly store: Pick<Store, 'get' | 'fetch'>;
  readonly http: HttpClient;
  readonly verified: VerifiedMessages;
  readonly reader: WokenReader;
  readonly user: UserId;
  readonly nowMs: () => number;
}

/** Appended since this device read the log: of more than these the newest. */
const maxChunks = 100;

export function makeEventLook({ store, http, verified, reader, user, nowMs }: EventLookParts) {
  interface Since {
    readonly segment: string | undefined;
    /** With the number of its chunk. */
    readonly statements: readonly (readonly [seq: number, event: MessageId, said: EventStatement])[];
  }
  async function since(space: SpaceView, log: LogId, placeSeq: number | undefined): Promise<Since> {
    const row = v.safeParse(LogRow, store.get(['log', log]));
    const cursor = row.success ? row.output.cursor : 0;
    // The chunk of the push itself is looked at also where it is here already.
    const after = Math.max(0, placeSeq === undefined ? cursor : Math.max(Math.min(cursor, placeSeq - 1), placeSeq - maxChunks));
    const pulled = await http.get(`/logs/${log}?after=${after}&limit=${maxChunks}`, Pull);
    let segment = row.success ? row.output.segment : undefined;
    const statements: Since['statements'][number][] = [];
    for (const { seq, body } of pulled.ok ? pulled.value.chunks : []) {
      const chunk = await reader.open(space, log, body);
      if (chunk?.kind !== CALENDAR_KIND) continue;
      segment = chunk.segment;
      for (const { key: id, value } of chunk.entries) {
        const checked = isMessageId(id) ? await verified.check(space, id, value) : undefined;
        if (!isAct(checked)) continue;
        const { author, sentAtMs, clock, act } = checked.entry;
        const said = toStatement({ id: checked.entry.id, author, sentAtMs, clock }, act);
        if (said !== undefined) statements.push([seq, act.target ?? checked.entry.id, said]);
      }
    }
    return { segment, statements };
  }

  function counts(space: SpaceView, statement: EventStatement): boolean {
    const group = v.safeParse(GroupRow, store.get(['group', space.space]));
    const isClosed = group.success && group.output.posting?.value === 'administrators';
    return isPlausible(statement, nowMs()) && (!isClosed || mayChange(space, statement));
  }

  async function look({ key, atMs, place: told }: EventQuestion): Promise<WokenEvent | undefined> {
    const row = v.safeParse(ReminderOfRow, store.get(['reminder-of', key]));
    const known = row.success ? row.output : undefined;
    // Whose event it is this device knows itself: the relay, or who told it there, may name another place.
    const place = known === undefined || told?.space === known.space ? told : undefined;
    const stored = v.safeParse(SpaceRow, store.get(['space', place?.space ?? known?.space ?? '']));
    if (!stored.success) return undefined;
    const space = viewSpace(stored.output);
    const log = place?.log ?? (known && (await space.keys?.logId(CALENDAR_KIND, known.segment)));
    if (log === undefined) return undefined;
    const fresh = await since(space, log, place?.seq);
    const segment = fresh.segment ?? known?.segment;
    if (segment === undefined) return undefined;
    const statements: Statements = readStatements(await store.fetch(['calendar', space.space, segment]));
    for (const [, event, said] of fresh.statements) {
      const before = statements.get(event) ?? [];
      if (!before.some(({ id }) => id === said.id)) statements.set(event, [...before, said]);
    }
    const inChunk = fresh.statements.filter(([seq]) => seq === place?.seq);
    const id = known?.event ?? (await named(space, key, [...inChunk.map(([, event]) => event), ...statements.keys()]));
    if (id === undefined) return undefined;
    const said = (statements.get(id) ?? []).filter((one) => counts(space, one));
    const ids = inChunk.flatMap(([, event, one]) => (event === id ? [one.id] : []));
    return wokenEvent({ calendar: space.space, id, statements: new Map([[id, said]]), said: ids }, user, atMs, nowMs());
  }

  async function named(space: SpaceView, key: string, ids: readonly MessageId[]): Promise<MessageId | undefined> {
    for (const id of new Set(ids)) {
      const made = await space.keys?.eventKey(id);
      if (made !== undefined && bytesToBase64Url(made) === key) return id;
    }
    return undefined;
  }
  return { look };
}
