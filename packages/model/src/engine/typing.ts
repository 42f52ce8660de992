/**
 * Who is writing (EPH-1, EPH-2): a sealed ephemeral every few seconds while somebody types. Nothing is stored, nobody waits for it, and what
 * cannot be verified or is old says nothing.
 */
import * as v from 'valibot';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { type DeviceId, isSpaceId, isUserId, type SpaceId, type UserId } from '../ids.ts';
import { openRegister, parseRegisterHeader, sealRegister } from '../sync/register-sealing.ts';
import { countField } from '../wire/fields.ts';
import { maxEphemeralBytes } from '../wire/limits.ts';
import { correctedNowMs, type EngineContext } from './context.ts';
import type { Link } from './link.ts';
import type { People } from './people.ts';
import type { Spaces } from './spaces.ts';

export interface Typing {
  /** She types: sent when it is time again. Leader only. */
  send(space: SpaceId): Promise<void>;
  /** What she wrote was sent: the next key is news. */
  sent(space: SpaceId): void;
  receive(space: SpaceId, data: Uint8Array): Promise<void>;
  /** From another tab of this profile. */
  heard(space: SpaceId, user: UserId, atMs: number): void;
  /** Colleagues who are writing, with the moment when they last did, on their own clock. */
  of(space: SpaceId): readonly { readonly user: UserId; readonly atMs: number }[];
  stop(): void;
}

/** One every so often while keys are pressed; shown a little longer than that. */
const sendEveryMs = 4_000;
const shownMs = 7_000;
/** Older than this on arrival it tells nothing. */
const maxAgeMs = 15_000;
const version = 1;
const kind = 1;

/** The third says when, on the clock that the same device's messages carry: what she sent since is what she wrote. */
const Shape = v.tupleWithRest([v.literal(version), v.literal(kind), countField], v.unknown());
export const TypingMessage = v.object({
  type: v.literal('is-typing'),
  space: v.custom<SpaceId>(isSpaceId),
  user: v.custom<UserId>(isUserId),
  atMs: v.number(),
});

export function makeTyping(
  context: EngineContext,
  people: People,
  spaces: Spaces,
  link: Pick<Link, 'sendEphemeral'>,
  onChange: (space: SpaceId) => void,
): Typing {
  const { deps, http, identity } = context;
  const sentAtMs = new Map<SpaceId, number>();
  const counters = new Map<DeviceId, number>();
  const writing = new Map<SpaceId, Map<UserId, { readonly atMs: number; readonly cancel: () => void }>>();
  const serverNowMs = (): number => deps.clock.nowMs() + (http.clockOffsetMs() ?? 0);

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

  return {
    heard,
    sent: (space) => void sentAtMs.delete(space),
    of: (space) => [...(writing.get(space) ?? [])].map(([user, { atMs }]) => ({ user, atMs })),
    async send(space) {
      const nowMs = deps.clock.nowMs();
      if (nowMs - (sentAtMs.get(space) ?? Number.NEGATIVE_INFINITY) < sendEveryMs) return;
      const view = spaces.get(space);
      const key =
        view?.accepted === true && view.ended === undefined ? await view.keys?.subKey(view.epoch, 'ephemeral') : undefined;
      if (view === undefined || key === undefined) return;
      sentAtMs.set(space, nowMs);
      const header = { epoch: view.epoch, device: identity.device, counter: Math.max(0, Math.floor(serverNowMs())) };
      const value = encodeCbor([version, kind, Math.max(0, Math.floor(correctedNowMs(context)))]);
      const bytes = await sealRegister('ephemeral', space, header, value, key, identity.keys.signing);
      link.sendEphemeral(space, bytes);
    },
    async receive(space, data) {
      const header = parseRegisterHeader(data);
      const view = spaces.get(space);
      if (!header.ok || view === undefined) return;
      const { device, epoch, counter } = header.value;
      const user = people.userOf(device);
      const isMember = user !== undefined && user !== identity.user && view.members.some((member) => member.user === user);
      const isNews = counter > (counters.get(device) ?? 0) && Math.abs(serverNowMs() - counter) <= maxAgeMs;
      const isRevoked = user !== undefined && people.chainOf(user)?.devices.get(device)?.revokedN !== undefined;
      if (!isMember || !isNews || isRevoked) return;
      const [verifyKey, key] = await Promise.all([people.verifyKeyOf(device), view.keys?.subKey(epoch, 'ephemeral')]);
      if (verifyKey === undefined || key === undefined) return;
      const opened = await openRegister('ephemeral', space, data, verifyKey, key);
      const decoded = opened.ok ? decodeCbor(opened.value, maxEphemeralBytes) : opened;
      const said = v.safeParse(Shape, decoded.ok ? decoded.value : undefined);
      if (!said.success) return;
      const atMs = said.output[2];
      counters.set(device, counter);
      heard(space, user, atMs);
      deps.tabs.post({ type: 'is-typing', space, user, atMs });
    },
    stop() {
      for (const users of writing.values()) for (const { cancel } of users.values()) cancel();
      writing.clear();
    },
  };
}
