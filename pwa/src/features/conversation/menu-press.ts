/**
 * Asking for the menu of a message, heard once for the whole thread: right click, the context-menu key, a long press, the button. A
 * selection or a link keeps the browser's own menu.
 */
export interface MenuPlace {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Takes the focus back. */
  readonly opener: HTMLElement;
}

const longPressMs = 450;
const movedPx = 10;

export function listenForMenu(thread: HTMLElement, open: (place: MenuPlace) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const messageOf = (target: EventTarget | null): HTMLElement | undefined => {
    const found = target instanceof Element ? target.closest('[data-id]') : null;
    return found instanceof HTMLElement ? found : undefined;
  };
  const openAt = (message: HTMLElement, x: number, y: number) => {
    const id = message.dataset['id'];
    const opener = message.querySelector<HTMLElement>('[data-more]') ?? message;
    if (id !== undefined) open({ id, x, y, opener });
  };
  const onContextMenu = (event: MouseEvent) => {
    const message = messageOf(event.target);
    const isOwnMenu = (event.target instanceof Element && event.target.closest('a') !== null) || hasSelection();
    if (message === undefined || isOwnMenu) return;
    event.preventDefault();
    stop();
    openAt(message, event.clientX, event.clientY);
  };
  const onClick = (event: MouseEvent) => {
    const button = event.target instanceof Element ? event.target.closest('[data-more]') : null;
    const message = messageOf(button);
    if (button === null || message === undefined) return;
    const box = button.getBoundingClientRect();
    openAt(message, box.left, box.bottom);
  };
  const onDown = (event: PointerEvent) => {
    const message = messageOf(event.target);
    const isControl = event.target instanceof Element && event.target.closest('a, button') !== null;
    if (event.pointerType === 'mouse' || message === undefined || isControl) return;
    from = { x: event.clientX, y: event.clientY };
    stop();
    timer = setTimeout(() => openAt(message, from.x, from.y), longPressMs);
  };
  const onMove = (event: PointerEvent) => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > movedPx) stop();
  };
  thread.addEventListener('contextmenu', onContextMenu);
  thread.addEventListener('click', onClick);
  thread.addEventListener('pointerdown', onDown);
  thread.addEventListener('pointermove', onMove);
  for (const end of ['pointerup', 'pointercancel', 'scroll'] as const) thread.addEventListener(end, stop, { passive: true });
  return () => {
    stop();
    thread.removeEventListener('contextmenu', onContextMenu);
    thread.removeEventListener('click', onClick);
    thread.removeEventListener('pointerdown', onDown);
    thread.removeEventListener('pointermove', onMove);
    for (const end of ['pointerup', 'pointercancel', 'scroll'] as const) thread.removeEventListener(end, stop);
  };
}

const hasSelection = (): boolean => (getSelection()?.toString() ?? '') !== '';
