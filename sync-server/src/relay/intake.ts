/**
 * How fast one socket may bring frames (SYNC-16): a bounded number and size of appends in flight, and a bucket of frames per
 * second. Whoever is faster is not refused but no longer read, so that the network's own back-pressure reaches the sender and nothing
 * piles up here.
 */
export const maxAppendsInFlight = 64;
export const maxBytesInFlight = 4 * 1024 * 1024;

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}
export interface IntakeSocket {
  readonly pause: () => void;
  readonly resume: () => void;
}
export interface Intake {
  /** Every frame. */
  readonly count: () => void;
  readonly begin: (bytes: number) => void;
  readonly end: (bytes: number) => void;
  readonly stop: () => void;
}

export function createIntake(socket: IntakeSocket, rate: Rate, nowMs: () => number): Intake {
  let tokens = rate.burst;
  let refilledAtMs = nowMs();
  let appends = 0;
  let bytes = 0;
  let isFull = false;
  let timer: NodeJS.Timeout | undefined;

  const update = (): void => {
    const limitOver = appends >= maxAppendsInFlight || bytes >= maxBytesInFlight;
    // Read on when half of it is answered, not after every single answer.
    const isStillFull = isFull && (appends > maxAppendsInFlight / 2 || bytes > maxBytesInFlight / 2);
    isFull = limitOver || isStillFull;
    if (isFull || timer !== undefined) socket.pause();
    else socket.resume();
  };
  const refill = (): void => {
    const now = nowMs();
    tokens = Math.min(rate.burst, tokens + ((now - refilledAtMs) / 1000) * rate.perSecond);
    refilledAtMs = now;
  };
  return {
    count: () => {
      refill();
      tokens -= 1;
      if (tokens >= 0 || timer !== undefined) return;
      timer = setTimeout(
        () => {
          timer = undefined;
          update();
        },
        Math.ceil((-tokens / rate.perSecond) * 1000),
      );
      timer.unref();
      update();
    },
    begin: (size) => {
      appends += 1;
      bytes += size;
      if (appends >= maxAppendsInFlight || bytes >= maxBytesInFlight) update();
    },
    end: (size) => {
      appends -= 1;
      bytes -= size;
      if (isFull) update();
    },
    stop: () => clearTimeout(timer),
  };
}
