/**
 * What people said of events, on this device (CAL-2): verified once, by the leader, and kept as one row per document, so that a month opens without
 * documents and without signatures. Which rows a range needs is in small rows of their own. What waits to leave is laid over them.
 */
import * as v from 'valibot';
import { reachOf } from '../../calendar/expand.ts';
import { type EventStatement, type FoldedEvent, foldEvent } from '../../calendar/fold-event.ts';
import { utc } from '../../calendar/zones.ts';
import { isLogId, isMessageId, isSpaceId, type LogId, type MessageId, type SpaceId } from '../../ids.ts';
import { decodeAct } from '../../schema/act.ts';
import { readEntryHead } from '../../schema/entry-head.ts';
import type { FieldName } from '../../schema/event-values.ts';
import { isPlausible } from '../../schema/hybrid-clock.ts';
import { CALENDAR_KIND, isCalendarSegment } from '../../schema/segment.ts';
import { type EngineContext, serverNowMs } from '../context.ts';
import type { Documents, Segment } from '../documents.ts';
import type { LogStore } from '../log-store.ts';
import { PendingRow } from '../records.ts';
import { makeRowReader } from '../row-codec.ts';
import type { Serial } from '../serial.ts';
import type { SpaceView } from '../space-rows.ts';
import type { Spaces } from '../spaces.ts';
import type { StoreWrite } from '../store.ts';
import { isAct, type VerifiedMessages } from '../verified-messages.ts';
import { readStatements, type Statements, toStatement, toStatementsRow } from './statement-rows.ts';

/** ['calendar-index', space, segment]: where its events may be. Without an end: one goes on for ever. */
const IndexRow = v.object({ fromMs: v.number(), toMs: v.optional(v.number()) });
/** ['calendar-due', log]: something was entered here that the row does not have yet. */
const DueRow = v.custom<SpaceId>(isSpaceId);

export interface StoredEvent {
  readonly space: SpaceView;
  readonly segment: string;
  readonly event: FoldedEvent;
  readonly waiting: boolean;
}
export interface CalendarStore {
  /** For the leader, after its document changed: whatever is in it and not in the row. A log that is new has no row with its name yet. */
  refresh(space: SpaceView, segment: Segment, name: string | undefined): Promise<readonly StoreWrite[]>;
  /** For the leader: what a power cut left. */
  settle(): Promise<void>;
  /** Events that may be in this range, of these calendars. */
  within(fromMs: number, toMs: number, calendars?: readonly SpaceId[]): Promise<readonly StoredEvent[]>;
  event(space: SpaceId, id: MessageId): Promise<StoredEvent | undefined>;
  /** Those of them that are there; what waits is looked through once for all. */
  events(space: SpaceId, ids: ReadonlySet<MessageId>): Promise<ReadonlyMap<MessageId, StoredEvent>>;
  all(space: SpaceId): Promise<readonly StoredEvent[]>;
  segments(space: SpaceId): readonly string[];
  waitingCount(): number;
  /** These rows changed. */
  forget(keys: readonly (readonly string[])[]): void;
}

const keptDocuments = 80;
/** What an event must have of these says when it is. */
const TIMES: readonly FieldName[] = ['start', 'lengthS', 'rule', 'dates'];
interface Loaded {
  readonly statements: Statements;
  readonly folded: Map<MessageId, FoldedEvent | undefined>;
}

export interface CalendarStoreParts {
  readonly context: EngineContext;
  readonly spaces: Spaces;
  readonly documents: Documents;
  readonly logs: LogStore;
  readonly verified: VerifiedMessages;
  readonly serial: Serial;
  /** In a group where administrators alone write: whether this one's changes count. */
  readonly mayWrite: (space: SpaceView, statement: EventStatement) => boolean;
}

