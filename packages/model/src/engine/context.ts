/** What the parts of a running engine share. Made once per signed-in profile and handed down; there is no global state. */
import type { DeviceKeys } from '../crypto/identity.ts';
import type { DeviceId, UserId } from '../ids.ts';
import type { EngineDeps } from './deps.ts';
import type { HttpClient } from './http-client.ts';
import type { MessageClock } from './message-clock.ts';
import type { Store } from './store.ts';

export interface EngineContext {
  readonly deps: EngineDeps;
  readonly store: Store;
  readonly http: HttpClient;
  readonly identity: Identity;
  readonly activity: Activity;
  readonly messageClock: MessageClock;
}

/** Work that goes on by itself: closing waits for it, and so do tests. */
export interface Activity {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves at the next moment when nothing goes on. */
  settled(): Promise<void>;
}

export function makeActivity(): Activity {
  let running = 0;
  const waiting: (() => void)[] = [];
  const done = (): void => {
    running--;
    if (running === 0) for (const resolve of waiting.splice(0)) resolve();
  };
  return {
    track(work) {
      running++;
      work.then(done, done);
      return work;
    },
    settled: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}

export interface Identity {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly keys: DeviceKeys;
  readonly organisationHash: Uint8Array;
}

/** A device clock that is further off than this is corrected by the server's (DOC-5). */
export const maxClockErrorMs = 24 * 3600 * 1000;

/** The server's time as far as this device knows it. */
export const serverNowMs = ({ deps, http }: Pick<EngineContext, 'deps' | 'http'>): number =>
  deps.clock.nowMs() + (http.clockOffsetMs() ?? 0);

/** Wall time as people will read it: ours, or the server's when ours is off by more than a day. */
export function correctedNowMs(context: Pick<EngineContext, 'deps' | 'http'>): number {
  const now = context.deps.clock.nowMs();
  const offset = context.http.clockOffsetMs() ?? 0;
  return Math.abs(offset) > maxClockErrorMs ? now + offset : now;
}
