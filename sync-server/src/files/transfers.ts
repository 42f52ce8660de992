/** What each person brings and fetches at the same time (FILE-6): bounded, and ended when she is cut off. */
import type { FileId } from '@sanad/model/ids';
import type { Session } from '../http/context.ts';
import type { Hub, Transfer } from '../relay/hub.ts';

export interface Transfers {
  /** Undefined: as many as she may have are running. The same file again takes no further place: the newer takes over. */
  readonly begin: (
    session: Session,
    device: Transfer['device'],
    file: FileId,
    running: Pick<Transfer, 'end' | 'review'>,
  ) => { readonly done: () => void } | undefined;
  readonly count: () => number;
}

export function createTransfers(hub: Pick<Hub, 'follow'>, maxPerPerson: number): Transfers {
  const running = new Map<Session['user'], { readonly file: FileId }[]>();
  let count = 0;
  return {
    count: () => count,
    begin: ({ id: sessionId, user }, device, file, { end, review }) => {
      const hers = running.get(user) ?? [];
      if (new Set([...hers.map((entry) => entry.file), file]).size > maxPerPerson) return undefined;
      const entry = { file };
      running.set(user, [...hers, entry]);
      count += 1;
      const unfollow = hub.follow({ user, device, sessionId, end, review });
      let isDone = false;
      return {
        done: () => {
          if (isDone) return;
          isDone = true;
          count -= 1;
          unfollow();
          const rest = (running.get(user) ?? []).filter((other) => other !== entry);
          if (rest.length === 0) running.delete(user);
          else running.set(user, rest);
        },
      };
    },
  };
}
