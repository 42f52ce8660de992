/** What is held, from when it is taken until what it became stands in the calendar. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import { type Here, moveTo } from '../move/moved.ts';
import type { Mover } from '../move/use-move.ts';
import { drawn } from './grip.ts';
import type { Held } from './held.ts';

interface HoldDep {
  readonly rows: Accessor<readonly OccurrenceRow[]>;
  readonly here: Here;
  readonly mover: Mover;
  readonly onNew: (start: string, end: string) => void;
}

export function createHold({ rows, here, mover, onNew }: HoldDep) {
  const [held, setHeld] = createSignal<Held>();
  // Written: it stays where it was dropped until the rows say so too.
  let isWritten = false;
  createEffect(
    on(
      rows,
      () => {
        if (!isWritten) return;
        isWritten = false;
        setHeld(undefined);
      },
      { defer: true },
    ),
  );
  async function drop(value: Held): Promise<void> {
    if (value.kind === 'ground') {
      setHeld(undefined);
      const { start, end } = drawn(value.from, value.to);
      return onNew(start, end);
    }
    const before = rows();
    setHeld({ ...value, isSettling: true });
    const isDone = await mover.move(value.row, moveTo(value.row, value.drop, here));
    if (isDone && rows() === before) isWritten = true;
    else setHeld(undefined);
  }
  return { held, setHeld, drop: (value: Held) => void drop(value) };
}
