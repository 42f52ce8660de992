/** A brush that a finger or the keys move: where it is pressed, where it goes, where it is lifted. Knows nothing of what it draws. */
import { createSignal } from 'solid-js';
import type { Mark } from '../../platform/photo-edits/edits.ts';
import { clamp, type Point, type Rect } from '../../platform/photo-edits/geometry.ts';

export type PenKind = Mark['kind'];

export function createPen(done: (mark: Mark) => void) {
  const [being, setBeing] = createSignal<Mark>();
  /** Where the keys have brought it; a finger needs no sign. */
  const [cursor, setCursor] = createSignal<Point>();

  const press = (kind: PenKind, at: Point, width: number) =>
    setBeing(kind === 'arrow' ? { kind, from: at, to: at, width: width / 4 } : { kind, points: [at], width });
  const move = (at: Point) => {
    const mark = being();
    if (mark === undefined) return;
    if (mark.kind === 'arrow') {
      setBeing({ ...mark, to: at });
      return;
    }
    const last = mark.points.at(-1);
    // Nearer points change nothing that could be seen, and cost with each frame.
    if (last !== undefined && Math.hypot(at.x - last.x, at.y - last.y) < mark.width / 10) return;
    setBeing({ ...mark, points: [...mark.points, at] });
  };
  const drop = () => setBeing(undefined);
  const lift = () => {
    const mark = being();
    drop();
    if (mark === undefined) return;
    // A tap with the arrow points nowhere.
    if (mark.kind === 'arrow' && Math.hypot(mark.to.x - mark.from.x, mark.to.y - mark.from.y) < mark.width * 3) return;
    done(mark);
  };
  return {
    being,
    cursor,
    press,
    move,
    lift,
    drop,
    /** From the middle of what is seen, by so much; stays inside. */
    moveCursor: (by: Point, inside: Rect) => {
      const at = cursor() ?? { x: inside.x + inside.width / 2, y: inside.y + inside.height / 2 };
      const next = {
        x: clamp(at.x + by.x, inside.x, inside.x + inside.width),
        y: clamp(at.y + by.y, inside.y, inside.y + inside.height),
      };
      setCursor(next);
      move(next);
      return next;
    },
    hideCursor: () => setCursor(undefined),
  };
}
