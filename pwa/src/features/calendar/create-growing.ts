/**
 * A long list as far as one has come: the first lines at once, then some between frames while its end is near what is seen. What is far down costs
 * nothing, and nobody's press waits for it.
 */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, onMount, type Setter, untrack } from 'solid-js';
import { createPace } from '../../ui/create-pace.ts';

const firstLines = 4;
/** As far below what is seen. */
const nearPx = 600;

interface Growing {
  /** How many are shown; it begins anew with another `subject`. */
  readonly limit: Accessor<number>;
  /** For what stands after the last line, in whatever scrolls (`.scroll`). */
  readonly end: Setter<HTMLElement | undefined>;
}
export function createGrowing(length: Accessor<number>, subject: Accessor<unknown>): Growing {
  const [limit, setLimit] = createSignal(firstLines);
  const [isNear, setNear] = createSignal(true);
  const [end, setEnd] = createSignal<HTMLElement>();
  const pace = createPace('list');
  createEffect(on(subject, () => setLimit(firstLines), { defer: true }));
  // Mounted: `length` may be of what is made after this.
  onMount(() => {
    const isWanted = createMemo(() => isNear() && limit() < length());
    createEffect(() => {
      if (!isWanted()) return pace.stop();
      pace.run(() => {
        setLimit((count) => count + 1);
        return untrack(isWanted);
      });
    });
  });
  createEffect(() => {
    const element = end();
    // Where nothing is laid out (tests of screens) all of it is near.
    if (element === undefined || typeof IntersectionObserver === 'undefined') return;
    const tell = (entries: readonly IntersectionObserverEntry[]) => setNear(entries.at(-1)?.isIntersecting ?? true);
    const watch = new IntersectionObserver(tell, { root: element.closest('.scroll'), rootMargin: `${nearPx}px` });
    watch.observe(element);
    onCleanup(() => watch.disconnect());
  });
  return { limit, end: setEnd };
}
