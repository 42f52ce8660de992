/**
 * What a view shows of calendars, followed while it is shown. The engine sends what changed alone: a row keeps its object while it stays the same, so
 * nothing that stands on screen is made again. What another range had stays until the new one is there.
 */
import type { EventsMeta, EventsQuery, ListUpdate, OccurrenceRow } from '@sanad/model/engine/api';
import { proxy } from 'comlink';
import { type Accessor, batch, createEffect, createMemo, createSignal, on } from 'solid-js';
import { openView, useEngine } from '../../app/engine-client.ts';
import { isSame } from '../../app/projection.ts';
import { createLater } from './create-later.ts';

export interface Occurrences {
  readonly rows: Accessor<readonly OccurrenceRow[]>;
  readonly meta: Accessor<EventsMeta | undefined>;
  /** Of the range that is asked for now, however many of its rows are. */
  readonly isLoaded: Accessor<boolean>;
}

/** Undefined: nothing is asked for. */
export function createOccurrences(query: Accessor<EventsQuery | undefined>): Occurrences {
  const { api } = useEngine();
  const [rows, setRows] = createSignal<readonly OccurrenceRow[]>([]);
  const [meta, setMeta] = createSignal<EventsMeta>();
  const [loaded, setLoaded] = createSignal<EventsQuery>();
  const asked = createMemo(query, undefined, { equals: isSame });
  // What was pressed answers first.
  const sent = createLater(asked);
  let byId = new Map<string, OccurrenceRow>();

  const put = (update: ListUpdate<OccurrenceRow, EventsMeta>): readonly OccurrenceRow[] => {
    const fresh = new Map((update.type === 'patch' ? update.put : update.rows).map((row) => [row.id, row]));
    const order = update.type === 'patch' ? update.order : [...fresh.keys()];
    const next = new Map<string, OccurrenceRow>();
    for (const id of order) {
      const [before, now] = [byId.get(id), fresh.get(id)];
      const row = before !== undefined && (now === undefined || isSame(before, now)) ? before : now;
      if (row !== undefined) next.set(id, row);
    }
    byId = next;
    return [...next.values()];
  };
  createEffect(
    on(sent, (now) => {
      if (now === undefined) return;
      const listen = (update: ListUpdate<OccurrenceRow, EventsMeta>) => {
        // One that was closed may still have something on its way.
        if (sent() !== now) return;
        const all = put(update);
        // Thousands come in parts: what is placed anew with each of them would be placed many times.
        if (update.meta?.loading === true) return;
        batch(() => {
          setRows(all);
          setMeta(() => update.meta);
          setLoaded(now);
        });
      };
      openView(() => api.onEvents(now, proxy(listen)));
    }),
  );
  const isLoaded = createMemo(() => loaded() !== undefined && isSame(rangeOf(loaded()), rangeOf(asked())));
  return { rows, meta, isLoaded };
}

const rangeOf = (query: EventsQuery | undefined) => ({ ...query, perDay: undefined, most: undefined });
