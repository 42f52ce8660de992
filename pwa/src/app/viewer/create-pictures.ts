/** The pictures that are shown: the one in sight and its neighbours are in memory, no others; their addresses end with their owner. */

import { createEffect, createSignal, onCleanup, untrack } from 'solid-js';
import { isShownPicture } from '../files/shown-picture.ts';

export interface ViewedPicture {
  readonly name: string;
  /** `undefined`: it cannot be had here now. */
  readonly load: () => Promise<Blob | undefined>;
  /** Shown until the picture is there. */
  readonly thumbnail?: Uint8Array<ArrayBuffer> | undefined;
}

export type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'shown'; readonly url: string }
  | { readonly state: 'gone' }
  | { readonly state: 'unreadable' };

const loading: Loaded = { state: 'loading' };

export function createPictures(items: () => readonly ViewedPicture[], at: () => number) {
  const [loadedAt, setLoadedAt] = createSignal<ReadonlyMap<number, Loaded>>(new Map());
  const set = (index: number, loaded: Loaded) => setLoadedAt((before) => new Map(before).set(index, loaded));
  const isNear = (index: number) => Math.abs(index - untrack(at)) <= 1;
  let isOver = false;

  const load = async (index: number, item: ViewedPicture) => {
    set(index, loading);
    const blob = await item.load().catch(() => undefined);
    const isShown = blob !== undefined && (await isShownPicture(blob));
    // She went on meanwhile, or away.
    if (isOver || !isNear(index)) forget(index);
    else if (blob === undefined) set(index, { state: 'gone' });
    else set(index, isShown ? { state: 'shown', url: URL.createObjectURL(blob) } : { state: 'unreadable' });
  };
  const forget = (index: number) => {
    const loaded = untrack(loadedAt).get(index);
    if (loaded?.state === 'shown') URL.revokeObjectURL(loaded.url);
    setLoadedAt((before) => new Map([...before].filter(([other]) => other !== index)));
  };
  const known = () => untrack(() => [...loadedAt().keys()]);
  createEffect(() => {
    const [all, now] = [items(), at()];
    for (const index of known()) if (!isNear(index)) forget(index);
    for (const index of [now, now + 1, now - 1]) {
      const item = all[index];
      if (item !== undefined && !known().includes(index)) void untrack(() => load(index, item));
    }
  });
  onCleanup(() => {
    isOver = true;
    for (const index of known()) forget(index);
  });
  return {
    loaded: (index: number): Loaded => loadedAt().get(index) ?? loading,
    failed: (index: number) => {
      forget(index);
      set(index, { state: 'unreadable' });
    },
  };
}
