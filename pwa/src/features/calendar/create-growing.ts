/**
 * A long list as far as one has come: the first lines at once, then some with each frame while its end is near what is seen. What is far down costs
 * nothing, and nobody's press waits for it.
 */
import { type Accessor, createEffect, createSignal, on, onCleanup, type Setter } from 'solid-js';

const firstLines = 10;
const stepLines = 3;
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
  let frame: number | undefined;
  const stop = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
  };
  createEffect(on(subject, () => setLimit(firstLines), { defer: true }));
  createEffect(() => {
    stop();
    if (isNear() && limit() < length()) frame = requestAnimationFrame(() => setLimit((count) => count + stepLines));
  });
  onCleanup(stop);
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
