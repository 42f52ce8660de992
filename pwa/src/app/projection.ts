/**
 * A keyed list of the engine as a Solid store: one new message changes one row, one effect. The engine sends a first window and then
 * patches; rows that did not change keep their identity, so nothing that stands on screen is made again.
 */
import type { ListUpdate } from '@sanad/model/engine/api';
import { batch, createSignal } from 'solid-js';
import { createStore, produce, reconcile, unwrap } from 'solid-js/store';
import { sameBytes } from './same-bytes.ts';

export interface Projection<Row, Meta> {
  readonly byId: Readonly<Record<string, Row | undefined>>;
  readonly order: readonly string[];
  readonly meta: Meta | undefined;
  /** False until the first window is there. */
  readonly loaded: boolean;
}

export function createProjection<Row extends { readonly id: string }, Meta>(): readonly [
  Projection<Row, Meta>,
  (update: ListUpdate<Row, Meta>) => void,
] {
  const [byId, setById] = createStore<Record<string, Row | undefined>>({});
  const [order, setOrder] = createSignal<readonly string[]>([], { equals: sameOrder });
  const [meta, setMeta] = createSignal<Meta>();
  const [loaded, setLoaded] = createSignal(false);

  const put = (row: Row) =>
    setById(
      produce((rows) => {
        rows[row.id] = reconcile<Row, Row | undefined>(row)(rows[row.id]);
      }),
    );
  const remove = (ids: readonly string[]) =>
    setById(
      produce((rows) => {
        for (const id of ids) delete rows[id];
      }),
    );
  const patch = (rows: readonly Row[], ids: readonly string[]) => {
    const kept = new Set(ids);
    const gone = order().filter((id) => !kept.has(id));
    const held = unwrap(byId);
    for (const row of rows) if (!isSame(held[row.id], row)) put(row);
    setOrder(ids);
    if (gone.length > 0) remove(gone);
  };

  const view: Projection<Row, Meta> = {
    byId,
    get order() {
      return order();
    },
    get meta() {
      return meta();
    },
    get loaded() {
      return loaded();
    },
  };
  const apply = (update: ListUpdate<Row, Meta>) =>
    batch(() => {
      if (update.type === 'patch') patch(update.put, update.order);
      else
        patch(
          update.rows,
          update.rows.map((row) => row.id),
        );
      setMeta(() => update.meta);
      setLoaded(true);
    });
  return [view, apply];
}

const sameOrder = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, at) => id === b[at]);

/** Plain data compared by value: a window that grows delivers again what is already here, and most of it is the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return sameBytes(a, b);
  if (!isRecord(a) || !isRecord(b)) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((part, at) => isSame(part, b[at]));
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  // Thousands of rows at once, most of them the same: what is equal is not asked about twice.
  for (const name of names) {
    const part = b[name];
    if (part === undefined && !Object.hasOwn(b, name)) return false;
    if (a[name] !== part && !isSame(a[name], part)) return false;
  }
  return true;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
