/** Tells when an element is really on screen; only messages of colleagues are watched. */
import { createEffect, onCleanup } from 'solid-js';

const mostOfIt = 0.6;

export function watchVisible(
  element: () => Element | undefined,
  scroller: () => Element | undefined,
  seen: (isVisible: boolean) => void,
): void {
  createEffect(() => {
    const [target, root] = [element(), scroller()];
    if (target === undefined || root === undefined || typeof IntersectionObserver === 'undefined') return;
    // A message taller than the thread never shows 60 % of itself: filling the screen counts as well.
    const isShown = (entry: IntersectionObserverEntry) =>
      entry.isIntersecting &&
      (entry.intersectionRatio >= mostOfIt || entry.intersectionRect.height >= (entry.rootBounds?.height ?? 0) * mostOfIt);
    const observer = new IntersectionObserver(
      (entries) => {
        const last = entries[entries.length - 1];
        if (last !== undefined) seen(isShown(last));
      },
      { root, threshold: [0, 0.2, 0.4, mostOfIt, 0.8, 1] },
    );
    observer.observe(target);
    onCleanup(() => {
      observer.disconnect();
      seen(false);
    });
  });
}
