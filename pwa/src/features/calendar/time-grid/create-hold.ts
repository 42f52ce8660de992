/** What is held, from when it is taken until what it became stands in the calendar. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type Here, moveTo, type Timed } from '../move/moved.ts';
import type { Mover } from '../move/use-move.ts';
import { drawn } from './grip.ts';
import { type Held, heldTimes } from './held.ts';

interface HoldDep {
  readonly rows: Accessor<readonly OccurrenceRow[]>;
  readonly here: Here;
  readonly mover: Mover;
  readonly onNew: (start: string, end: string) => void;
}

/** So long it lies where it was dropped at most: in the same moment somebody else may have moved it elsewhere. */
const settlesWithinMs = 2000;

export function createHold({ rows, here, mover, onNew }: HoldDep) {
  const [held, setHeld] = createSignal<Held>();
  /** When it will be, of what is written: it stays where it was dropped until the rows say so too. */
  let written: (Pick<OccurrenceRow, 'event' | 'title'> & Timed) | undefined;
  let limit: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(limit));
  const letGo = (): void => {
    clearTimeout(limit);
    written = undefined;
    setHeld(undefined);
  };
  const settle = (): void => {
    const now = written;
    if (now === undefined) return;
    const isThere = rows().some(
      ({ event, title, startMs, endMs }) =>
        startMs === now.startMs &&
        endMs === now.endMs &&
        // From one date on a series goes on as another event.
        (event === now.event || title === now.title),
    );
    if (isThere) letGo();
  };
  createEffect(on(rows, settle, { defer: true }));
  async function drop(value: Held): Promise<void> {
    if (value.kind === 'ground') {
      setHeld(undefined);
      const { start, end } = drawn(value.from, value.to);
      return onNew(start, end);
    }
    setHeld({ ...value, isSettling: true });
    const isDone = await mover.move(value.row, moveTo(value.row, value.drop, here));
    if (!isDone) return letGo();
    written = { event: value.row.event, title: value.row.title, ...heldTimes(value, here) };
    limit = setTimeout(letGo, settlesWithinMs);
    settle();
  }
  return { held, setHeld, drop: (value: Held) => void drop(value) };
}
