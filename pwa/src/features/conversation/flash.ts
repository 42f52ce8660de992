/**
 * After a jump: the message says for a moment that it is the one, and takes the focus, so that a screen reader begins there. A virtual list
 * that was just filled measures its lines and makes some of them again: then the new element of the message takes over.
 */
const flashMs = 1800;
/** Frames until the element must be there, and frames in which it may be replaced. */
const tries = 60;

export function flash(within: HTMLElement, id: string): void {
  let left = tries;
  let marked: HTMLElement | undefined;
  const look = () => {
    const element = within.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    left -= 1;
    if (element !== null && element !== marked) {
      // Who has gone elsewhere meanwhile stays there.
      if (marked === undefined || document.activeElement === document.body) mark(element);
      if (marked === undefined) left = tries;
      marked = element;
    }
    if (left > 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function mark(element: HTMLElement): void {
  element.dataset['flash'] = '';
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  setTimeout(() => delete element.dataset['flash'], flashMs);
}
