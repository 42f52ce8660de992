/**
 * Where keys lead in a grid of hours (ARIA Authoring Practices, "grid"). Down a day they go from an hour to what begins in it, and to the next hour;
 * across they go from day to day. Arrows go as they point on the screen. Pure.
 */

/** Of a cell: its hour, or `day` for what lasts whole days. */
export type Row = number | 'day';
export interface Cursor {
  readonly date: string;
  readonly row: Row;
}
export type Step =
  | { readonly kind: 'cell'; readonly days: number; readonly row: Row }
  | { readonly kind: 'edge'; readonly edge: 'first' | 'last'; readonly row: Row }
  | { readonly kind: 'down' | 'up' }
  | { readonly kind: 'period'; readonly by: 1 | -1 };

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

/** Undefined: the key means nothing here. */
export function stepOf({ key, ctrlKey, altKey, metaKey, shiftKey }: Key, row: Row, isRightToLeft: boolean): Step | undefined {
  if (altKey || metaKey || shiftKey) return undefined;
  const forward = isRightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return { kind: 'cell', days: forward, row };
    case 'ArrowLeft':
      return { kind: 'cell', days: -forward, row };
    case 'ArrowDown':
      return { kind: 'down' };
    case 'ArrowUp':
      return { kind: 'up' };
    case 'Home':
      return { kind: 'edge', edge: 'first', row: ctrlKey ? 'day' : row };
    case 'End':
      return { kind: 'edge', edge: 'last', row: ctrlKey ? 23 : row };
    case 'PageDown':
      return { kind: 'period', by: 1 };
    case 'PageUp':
      return { kind: 'period', by: -1 };
    default:
      return undefined;
  }
}
export const below = (row: Row): Row => (row === 'day' ? 0 : Math.min(23, row + 1));
export const above = (row: Row): Row => (row === 'day' || row === 0 ? 'day' : row - 1);

/** What keys do to an event that is held. */
export type HeldKey =
  | { readonly kind: 'step'; readonly grip: 'move' | 'end'; readonly minutes: number; readonly days: number }
  | { readonly kind: 'keep' | 'drop' };

export function heldKeyOf(
  { key, shiftKey, altKey, ctrlKey, metaKey }: Key,
  step: number,
  isRightToLeft: boolean,
): HeldKey | undefined {
  if (altKey || ctrlKey || metaKey) return undefined;
  const grip = shiftKey ? 'end' : 'move';
  const forward = isRightToLeft ? -1 : 1;
  const by = (minutes: number, days: number): HeldKey => ({ kind: 'step', grip, minutes, days });
  switch (key) {
    case 'ArrowDown':
      return by(step, 0);
    case 'ArrowUp':
      return by(-step, 0);
    case 'ArrowRight':
      return by(0, forward);
    case 'ArrowLeft':
      return by(0, -forward);
    case 'PageDown':
      return by(0, 7);
    case 'PageUp':
      return by(0, -7);
    case 'Enter':
    case ' ':
      return { kind: 'keep' };
    case 'Escape':
    case 'Tab':
      return { kind: 'drop' };
    default:
      return undefined;
  }
}
