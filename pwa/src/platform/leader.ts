/** One leader per profile (SYNC-10): the holder of this Web Lock alone talks to the server; the next tab gets it when this one goes. */
import type { LeaderDep } from '@sanad/model/engine/deps';

/** `lockName`: of this profile. */
export const makeLeader =
  (locks: LockManager, lockName: string): LeaderDep =>
  (lead) => {
    const waiting = new AbortController();
    let end = () => {};
    const ended = new Promise<void>((done) => {
      end = done;
    });
    locks
      .request(lockName, { signal: waiting.signal }, async () => {
        if (!waiting.signal.aborted) await Promise.race([lead(), ended]);
      })
      .catch((cause: unknown) => {
        // Released before it was granted: that is how waiting ends.
        if (!waiting.signal.aborted) throw cause;
      });
    return {
      release: () => {
        waiting.abort();
        end();
      },
    };
  };
