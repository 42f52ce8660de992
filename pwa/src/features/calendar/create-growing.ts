/** A long list in steps: the first lines at once, the others each in a task of their own, so that nobody's press waits for all of them. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';

const stepLines = 10;

/** How many are shown; it begins anew with another `subject`. */
export function createGrowing(length: Accessor<number>, subject: Accessor<unknown>): Accessor<number> {
  const [limit, setLimit] = createSignal(stepLines);
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(on(subject, () => setLimit(stepLines), { defer: true }));
  createEffect(() => {
    clearTimeout(timer);
    if (limit() < length()) timer = setTimeout(() => setLimit((count) => count + stepLines));
  });
  onCleanup(() => clearTimeout(timer));
  return limit;
}
