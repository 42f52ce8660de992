/** The same value one task later: what it is drawn by has a frame of its own. */
import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from 'solid-js';

export function createLater<T>(value: Accessor<T>): Accessor<T> {
  const [late, setLate] = createSignal(untrack(value));
  createEffect(
    on(
      value,
      (next) => {
        const task = setTimeout(() => setLate(() => next));
        onCleanup(() => clearTimeout(task));
      },
      { defer: true },
    ),
  );
  return late;
}
