/** A device without a screen: a profile and an engine, with the waiting that screens do by being looked at. */
import type { EngineApi, EngineState, ListUpdate, MessageRow, Person, SyncState, ThreadRow } from '@sanad/model/engine/api';
import type { EngineDeps } from '@sanad/model/engine/deps';
import { createEngine } from '@sanad/model/engine/engine';

export interface Device {
  readonly engine: EngineApi & { settled(): Promise<void> };
  state(): EngineState;
  sync(): SyncState | undefined;
  people(): readonly Person[];
  /** Resolves as soon as the test holds; `undefined` after `timeoutMs`. */
  waitFor<T>(look: () => T | undefined, timeoutMs: number): Promise<T | undefined>;
  close(): Promise<void>;
}

export async function startDevice(deps: EngineDeps): Promise<Device> {
  const engine = createEngine(deps);
  let state: EngineState = { phase: 'starting' };
  let sync: SyncState | undefined;
  let people: readonly Person[] = [];
  const looks = new Set<() => void>();
  const changed = (): void => {
    for (const look of looks) look();
  };
  await engine.onState((next) => {
    state = next;
    changed();
  });
  await engine.onSync((next) => {
    sync = next;
    changed();
  });
  await engine.onDirectory((next) => {
    people = next;
    changed();
  });

  return {
    engine,
    state: () => state,
    sync: () => sync,
    people: () => people,
    waitFor<T>(look: () => T | undefined, timeoutMs: number) {
      return new Promise<T | undefined>((resolve) => {
        const finish = (value: T | undefined): void => {
          looks.delete(tryNow);
          clearTimeout(timer);
          resolve(value);
        };
        const tryNow = (): void => {
          const found = look();
          if (found !== undefined) finish(found);
        };
        const timer = setTimeout(() => finish(undefined), timeoutMs);
        looks.add(tryNow);
        tryNow();
      });
    },
    close: () => engine.close(),
  };
}

/** A thread without its system lines and what this version cannot read. */
export const messagesIn = (rows: readonly ThreadRow[]): readonly MessageRow[] => rows.filter((row) => row.type === 'message');

/** The rows of a list view, kept up to date by its patches. */
export function makeList<Row extends { readonly id: string }, Meta>(onChange: () => void = () => undefined) {
  const rows = new Map<string, Row>();
  let order: readonly string[] = [];
  let meta: Meta | undefined;
  return {
    take(update: ListUpdate<Row, Meta>): void {
      if (update.type === 'reset') rows.clear();
      for (const row of update.type === 'reset' ? update.rows : update.put) rows.set(row.id, row);
      order = update.type === 'reset' ? update.rows.map(({ id }) => id) : update.order;
      meta = update.meta;
      onChange();
    },
    rows: (): readonly Row[] => order.flatMap((id) => rows.get(id) ?? []),
    meta: () => meta,
  };
}
