/**
 * Who has the stored data open (LOCK-7): every engine of the profile shares this Web Lock while it does. Who seals everything anew holds
 * it alone, so that nobody writes under the key of before.
 */
import type { LockDep } from '@sanad/model/engine/deps';

/** Longer than a window takes to save its words and close. */
const patienceMs = 12_000;

/** `lockName`: of this profile. */
export function makeProfileLock(locks: LockManager, lockName: string): Pick<LockDep, 'join' | 'alone'> {
  return {
    join: () =>
      new Promise((joined, failed) => {
        locks
          .request(lockName, { mode: 'shared' }, () => new Promise<void>((leave) => joined(() => leave())))
          .catch((cause: unknown) => failed(cause instanceof Error ? cause : new Error('no lock')));
      }),
    async alone(task) {
      const patience = AbortSignal.timeout(patienceMs);
      let isGranted = false;
      try {
        return await locks.request(lockName, { signal: patience }, () => {
          isGranted = true;
          return task();
        });
      } catch (cause) {
        if (!isGranted && patience.aborted) return undefined;
        throw cause;
      }
    },
  };
}
