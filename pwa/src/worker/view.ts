/** A view of the engine that the page opened: what it listens with crossed over as a proxy, and what ends it goes back as one. */
import type { Unsubscribe } from '@sanad/model/engine/api';
import { proxy } from 'comlink';
import { letGo } from '../platform/let-go.ts';

type Listener<Told extends readonly unknown[]> = (...told: Told) => void;

/**
 * With its end the page's listener is let go of. Until then the page keeps it, and with it everything it was told: without a word from here for as
 * long as nobody tidies up in this thread.
 */
export async function view<Told extends readonly unknown[]>(
  listener: Listener<Told>,
  open: (listener: Listener<Told>) => Promise<Unsubscribe>,
): Promise<Unsubscribe> {
  let isOver = false;
  const heard: Listener<Told> = (...told) => {
    // Something may still be on its way.
    if (!isOver) return listener(...told);
  };
  const end = await open(heard).catch((cause: unknown) => {
    letGo(listener);
    throw cause;
  });
  return proxy(() => {
    if (isOver) return;
    isOver = true;
    end();
    letGo(listener);
  });
}
