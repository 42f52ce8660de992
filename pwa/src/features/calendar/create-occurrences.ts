/**
 * What a view shows of calendars, followed while it is shown. The engine sends what changed alone: a row keeps its object while it stays the same, so
 * nothing that stands on screen is made again. What another range had stays until the new one is there; what is likely to be pressed next is there
 * before it is.
 */
import type { EventsMeta, EventsQuery, ListUpdate, OccurrenceRow } from '@sanad/model/engine/api';
import { proxy } from 'comlink';
import { type Accessor, createEffect, createMemo, createSignal, mapArray, on, onCleanup } from 'solid-js';
import { openView, useEngine } from '../../app/engine-client.ts';
import { isSame } from '../../app/projection.ts';
import { createLater } from './create-later.ts';

export interface Occurrences {
  readonly rows: Accessor<readonly OccurrenceRow[]>;
  readonly meta: Accessor<EventsMeta | undefined>;
  /** Of the range that is drawn now, however many of its rows are. */
  readonly isLoaded: Accessor<boolean>;
}
interface Wanted {
  /** Undefined: nothing is asked for. */
  readonly query: Accessor<EventsQuery | undefined>;
  /** What is drawn, where that follows later than what is asked for. */
  readonly drawn?: Accessor<EventsQuery | undefined>;
  /** What is asked for as well, once the range that is drawn is there and nothing was pressed for a moment. */
  readonly ahead?: Accessor<readonly EventsQuery[]>;
}
/** As it came last, whole. */
interface Answer {
  readonly query: EventsQuery;
  readonly rows: readonly OccurrenceRow[];
  readonly meta: EventsMeta | undefined;
}

interface Found {
  readonly answer: Answer;
  readonly rows: readonly OccurrenceRow[];
}

/** Without a press: then its neighbours are asked for. */
const restMs = 100;

export function createOccurrences({ query, drawn = query, ahead = () => [] }: Wanted): Occurrences {
  const { api } = useEngine();
  const asked = createMemo(query, undefined, { equals: isSame });
  const shown = createMemo(drawn, undefined, { equals: isSame });
  // What was pressed answers first.
  const sent = createLater(asked);
  const [rested, setRested] = createSignal<readonly EventsQuery[]>([]);
  const keys = createMemo(() => {
    const now = sent();
    return now === undefined ? [] : [...new Set([now, ...rested()].map((one) => JSON.stringify(one)))];
  });
  const open = createMemo(mapArray(keys, (key) => openRange(api, JSON.parse(key))));
  const found = createMemo<Found | undefined>((before) => {
    const answer = open()
      .find(({ query }) => isSame(query, shown()))
      ?.answer();
    if (answer === undefined || answer === before?.answer) return before;
    return { answer, rows: sameRows(before?.rows ?? none, answer.rows) };
  });
  const isLoaded = createMemo(() => {
    const last = found();
    return last !== undefined && isSame(rangeOf(last.answer.query), rangeOf(shown()));
  });
  createEffect(
    on([isLoaded, ahead], ([isThere, next]) => {
      if (!isThere) return;
      const rest = setTimeout(() => setRested(next), restMs);
      onCleanup(() => clearTimeout(rest));
    }),
  );
  return { rows: () => found()?.rows ?? none, meta: () => found()?.answer.meta, isLoaded };
}

const none: readonly OccurrenceRow[] = [];

/** For the current owner. */
function openRange(api: ReturnType<typeof useEngine>['api'], query: EventsQuery) {
  const [answer, setAnswer] = createSignal<Answer>();
  const byId = new Map<string, OccurrenceRow>();
  let isClosed = false;
  let task: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => {
    isClosed = true;
    clearTimeout(task);
  });
  const listen = (update: ListUpdate<OccurrenceRow, EventsMeta>): void => {
    // Something may still be on its way.
    if (isClosed) return;
    if (update.type === 'reset') byId.clear();
    for (const row of update.type === 'patch' ? update.put : update.rows) byId.set(row.id, row);
    // Thousands come in parts: what is placed anew with each of them would be placed many times.
    if (update.meta?.loading === true) return;
    const order = update.type === 'patch' ? update.order : [...byId.keys()];
    const rows = order.flatMap((id) => byId.get(id) ?? []);
    byId.clear();
    for (const row of rows) byId.set(row.id, row);
    // To read them took its time; what follows from them is a task of its own.
    clearTimeout(task);
    task = setTimeout(() => setAnswer({ query, rows, meta: update.meta }));
  };
  openView(() => api.onEvents(query, proxy(listen)));
  return { query, answer };
}

/** Those that are as they were keep their object. */
function sameRows(before: readonly OccurrenceRow[], next: readonly OccurrenceRow[]): readonly OccurrenceRow[] {
  const byId = new Map(before.map((row) => [row.id, row]));
  return next.map((row) => {
    const was = byId.get(row.id);
    return was !== undefined && isSame(was, row) ? was : row;
  });
}

const rangeOf = (query: EventsQuery | undefined) => ({ ...query, perDay: undefined, most: undefined });
