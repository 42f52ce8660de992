/** After a jump: the message says for a moment that it is the one, and takes the focus, so that a screen reader begins there. */
const flashMs = 1800;
const tries = 30;

export function flash(within: HTMLElement, id: string): void {
  let left = tries;
  const look = () => {
    const element = within.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    left -= 1;
    if (element === null) {
      if (left > 0) requestAnimationFrame(look);
      return;
    }
    element.dataset['flash'] = '';
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    setTimeout(() => delete element.dataset['flash'], flashMs);
  };
  requestAnimationFrame(look);
}
