/** Views as keyed lists (ENG-2): a first window, then patches with only the rows that changed. */
import type { ListUpdate } from './api.ts';

export interface ListView<Row extends { readonly id: string }, Meta> {
  /** Delivers the difference to what was delivered last; nothing when there is none. */
  show(rows: readonly Row[], meta: Meta): void;
}

export function makeListView<Row extends { readonly id: string }, Meta>(
  deliver: (update: ListUpdate<Row, Meta>) => void,
): ListView<Row, Meta> {
  /** Rows, and parts of `meta`, that are the same object as before are not written out again: the people of a large group. */
  const texts = new WeakMap<object, string>();
  function textOf(part: unknown): string {
    if (typeof part !== 'object' || part === null) return JSON.stringify(part) ?? '';
    const known = texts.get(part);
    if (known !== undefined) return known;
    const text = JSON.stringify(part);
    texts.set(part, text);
    return text;
  }
  const frameOf = (order: readonly string[], meta: Meta): string =>
    [order.join(), ...Object.entries(meta ?? {}).map(([name, part]) => `${name}:${textOf(part)}`)].join('\n');
  let shown: Map<string, string> | undefined;
  let shownFrame = '';
  return {
    show(rows, meta) {
      const order = rows.map(({ id }) => id);
      const frame = frameOf(order, meta);
      const rowTexts = new Map(rows.map((row) => [row.id, textOf(row)]));
      if (shown === undefined) {
        deliver({ type: 'reset', rows, meta });
      } else {
        const before = shown;
        const put = rows.filter((row) => before.get(row.id) !== rowTexts.get(row.id));
        if (put.length === 0 && frame === shownFrame) return;
        deliver({ type: 'patch', put, order, meta });
      }
      shown = rowTexts;
      shownFrame = frame;
    },
  };
}

/** Runs `task` soon after the first of several calls, one at a time; `atOnce` when somebody waits; `stop` cancels. */
export function makeCoalescer(
  schedule: (delayMs: number, task: () => void) => () => void,
  delayMs: number,
  task: () => Promise<void>,
): { poke(): void; atOnce(): void; stop(): void } {
  let cancel: (() => void) | undefined;
  let running = false;
  let again = false;
  let stopped = false;
  const run = (): void => {
    cancel = undefined;
    if (running) {
      again = true;
      return;
    }
    running = true;
    void task().finally(() => {
      running = false;
      if (again && !stopped) {
        again = false;
        cancel = schedule(delayMs, run);
      }
    });
  };
  return {
    poke() {
      if (!stopped) cancel ??= schedule(delayMs, run);
    },
    atOnce() {
      if (!stopped) cancel ??= schedule(0, run);
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
