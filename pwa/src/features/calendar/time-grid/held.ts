/** What somebody holds while it is moved: an event with a finger, a mouse or keys, or empty ground that becomes one. And how it is seen meanwhile. */
import type { EventStart, OccurrenceRow } from '@sanad/model/engine/api';
import { msOf } from '../days.ts';
import { type Drop, type Here, movedTimes, moveTo, type Timed } from '../move/moved.ts';
import { type Drawn, drawn, type Grip, type Spot } from './grip.ts';

export type Held =
  | {
      readonly kind: 'row';
      readonly row: OccurrenceRow;
      readonly grip: Grip;
      readonly drop: Drop;
      readonly isByKeys: boolean;
      /** Let go: it lies where it was dropped until that is written, or refused. */
      readonly isSettling: boolean;
    }
  | { readonly kind: 'ground'; readonly from: Spot; readonly to: Spot };

/** When it would be. */
export function heldTimes(held: Held, here: Here): Timed {
  if (held.kind === 'row') return movedTimes(held.row, moveTo(held.row, held.drop, here), here);
  return drawnTimes(drawn(held.from, held.to), here);
}
function drawnTimes({ start, end }: Drawn, here: Here): Timed {
  const isDay = start.length === 10;
  const wall = (text: string): number => (isDay ? msOf(text) : Date.parse(`${text}:00Z`));
  const startOf: EventStart = isDay ? { date: start } : { local: `${start}:00`, zone: here.name };
  const endWall = wall(end) + (isDay ? 86_400_000 : 0);
  return { start: startOf, startMs: here.toInstant(wall(start)), endMs: here.toInstant(endWall) };
}
