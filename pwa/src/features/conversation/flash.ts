/**
 * After a jump: the message says for a moment that it is the one, and takes the focus, so that a screen reader begins there. A virtual list
 * hides a line until it has measured it – what is hidden takes no focus – and makes some lines again: both are tried again.
 */
const flashMs = 1800;
/** Frames until the element must have the focus, and frames in which it may be replaced. */
const tries = 60;

export function flash(within: HTMLElement, id: string): void {
  let left = tries;
  let focused: HTMLElement | undefined;
  const look = () => {
    left -= 1;
    const element = within.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"], [data-call="${CSS.escape(id)}"]`);
    // Who has gone elsewhere meanwhile stays there.
    const mayTake = focused === undefined || document.activeElement === document.body;
    if (element !== null && element !== focused && mayTake) {
      element.tabIndex = -1;
      element.focus({ preventScroll: true });
      if (document.activeElement === element) {
        if (focused === undefined) left = tries;
        focused = element;
        element.dataset['flash'] = '';
        setTimeout(() => delete element.dataset['flash'], flashMs);
      }
    }
    if (left > 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
