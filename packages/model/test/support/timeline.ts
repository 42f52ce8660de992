/** Time that stands still until it is run: what happens to several devices in its order, with a tick of each machine when it is due; and a line between them. */

export interface Line {
  readonly lossIn100: number;
  readonly repeatIn100: number;
  readonly maxDelayMs: number;
}
export interface Timeline {
  nowMs(): number;
  at(delayMs: number, task: () => void): void;
  run(forMs: number): void;
  /** Carries something over a line that may lose, repeat and reorder. `chance` answers 0 … 1. */
  carry(line: Line, chance: () => number, arrive: () => void): void;
}

/** `dueMs`: when a machine is to be ticked, undefined when it waits for nothing; `tick` does it. */
export function makeTimeline<Phone>(
  phones: readonly Phone[],
  dueMs: (phone: Phone) => number | undefined,
  tick: (phone: Phone) => void,
): Timeline {
  let nowMs = 1_000_000;
  let order = 0;
  const queue: { readonly atMs: number; readonly order: number; readonly task: () => void }[] = [];
  const at = (delayMs: number, task: () => void): void => void queue.push({ atMs: nowMs + delayMs, order: order++, task });

  function runUntil(endMs: number): void {
    for (;;) {
      const dues = phones.map((phone) => dueMs(phone) ?? Number.POSITIVE_INFINITY);
      const tickMs = Math.min(...dues);
      const next = queue.reduce<(typeof queue)[number] | undefined>(
        (best, one) =>
          best === undefined || one.atMs < best.atMs || (one.atMs === best.atMs && one.order < best.order) ? one : best,
        undefined,
      );
      const atMs = Math.min(tickMs, next?.atMs ?? Number.POSITIVE_INFINITY);
      if (atMs > endMs) break;
      nowMs = Math.max(nowMs, atMs);
      if (next !== undefined && next.atMs <= tickMs) {
        queue.splice(queue.indexOf(next), 1);
        next.task();
      } else {
        const phone = phones[dues.indexOf(tickMs)];
        if (phone !== undefined) tick(phone);
      }
    }
    nowMs = endMs;
  }

  return {
    nowMs: () => nowMs,
    at,
    run: (forMs) => runUntil(nowMs + forMs),
    carry({ lossIn100, repeatIn100, maxDelayMs }, chance, arrive) {
      if (chance() * 100 < lossIn100) return;
      const send = (): void => at(1 + chance() * maxDelayMs, arrive);
      send();
      if (chance() * 100 < repeatIn100) send();
    },
  };
}
