/** Who is writing (EPH-1): one ephemeral every few seconds while somebody types. */
import * as v from 'valibot';
import { isSpaceId, isUserId, type SpaceId, type UserId } from '../ids.ts';
import type { EngineContext } from './context.ts';
import type { Ephemerals } from './ephemerals.ts';

export interface Typing {
  /** She types: sent when it is time again. Leader only. */
  send(space: SpaceId): Promise<void>;
  /** What she wrote was sent: the next key is news. */
  sent(space: SpaceId): void;
  /** From another tab of this profile. */
  heard(space: SpaceId, user: UserId, atMs: number): void;
  /** Colleagues who are writing, with the moment when they last did, on their own clock. */
  of(space: SpaceId): readonly { readonly user: UserId; readonly atMs: number }[];
  stop(): void;
}

/** One every so often while keys are pressed; shown a little longer than that. */
const sendEveryMs = 4_000;
const shownMs = 7_000;

export const TypingMessage = v.object({
  type: v.literal('is-typing'),
  space: v.custom<SpaceId>(isSpaceId),
  user: v.custom<UserId>(isUserId),
  atMs: v.number(),
});

export function makeTyping(
  { deps }: Pick<EngineContext, 'deps'>,
  ephemerals: Ephemerals,
  onChange: (space: SpaceId) => void,
): Typing {
  const sentAtMs = new Map<SpaceId, number>();
  const writing = new Map<SpaceId, Map<UserId, { readonly atMs: number; readonly cancel: () => void }>>();

  function heard(space: SpaceId, user: UserId, atMs: number): void {
    const users = writing.get(space) ?? new Map();
    writing.set(space, users);
    users.get(user)?.cancel();
    const cancel = deps.clock.schedule(shownMs, () => {
      users.delete(user);
      onChange(space);
    });
    users.set(user, { atMs, cancel });
    onChange(space);
  }
  // What she sends since then is what she was writing: its time is on the same clock.
  ephemerals.hear('typing', ({ space, user, atMs }) => {
    heard(space, user, atMs);
    deps.tabs.post({ type: 'is-typing', space, user, atMs });
  });

  return {
    heard,
    sent: (space) => void sentAtMs.delete(space),
    of: (space) => [...(writing.get(space) ?? [])].map(([user, { atMs }]) => ({ user, atMs })),
    async send(space) {
      const nowMs = deps.clock.nowMs();
      if (nowMs - (sentAtMs.get(space) ?? Number.NEGATIVE_INFINITY) < sendEveryMs) return;
      sentAtMs.set(space, nowMs);
      if (!(await ephemerals.send(space, 'typing'))) sentAtMs.delete(space);
    },
    stop() {
      for (const users of writing.values()) for (const { cancel } of users.values()) cancel();
      writing.clear();
    },
  };
}
