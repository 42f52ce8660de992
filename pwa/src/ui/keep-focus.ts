/**
 * For `ref` of what covers the page. What was pressed in it may be gone with its press: the focus, once inside, stays inside. Without one a page hears
 * no key, Escape neither.
 */
import { onCleanup } from 'solid-js';

export function keepFocus(cover: HTMLElement): void {
  let wasInside = false;
  const changes = new MutationObserver(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (wasInside && isLost && cover.isConnected) cover.focus();
  });
  cover.addEventListener('focusin', () => {
    wasInside = true;
  });
  changes.observe(cover, { childList: true, subtree: true });
  onCleanup(() => changes.disconnect());
}
