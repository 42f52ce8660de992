/**
 * What is said in passing (EPH-1, EPH-2): sealed, signed, relayed to who is connected, and stored nowhere. Nobody waits for an ephemeral,
 * and what cannot be verified or is old says nothing. Each kind has a file of its own: typing.ts, presence.ts.
 */
import * as v from 'valibot';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import type { DeviceId, SpaceId, UserId } from '../ids.ts';
import { countField } from '../wire/fields.ts';
import { maxEphemeralBytes } from '../wire/limits.ts';
import { correctedNowMs, type EngineContext, serverNowMs } from './context.ts';
import type { Link } from './link.ts';
import type { SealedValues } from './sealed-values.ts';
import { makeSerial } from './serial.ts';

/** The second position of an ephemeral. A kind that a version does not know is not heard. */
const KINDS = { typing: 1, presence: 2 } as const;
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
  send(space: SpaceId, kind: EphemeralKind, more?: readonly unknown[]): Promise<boolean>;
  receive(space: SpaceId, data: Uint8Array): Promise<void>;
  hear(kind: EphemeralKind, listener: (said: Said) => void): void;
}

/** Older than this on arrival it tells nothing. */
export const maxEphemeralAgeMs = 15_000;
const version = 1;

const Shape = v.tupleWithRest([v.literal(version), v.number(), countField], v.unknown());

export function makeEphemerals(context: EngineContext, sealed: SealedValues, link: Pick<Link, 'sendEphemeral'>): Ephemerals {
  const { identity } = context;
  const heard = new Map<string, number>();
  const listeners = new Map<number, (said: Said) => void>();
  const serial = makeSerial();
  let lastCounter = 0;
  const nowMs = (): number => Math.max(0, Math.floor(serverNowMs(context)));

  return {
    hear: (kind, listener) => void listeners.set(KINDS[kind], listener),
    // One after the other: what is said later arrives later, or it would count as old.
    send: (space, kind, more = []) =>
      serial(space, async () => {
        lastCounter = Math.max(lastCounter + 1, nowMs());
        const value = encodeCbor([version, KINDS[kind], Math.max(0, Math.floor(correctedNowMs(context))), ...more]);
        const bytes = await sealed.seal(space, lastCounter, value);
        return bytes !== undefined && link.sendEphemeral(space, bytes);
      }),
    async receive(space, data) {
      const nameOf = (device: DeviceId): string => `${space} ${device}`;
      const opened = await sealed.open(
        space,
        data,
        ({ device, counter }) => counter > (heard.get(nameOf(device)) ?? 0) && Math.abs(nowMs() - counter) <= maxEphemeralAgeMs,
      );
      if (opened === undefined || opened.user === identity.user) return;
      const { user, device, counter, value } = opened;
      const decoded = decodeCbor(value, maxEphemeralBytes);
      const said = v.safeParse(Shape, decoded.ok ? decoded.value : undefined);
      if (!said.success) return;
      heard.set(nameOf(device), counter);
      const [, kind, atMs, ...more] = said.output;
      listeners.get(kind)?.({ space, user, device, atMs, more });
    },
  };
}
