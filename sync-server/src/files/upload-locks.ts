/**
 * One request at a time writes an upload, in this process. The newest wins: whoever holds it is asked to stop, so that a connection that died
 * unnoticed does not keep its own resume waiting. Between processes no lock is needed: bytes of one file are the same whoever brings them (FILE-2).
 */
import { ERRORS, type Lock, type Locker } from '@tus/server';

export interface UploadLocks extends Locker {
  /** Whoever holds it is asked to stop. */
  readonly interrupt: (id: string) => void;
}
interface Holder {
  readonly interrupt: () => void;
  readonly ended: Promise<void>;
  readonly end: () => void;
}

/** `patienceMs`: for a holder to stop. */
export function createUploadLocks(patienceMs: number): UploadLocks {
  const holders = new Map<string, Holder>();
  const take = async (id: string, interrupt: () => void): Promise<Holder> => {
    const patience = AbortSignal.timeout(patienceMs);
    const gaveUp = new Promise<void>((done) => patience.addEventListener('abort', () => done(), { once: true }));
    for (let before = holders.get(id); before !== undefined; before = holders.get(id)) {
      if (patience.aborted) throw ERRORS.ERR_LOCK_TIMEOUT;
      before.interrupt();
      await Promise.race([before.ended, gaveUp]);
    }
    let end = (): void => undefined;
    const ended = new Promise<void>((done) => {
      end = done;
    });
    const holder = { interrupt, ended, end };
    holders.set(id, holder);
    return holder;
  };
  return {
    interrupt: (id) => holders.get(id)?.interrupt(),
    newLock: (id): Lock => {
      let held: Holder | undefined;
      return {
        lock: async (_signal, interrupt) => {
          held = await take(id, () => void interrupt());
        },
        unlock: async () => {
          holders.delete(id);
          held?.end();
        },
      };
    },
  };
}
