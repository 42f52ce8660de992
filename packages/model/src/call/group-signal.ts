/**
 * What devices say about a call of a group (GROUPCALL-1): the positions after the time in an ephemeral of kind 4, sealed and signed in the space of
 * the group like every other. `since` is when a device came in, by the server's clock: with the device it names one stay, so nothing that was meant
 * for an earlier one is taken.
 *
 *   1 here [since, call 16, startedBy 16, startedAt, flags, handAt]   flags: 1 microphone, 2 camera, 4 screen   handAt: 0 is down
 *   2 leave [since]
 *   3 exchange [since, device 16, its since, attempt, ack, from, items]   items as between two people (signal.ts)
 *   4 mute [device 16, its since]
 */
import * as v from 'valibot';
import {
  type CallId,
  callIdFromBytes,
  type DeviceId,
  deviceIdFromBytes,
  idToBytes,
  type UserId,
  userIdFromBytes,
  userIdToBytes,
} from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { ExchangeSaid } from './exchange.ts';
import { charactersOf, count, ItemShape, id, itemFromTuple, itemToTuple, maxItems, maxItemsCharacters } from './signal.ts';

/** What somebody lets the others hear and see. */
export interface Sends {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}
/** Which call it is, as whoever is in says it. */
export interface CallName {
  readonly call: CallId;
  readonly startedBy: UserId;
  readonly startedAtMs: number;
}
export interface Here extends CallName {
  readonly type: 'here';
  readonly sinceMs: number;
  readonly sends: Sends;
  readonly handAtMs: number | undefined;
}
export interface GroupExchange extends ExchangeSaid {
  readonly type: 'exchange';
  readonly sinceMs: number;
  /** For whom it is meant: this stay of this device. */
  readonly device: DeviceId;
  readonly itsSinceMs: number;
  /** The how-manieth connection between the two, from 1. */
  readonly attempt: number;
}
export type GroupSignal =
  | Here
  | { readonly type: 'leave'; readonly sinceMs: number }
  | GroupExchange
  /** A moderator asks for silence (GROUPCALL-7). */
  | { readonly type: 'mute'; readonly device: DeviceId; readonly itsSinceMs: number };

const maxAttempt = 100_000;
const attemptField = v.pipe(count, v.minValue(1), v.maxValue(maxAttempt));
const flags = v.pipe(count, v.maxValue(7));
const Shape = v.union([
  v.tupleWithRest([v.literal(1), count, id, id, count, flags, count], v.unknown()),
  v.tupleWithRest([v.literal(2), count], v.unknown()),
  v.tupleWithRest(
    [v.literal(3), count, id, count, attemptField, count, count, v.pipe(v.array(ItemShape), v.maxLength(maxItems))],
    v.unknown(),
  ),
  v.tupleWithRest([v.literal(4), id, count], v.unknown()),
]);

const flagsOf = ({ microphone, camera, screen }: Sends): number => (microphone ? 1 : 0) + (camera ? 2 : 0) + (screen ? 4 : 0);
const sendsOf = (set: number): Sends => ({ microphone: (set & 1) !== 0, camera: (set & 2) !== 0, screen: (set & 4) !== 0 });

/** Positions after the time of an ephemeral. */
export function groupSignalToPositions(signal: GroupSignal): readonly unknown[] {
  switch (signal.type) {
    case 'here': {
      const { sinceMs, call, startedBy, startedAtMs, sends, handAtMs = 0 } = signal;
      return [1, sinceMs, idToBytes(call), userIdToBytes(startedBy), startedAtMs, flagsOf(sends), handAtMs];
    }
    case 'leave':
      return [2, signal.sinceMs];
    case 'exchange': {
      const { sinceMs, device, itsSinceMs, attempt, ack, from, items } = signal;
      return [3, sinceMs, idToBytes(device), itsSinceMs, attempt, ack, from, items.map(itemToTuple)];
    }
    case 'mute':
      return [4, idToBytes(signal.device), signal.itsSinceMs];
  }
}

export function parseGroupSignal(positions: readonly unknown[]): Result<GroupSignal, { readonly type: 'malformed' }> {
  const parsed = v.safeParse(Shape, positions);
  if (!parsed.success) return err({ type: 'malformed' });
  const shape = parsed.output;
  switch (shape[0]) {
    case 1: {
      const [, sinceMs, call, startedBy, startedAtMs, set, handAtMs] = shape;
      const name: CallName = { call: callIdFromBytes(call), startedBy: userIdFromBytes(startedBy), startedAtMs };
      return ok({ type: 'here', sinceMs, ...name, sends: sendsOf(set), handAtMs: handAtMs === 0 ? undefined : handAtMs });
    }
    case 2:
      return ok({ type: 'leave', sinceMs: shape[1] });
    case 3: {
      const [, sinceMs, device, itsSinceMs, attempt, ack, from, tuples] = shape;
      const items = tuples.map(itemFromTuple);
      if (charactersOf(items) > maxItemsCharacters) return err({ type: 'malformed' });
      return ok({ type: 'exchange', sinceMs, device: deviceIdFromBytes(device), itsSinceMs, attempt, ack, from, items });
    }
    case 4:
      return ok({ type: 'mute', device: deviceIdFromBytes(shape[1]), itsSinceMs: shape[2] });
  }
}
