/** What another app shared with SANAD and waits to be given a conversation; only on a device of one's own, and until its hour is over. */
import { placesOf } from '../../platform/profile-place.ts';
import { dropShare, dropShared, type KeptShare, keptShare, SHARE_REFUSALS, type ShareRefusal } from '../../platform/share.ts';
import { useEngine } from '../engine-client.ts';

/** In the history of the browser: which share the conversation that opens was chosen for. It is in no address, so that no link can choose. */
export interface ShareState {
  readonly share: string;
}
export const shareIn = (state: unknown): string | undefined =>
  typeof state === 'object' && state !== null && 'share' in state && typeof state.share === 'string' ? state.share : undefined;

/** What the address says of a share that was not kept; anything else says nothing. */
export const refusalOf = (word: unknown): ShareRefusal | undefined => SHARE_REFUSALS.find((known) => known === word);

export interface WaitingShare {
  look(): Promise<KeptShare | undefined>;
  /**
   * Part by part: `kept` lets go of what is kept somewhere else, so that a reload goes on with the rest. One at a time; of a share that is another one by
   * now, or gone, nothing.
   */
  take(id: string, work: (share: KeptShare, kept: (part: 'text' | number) => Promise<void>) => Promise<void>): Promise<void>;
  drop(): Promise<void>;
}

const lockName = 'sanad-share';

export function useShare(): WaitingShare {
  const { opened } = useEngine();
  const place = () => placesOf(opened().profile);
  const look = async () => (opened().computer === undefined ? keptShare(place(), Date.now()) : undefined);
  return {
    look,
    take: (id, work) =>
      navigator.locks.request(place()(lockName), { ifAvailable: true }, async (lock) => {
        const share = lock === null ? undefined : await look();
        if (share?.id !== id) return;
        await work(share, (part) => dropShared(place(), id, part));
        // What was refused was said. Another share may have come meanwhile.
        const left = await look();
        if (left === undefined || left.id === id) await dropShare(place());
      }),
    drop: () => dropShare(place()),
  };
}
