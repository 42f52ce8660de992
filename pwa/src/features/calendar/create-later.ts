/** The same value one task later, what it is at first at once: what follows from it does not lengthen the task in which it changed. */
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
