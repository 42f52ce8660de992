/** For `ref`: a new screen starts at its heading, so that a keyboard or a screen reader is where the eye is. */
import { onMount } from 'solid-js';

export function focusOnMount(element: HTMLElement): void {
  element.tabIndex = -1;
  onMount(() => element.focus({ preventScroll: true }));
}
