/**
 * What covers the page leaves it with its owner, before a dialog could give the focus back: it goes where it came from, unless someone already put
 * it elsewhere. Called while it is made.
 */
import { onCleanup } from 'solid-js';

export function giveFocusBack(): void {
  const opener = document.activeElement;
  onCleanup(() =>
    setTimeout(() => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    }),
  );
}
