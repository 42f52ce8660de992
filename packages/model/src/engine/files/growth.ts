/** Files that are being sealed this moment: how far each is, for what brings its bytes to the server meanwhile (FILE-8). In memory alone. */
import type { FileId } from '../../ids.ts';

/** Bytes in the store, once they are more than `from`; undefined: no more will come. */
export type MoreBytes = (from: number) => Promise<number | undefined>;
export interface Growing {
  /** So many bytes are in the store. */
  grew(bytes: number): void;
  /** All of them, or it was given up. */
  ended(): void;
}
export interface Growth {
  begin(file: FileId): Growing;
  /** Undefined: it is not being sealed here; what is in the store is all. */
  of(file: FileId): MoreBytes | undefined;
}

export function makeGrowth(): Growth {
  const growing = new Map<FileId, MoreBytes>();
  return {
    begin(file) {
      let here = 0;
      let isOver = false;
      let waiting: (() => void)[] = [];
      const wake = (): void => {
        const woken = waiting;
        waiting = [];
        for (const one of woken) one();
      };
      growing.set(file, async (from) => {
        while (here <= from && !isOver) await new Promise<void>((woken) => waiting.push(woken));
        return here > from ? here : undefined;
      });
      return {
        grew(bytes) {
          here = bytes;
          wake();
        },
        ended() {
          isOver = true;
          growing.delete(file);
          wake();
        },
      };
    },
    of: (file) => growing.get(file),
  };
}
