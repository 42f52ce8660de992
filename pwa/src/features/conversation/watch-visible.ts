/**
 * Tells when elements are really on screen; only messages of colleagues are watched. One observer for the whole thread: one of its own
 * for each line costs more than the line when a finger flies through a year.
 */
export interface VisibilityWatch {
  /** Until the returned function is called; that itself tells that the element is gone. */
  watch(element: Element, seen: (isVisible: boolean) => void): () => void;
  close(): void;
}

const mostOfIt = 0.6;

/** `scroller` may come later: what is watched before it is there waits for `start`. */
export function makeVisibilityWatch(): VisibilityWatch & { start(scroller: Element): void } {
  const listeners = new Map<Element, (isVisible: boolean) => void>();
  let observer: IntersectionObserver | undefined;
  // A message taller than the thread never shows 60 % of itself: filling the screen counts as well.
  const isShown = (entry: IntersectionObserverEntry) =>
    entry.isIntersecting &&
    (entry.intersectionRatio >= mostOfIt || entry.intersectionRect.height >= (entry.rootBounds?.height ?? 0) * mostOfIt);
  return {
    start: (scroller) => {
      if (observer !== undefined || typeof IntersectionObserver === 'undefined') return;
      const tell = (entries: readonly IntersectionObserverEntry[]) => {
        // The last word on each element: several crossings of one may come together.
        const latest = new Map(entries.map((entry) => [entry.target, entry]));
        for (const [element, entry] of latest) listeners.get(element)?.(isShown(entry));
      };
      observer = new IntersectionObserver(tell, { root: scroller, threshold: [0, 0.2, 0.4, mostOfIt, 0.8, 1] });
      for (const element of listeners.keys()) observer.observe(element);
    },
    watch: (element, seen) => {
      listeners.set(element, seen);
      observer?.observe(element);
      return () => {
        observer?.unobserve(element);
        listeners.delete(element);
        seen(false);
      };
    },
    close: () => observer?.disconnect(),
  };
}
