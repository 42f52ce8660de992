/**
 * One person at a time (SHARED-1): the pages of this computer tell one another who opened it, and know whether anybody has it open. When
 * nobody has, the server closes the open session and ends those of people who are not here any more (SHARED-5).
 */
import { encodeCbor } from '@sanad/model/cbor';
import type { UserId } from '@sanad/model/ids';
import { type ProfileId, parseProfileId } from './profile-place.ts';

const channelName = 'sanad-people';
const lockName = 'sanad-somebody-here';
const patienceMs = 10_000;
const leavingMs = 2_000;

/** As long as a page has a profile open. Returns what ends it. */
export function beHere(locks: LockManager, profile: ProfileId, otherOpened: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const opened = parseProfileId(data);
    if (opened !== undefined && opened !== profile) otherOpened();
  });
  channel.postMessage(profile);
  let leave = () => {};
  const gone = new Promise<void>((done) => {
    leave = done;
  });
  void locks.request(lockName, { mode: 'shared' }, () => gone);
  return () => {
    leave();
    channel.close();
  };
}

/** Runs the task while no page has a profile open; not at all while one has. */
export async function whileNobodyIsHere(locks: LockManager, task: () => Promise<unknown>): Promise<void> {
  // The page that was left a moment ago lets go of it soon.
  const patience = AbortSignal.timeout(leavingMs);
  let isGranted = false;
  try {
    await locks.request(lockName, { signal: patience }, () => {
      isGranted = true;
      return task();
    });
  } catch (cause) {
    if (isGranted || !patience.aborted) throw cause;
  }
}

/** Without a network nothing happens: asked again when it is back. */
export async function restSessions(fetchFromHere: typeof fetch, keep: readonly UserId[]): Promise<void> {
  try {
    await fetchFromHere('/api/v1/sessions/rest', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { accept: 'application/cbor', 'content-type': 'application/cbor' },
      body: encodeCbor({ keep: [...keep] }),
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch {
    // The open session stays a while: it reads nothing without her keys.
  }
}
