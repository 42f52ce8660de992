/**
 * A clock that looks for what is due: every `pollMs`, when it is woken, and when `tick` says so; one look after the other. What a look does is handed in, and
 * so is time.
 */
export interface DueClock {
  /** Everything that is due at `nowMs` and that no other process is at. */
  readonly tick: (nowMs: number) => Promise<void>;
  /** Something was stored: it may be due. */
  readonly wake: () => void;
  /** No more ticks; resolves when the present one is through. */
  readonly stop: () => Promise<void>;
}
export interface DueClockDeps {
  readonly nowMs: () => number;
  /** 0: only when it is woken or `tick` is called. */
  readonly pollMs: number;
  readonly onError: (error: unknown) => void;
}

export function createDueClock(
  { nowMs: now, pollMs, onError }: DueClockDeps,
  runDue: (nowMs: number) => Promise<void>,
): DueClock {
  let running: Promise<void> = Promise.resolve();
  let isQueued = false;
  let isStopped = false;

  const tick = (nowMs: number): Promise<void> => {
    const turn = running.then(() => (isStopped ? undefined : runDue(nowMs)));
    running = turn.catch(() => undefined);
    return turn;
  };
  const wake = (): void => {
    if (isQueued || isStopped) return;
    isQueued = true;
    running = running.then(() => {
      isQueued = false; // what is stored from now on needs another look
      return isStopped ? undefined : runDue(now()).catch(onError);
    });
  };
  const timer = pollMs > 0 ? setInterval(wake, pollMs) : undefined;
  timer?.unref();
  return {
    tick,
    wake,
    stop: async () => {
      clearInterval(timer);
      isStopped = true;
      await running;
    },
  };
}
