/**
 * What is said in passing (EPH-1, EPH-2): sealed, signed, relayed to who is connected, and stored nowhere. Nobody waits for an ephemeral,
 * and what cannot be verified or is old says nothing. Each kind has a file of its own: typing.ts, presence.ts, calls.ts, group-calls.ts.
 */
import * as v from 'valibot';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import type { DeviceId, SpaceId, UserId } from '../ids.ts';
import { parseRegisterHeader } from '../sync/register-sealing.ts';
import { countField } from '../wire/fields.ts';
import { maxEphemeralBytes } from '../wire/limits.ts';
import { correctedNowMs, type EngineContext, serverNowMs } from './context.ts';
import type { Link } from './link.ts';
import type { SealedValues } from './sealed-values.ts';
import { makeSerial } from './serial.ts';
import { makeUnheard, type Unheard, type UnheardReason } from './unheard.ts';

/** The second position of an ephemeral. A kind that a version does not know is not heard. */
const KINDS = { typing: 1, presence: 2, call: 3, 'group-call': 4 } as const;
export type EphemeralKind = keyof typeof KINDS;

export interface Said {
  readonly space: SpaceId;
  readonly user: UserId;
  readonly device: DeviceId;
  /** On the clock that the same device's messages carry. */
  readonly atMs: number;
  /** Positions after the time: not parsed yet. */
  readonly more: readonly unknown[];
}
export interface Ephemerals {
  /** Leader only. False: not connected, or nothing can be said in this space. */
  send(space: SpaceId, kind: EphemeralKind, more?: readonly unknown[], to?: DeviceId): Promise<boolean>;
  receive(space: SpaceId, data: Uint8Array): Promise<void>;
  /** What other devices of hers say is heard where it is asked for. */
  hear(kind: EphemeralKind, listener: (said: Said) => void, hearsOwn?: boolean): void;
  /** CALL-2: in the name of this member's device, who did not sign or seal it. */
  onForged(listener: (space: SpaceId, user: UserId, device: DeviceId) => void): void;
  readonly unheard: Unheard;
}

/** Older than this on arrival it tells nothing. */
export const maxEphemeralAgeMs = 15_000;
const version = 1;

/** EPH-2: it came over the connection of the device that it names. What a member sends in a colleague's name is not heard, nor does it count as forged. */
export function isSaidBy(data: Uint8Array, device: DeviceId): boolean {
  const header = parseRegisterHeader(data);
  return header.ok && header.value.device === device;
}

const Shape = v.tupleWithRest([v.literal(version), v.number(), countField], v.unknown());

export function makeEphemerals(context: EngineContext, sealed: SealedValues, link: Pick<Link, 'sendEphemeral'>): Ephemerals {
  const { identity } = context;
  const heard = new Map<string, number>();
  const listeners = new Map<number, { readonly listener: (said: Said) => void; readonly hearsOwn: boolean }>();
  const forgeryListeners: ((space: SpaceId, user: UserId, device: DeviceId) => void)[] = [];
  const serial = makeSerial();
  const unheard = makeUnheard();
  let lastCounter = 0;
  const nowMs = (): number => Math.max(0, Math.floor(serverNowMs(context)));

  return {
    unheard,
    hear: (kind, listener, hearsOwn = false) => void listeners.set(KINDS[kind], { listener, hearsOwn }),
    onForged: (listener) => void forgeryListeners.push(listener),
    // One after the other: what is said later arrives later, or it would count as old.
    send: (space, kind, more = [], to = undefined) =>
      serial(space, async () => {
        lastCounter = Math.max(lastCounter + 1, nowMs());
        const value = encodeCbor([version, KINDS[kind], Math.max(0, Math.floor(correctedNowMs(context))), ...more]);
        const bytes = await sealed.seal(space, lastCounter, value);
        // The relay ends the connection of who says more at once.
        return bytes !== undefined && bytes.length <= maxEphemeralBytes && link.sendEphemeral(space, bytes, to);
      }),
    async receive(space, data) {
      const nameOf = (device: DeviceId): string => `${space} ${device}`;
      const isNews = (device: DeviceId, counter: number): boolean =>
        counter > (heard.get(nameOf(device)) ?? 0) && Math.abs(nowMs() - counter) <= maxEphemeralAgeMs;
      let refusal: UnheardReason = 'stranger';
      const opened = await sealed.open(
        space,
        data,
        ({ device, counter }) => {
          const isFresh = isNews(device, counter);
          if (!isFresh) refusal = 'old';
          return isFresh;
        },
        (user, device) => {
          refusal = 'forged';
          for (const listener of forgeryListeners) listener(space, user, device);
        },
      );
      if (opened === undefined) {
        unheard.count(refusal);
        return;
      }
      const { user, device, counter, value } = opened;
      const decoded = decodeCbor(value, maxEphemeralBytes);
      const said = v.safeParse(Shape, decoded.ok ? decoded.value : undefined);
      if (!said.success) {
        unheard.count('malformed');
        return;
      }
      heard.set(nameOf(device), counter);
      const [, kind, atMs, ...more] = said.output;
      const heardBy = listeners.get(kind);
      if (heardBy !== undefined && (user !== identity.user || heardBy.hearsOwn))
        heardBy.listener({ space, user, device, atMs, more });
    },
  };
}
