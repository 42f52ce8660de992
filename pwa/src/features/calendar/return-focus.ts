/**
 * Whoever closes what stood beside the calendar is back where she opened it from, not at the beginning of the page. Where that is gone, or something
 * else took the focus, nothing is done.
 */
import { type Accessor, createEffect, on } from 'solid-js';

/** For the calendar's `onFocusIn`. */
export function createReturnFocus(isAlone: Accessor<boolean>): (event: FocusEvent) => void {
  let last: HTMLElement | undefined;
  createEffect(
    on(isAlone, (alone, was) => {
      if (!alone || was !== false) return;
      // What is closed takes the focus along when it goes, and on a phone the calendar is shown again first.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && last?.isConnected) last.focus({ preventScroll: true });
      });
    }),
  );
  return ({ target }) => {
    if (target instanceof HTMLElement) last = target;
  };
}
