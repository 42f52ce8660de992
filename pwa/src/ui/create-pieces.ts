/** What long work comes to, done between frames (create-pace.ts): undefined until the first of it has ended, then of the last that did. Work that was overtaken is given up. */
import { type Accessor, createEffect, createSignal } from 'solid-js';
import { createPace } from './create-pace.ts';

/** Work that lets go after each piece. */
export type Pieces<T> = Generator<undefined, T>;

/** `begin` reads what the work is about, and says so when there is nothing to do it with. */
export function createPieces<T>(begin: () => Pieces<T> | undefined): Accessor<T | undefined> {
  const [value, setValue] = createSignal<T>();
  const pace = createPace('work');
  createEffect(() => {
    const work = begin();
    if (work === undefined) return pace.stop();
    pace.run(() => {
      const piece = work.next();
      if (piece.done === true) setValue(() => piece.value);
      return piece.done !== true;
    });
  });
  return value;
}