export function makeCalendarStore(parts: CalendarStoreParts): CalendarStore {
  const { context, spaces, documents, logs, verified, serial, mayWrite } = parts;
  const { store, identity } = context;
  const readIndex = makeRowReader(IndexRow, (row) => row);
  /** Of what waits, what is said of an event. */
  const readWaiting = makeRowReader(PendingRow, ({ id, space, sentAtMs, wallMs, counter, document, act: bytes }) => {
    if (document?.kind !== CALENDAR_KIND || bytes === undefined) return undefined;
    const act = decodeAct(bytes);
    const statement = toStatement({ id, author: identity.user, sentAtMs, clock: { wallMs, counter } }, act);
    if (act === undefined || statement === undefined) return undefined;
    return { name: nameOf(space, document.segment), event: act.target ?? id, statement };
  });
  const loaded = new Map<string, Promise<Loaded>>();
  const nameOf = (space: SpaceId, segment: string): string => `${space}/${segment}`;

  // ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const readRow = async (space: SpaceId, segment: string): Promise<Statements> =>
    readStatements(await store.fetch(['calendar', space, segment]));
  function load(space: SpaceId, segment: string): Promise<Loaded> {
    const name = nameOf(space, segment);
    const known = loaded.get(name);
    loaded.delete(name);
    const entry = known ?? readRow(space, segment).then((statements) => ({ statements, folded: new Map() }));
    loaded.set(name, entry);
    for (const oldest of loaded.keys()) {
      if (loaded.size <= keptDocuments) break;
      loaded.delete(oldest);
    }
    return entry;
  }

  async function refresh(space: SpaceView, segment: Segment, name: string | undefined): Promise<readonly StoreWrite[]> {
    if (name === undefined || !isCalendarSegment(name)) return [];
    const done: StoreWrite = { key: ['calendar-due', segment.log], value: undefined };
    const before = await readRow(space.space, name);
    const known = new Set([...before.values()].flatMap((list) => list.map(({ id }) => id)));
    const fresh = Object.entries(segment.entries()).filter(
      ([id, value]) => !known.has(id) && readEntryHead(value)?.isAct === true,
    );
    const checked = await Promise.all(
      fresh.map(([id, value]) => (isMessageId(id) ? verified.check(space, id, value) : undefined)),
    );
    const acts = checked.filter(isAct).map(({ entry }) => entry);
    context.messageClock.observe(
      acts.map(({ clock }) => clock),
      serverNowMs(context),
    );
    const touched = new Set<MessageId>();
    for (const { id, author, sentAtMs, clock, act } of acts) {
      const statement = toStatement({ id, author, sentAtMs, clock }, act);
      if (statement === undefined) continue;
      const event = act.target ?? id;
      before.set(event, [...(before.get(event) ?? []), statement]);
      touched.add(event);
    }
    if (touched.size === 0) return [done];
    return [
      { key: ['calendar', space.space, name], value: toStatementsRow(before) },
      { key: ['calendar-index', space.space, name], value: indexOf(space.space, name, before, touched) },
      ...context.messageClock.writes(),
      done,
    ];
  }
  /**
   * It only grows: where an event was moved from is looked at as well, and where it is when a change does not count, which may be another one once it is
   * said who writes (CAL-12).
   */
  function indexOf(space: SpaceId, segment: string, statements: Statements, touched: ReadonlySet<MessageId>): object {
    const before = readIndex(store.get(['calendar-index', space, segment]));
    let { fromMs, toMs } = before ?? { fromMs: Number.MAX_SAFE_INTEGER, toMs: Number.MIN_SAFE_INTEGER };
    for (const id of touched)
      for (const event of readings(id, statements.get(id) ?? [])) {
        const reach = reachOf(event, utc);
        fromMs = Math.min(fromMs, reach.fromMs);
        toMs = toMs === undefined || reach.toMs === undefined ? undefined : Math.max(toMs, reach.toMs);
      }
    return toMs === undefined ? { fromMs } : { fromMs, toMs };
  }

  /** With everything that was said of it, and with each change of its times alone. */
  function* readings(id: MessageId, said: readonly EventStatement[]): Generator<FoldedEvent> {
    const made = said.filter((one) => one.id === id);
    const moving = said.filter((one) => one.id !== id && one.kind === 'event' && TIMES.some((name) => name in one.value.fields));
    const alone = said.length === made.length ? [] : [made, ...moving.map((one) => [...made, one])];
    for (const some of [said, ...alone]) {
      const event = foldEvent(id, some);
      if (event !== undefined) yield event;
    }
  }

  async function settleOne(log: LogId, spaceId: SpaceId): Promise<void> {
    const space = spaces.get(spaceId);
    if (space === undefined) return;
    const segment = await documents.open(log);
    await serial(`space ${spaceId}`, async () => store.commit(await refresh(space, segment, logs.summary(log)?.segment)));
  }

  // ── what waits ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** By document, then by event. */
  function waiting(): ReadonlyMap<string, Statements> {
    const out = new Map<string, Statements>();
    for (const { value } of store.all('pending')) {
      const row = readWaiting(value);
      if (row === undefined) continue;
      const events = out.get(row.name) ?? new Map<MessageId, EventStatement[]>();
      out.set(row.name, events);
      const list = events.get(row.event) ?? [];
      events.set(row.event, list);
      list.push(row.statement);
    }
    return out;
  }

  const counts = (space: SpaceView, statement: EventStatement): boolean =>
    isPlausible(statement, serverNowMs(context)) && mayWrite(space, statement);

  async function read(
    space: SpaceView,
    segment: string,
    only?: ReadonlySet<MessageId>,
    unsent = waiting(),
  ): Promise<readonly StoredEvent[]> {
    const { statements, folded } = await load(space.space, segment);
    const own = unsent.get(nameOf(space.space, segment)) ?? new Map<MessageId, EventStatement[]>();
    const ids = only ?? new Set([...statements.keys(), ...own.keys()]);
    const out: StoredEvent[] = [];
    for (const id of ids) {
      const said = statements.get(id) ?? [];
      const mine = own.get(id) ?? [];
      const more = mine.filter((one) => !said.some((other) => other.id === one.id));
      if (more.length === 0 && !folded.has(id))
        folded.set(
          id,
          foldEvent(
            id,
            said.filter((one) => counts(space, one)),
          ),
        );
      const event =
        more.length === 0
          ? folded.get(id)
          : foldEvent(
              id,
              [...said, ...more].filter((one) => counts(space, one)),
            );
      if (event !== undefined) out.push({ space, segment, event, waiting: mine.length > 0 });
    }
    return out;
  }

  const segmentsOf = (space: SpaceId, unsent = waiting()): readonly string[] => {
    const stored = store.all('calendar-index').flatMap(({ key }) => (key[1] === space && key[2] !== undefined ? [key[2]] : []));
    const own = [...unsent.keys()].flatMap((name) => (name.startsWith(`${space}/`) ? [name.slice(space.length + 1)] : []));
    return [...new Set([...stored, ...own])];
  };
  const isOpen = (space: SpaceView | undefined): space is SpaceView => space !== undefined && space.locked !== true;

  async function eventsOf(spaceId: SpaceId, ids: ReadonlySet<MessageId>): Promise<ReadonlyMap<MessageId, StoredEvent>> {
    const out = new Map<MessageId, StoredEvent>();
    const space = spaces.get(spaceId);
    if (!isOpen(space)) return out;
    const unsent = waiting();
    const missing = new Set(ids);
    for (const segment of segmentsOf(spaceId, unsent)) {
      if (missing.size === 0) break;
      for (const found of await read(space, segment, missing, unsent)) {
        // Only acts make events, and their ids are those of messages.
        const id = found.event.id as MessageId;
        out.set(id, found);
        missing.delete(id);
      }
    }
    return out;
  }

  return {
    refresh,
    async settle() {
      for (const { key, value } of store.all('calendar-due')) {
        const [, log] = key;
        if (isLogId(log) && v.is(DueRow, value)) await settleOne(log, value);
      }
    },
    async within(fromMs, toMs, calendars) {
      const unsent = waiting();
      const names = new Map<string, readonly [SpaceId, string]>();
      const add = (space: unknown, segment: string | undefined): void => {
        if (!isSpaceId(space) || segment === undefined || (calendars !== undefined && !calendars.includes(space))) return;
        names.set(nameOf(space, segment), [space, segment]);
      };
      for (const { key, value } of store.all('calendar-index')) {
        const index = readIndex(value);
        if (index !== undefined && index.fromMs < toMs && (index.toMs ?? toMs) >= fromMs) add(key[1], key[2]);
      }
      for (const name of unsent.keys()) add(name.split('/')[0], name.split('/')[1]);
      const found = await Promise.all(
        [...names.values()].map(async ([id, segment]) => {
          const space = spaces.get(id);
          return isOpen(space) ? read(space, segment, undefined, unsent) : [];
        }),
      );
      return found.flat();
    },
    event: async (space, id) => (await eventsOf(space, new Set([id]))).get(id),
    events: eventsOf,
    async all(spaceId) {
      const space = spaces.get(spaceId);
      if (!isOpen(space)) return [];
      const unsent = waiting();
      return (await Promise.all(segmentsOf(spaceId, unsent).map((segment) => read(space, segment, undefined, unsent)))).flat();
    },
    segments: (space) => segmentsOf(space),
    waitingCount: () => store.all('pending').filter(({ value }) => readWaiting(value) !== undefined).length,
    forget(keys) {
      for (const [table, space, segment] of keys) {
        if (table === 'calendar') loaded.delete(`${space}/${segment}`);
        // Who may write, and whose words count, may be others now.
        if (table === 'group' || table === 'space')
          for (const name of loaded.keys()) if (name.startsWith(`${space}/`)) loaded.delete(name);
      }
    },
  };
}
