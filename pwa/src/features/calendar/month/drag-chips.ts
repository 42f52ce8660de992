/**
 * A chip is taken to another day with the mouse; Escape lets it go where it was. By the keyboard and on touch it is moved in its form. Whatever it
 * begins at by its own clock stays: only the day is another.
 */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { numberOf } from '../days.ts';

export interface HeldChip {
  /** `OccurrenceRow.id`. */
  readonly id: string;
  /** The day under the pointer; undefined: it is outside of the month. */
  readonly over: string | undefined;
}
interface DragDep {
  /** Whether this one may be moved. */
  readonly mayMove: (id: string) => boolean;
  readonly onDrop: (id: string, days: number) => void;
}
interface Press {
  readonly pointer: number;
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly from: string;
}

/** A hand that presses moves a little. */
const slackPx = 4;

export function listenForDrag(grid: HTMLElement, dep: DragDep): Accessor<HeldChip | undefined> {
  const [held, setHeld] = createSignal<HeldChip>();
  let press: Press | undefined;
  let places: readonly { readonly date: string; readonly box: DOMRect }[] = [];
  let hasDragged = false;

  const measure = (): void => {
    places = [...grid.querySelectorAll<HTMLElement>('[data-date]')].map((cell) => ({
      date: cell.dataset['date'] ?? '',
      box: cell.getBoundingClientRect(),
    }));
  };
  const dayAt = (x: number, y: number): string | undefined =>
    places.find(({ box }) => x >= box.left && x < box.right && y >= box.top && y < box.bottom)?.date;
  const down = (event: PointerEvent) => {
    hasDragged = false;
    if (event.button !== 0 || event.pointerType === 'touch' || !(event.target instanceof Element)) return;
    const id = event.target.closest<HTMLElement>('[data-id]')?.dataset['id'];
    if (id === undefined || !dep.mayMove(id)) return;
    measure();
    const from = dayAt(event.clientX, event.clientY);
    if (from !== undefined) press = { pointer: event.pointerId, id, x: event.clientX, y: event.clientY, from };
  };
  const move = (event: PointerEvent) => {
    if (press === undefined || event.pointerId !== press.pointer) return;
    if (held() === undefined) {
      if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < slackPx) return;
      hasDragged = true;
      grid.setPointerCapture(press.pointer);
      window.addEventListener('keydown', key, true);
      window.addEventListener('scroll', measure, true);
    }
    const over = dayAt(event.clientX, event.clientY);
    if (held()?.over !== over || held() === undefined) setHeld({ id: press.id, over });
  };
  const end = (): void => {
    press = undefined;
    setHeld(undefined);
    window.removeEventListener('keydown', key, true);
    window.removeEventListener('scroll', measure, true);
  };
  const up = (event: PointerEvent) => {
    const [one, now] = [press, held()];
    if (one === undefined || event.pointerId !== one.pointer) return;
    end();
    if (now?.over !== undefined && now.over !== one.from) dep.onDrop(one.id, numberOf(now.over) - numberOf(one.from));
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end();
  };
  /** What was dragged was not pressed. */
  const click = (event: MouseEvent) => {
    const wasDragged = hasDragged && event.detail !== 0; // by keys nothing is dragged
    hasDragged = false;
    if (!wasDragged) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const never = (event: Event) => event.preventDefault();
  grid.addEventListener('pointerdown', down);
  grid.addEventListener('pointermove', move);
  grid.addEventListener('pointerup', up);
  grid.addEventListener('pointercancel', end);
  grid.addEventListener('click', click, true);
  // A link would be dragged out of the page.
  grid.addEventListener('dragstart', never);
  onCleanup(end);
  return held;
}
