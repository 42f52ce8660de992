/**
 * What two devices say to one another about a call (CALL-1, CALL-2): the positions after the time in an ephemeral of kind 3, sealed and signed
 * like every other. A call is named by its id, an exchange between two devices by both of them: the sender is the one that signed.
 *
 *   [callId 16, word, …]       1 invite [video]   2 ready   3 accept   4 confirm [device 16]   5 exchange [device 16, ack, from, items]   6 end [reason]
 *   item                       [1, "offer" | "answer", sdp]   [2, [[candidate, mid, line], …]]   [3, microphone, camera, screen, paused]   [4, picture]
 */
import * as v from 'valibot';
import { type CallId, callIdFromBytes, type DeviceId, deviceIdFromBytes, idToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';

export interface Description {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}
export interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
}
/** What a side sends. `isPaused`: its camera is on, and rests until its network is better (CALL-12). */
export interface Sending {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly isPaused: boolean;
}
/** What is exchanged in order between the two devices that talk (exchange.ts). */
export type Item =
  | { readonly type: 'description'; readonly description: Description }
  | { readonly type: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly type: 'sending'; readonly sending: Sending }
  /** Which picture of the other side is wanted now (GROUPCALL-8). */
  | { readonly type: 'wants'; readonly picture: Picture };

/** How large a picture is shown over there; what nobody looks at is not sent. */
export const PICTURES = ['none', 'small', 'large'] as const;
export type Picture = (typeof PICTURES)[number];

/** `over`: it was going on, and was hung up. `failed`: it cannot go on. */
export const SAID_REASONS = ['declined', 'busy', 'cancelled', 'over', 'failed'] as const;
export type SaidReason = (typeof SAID_REASONS)[number];

export type Signal =
  /** The caller, again and again: whoever comes late hears the next one. */
  | { readonly type: 'invite'; readonly call: CallId; readonly video: boolean }
  /** It rings here. */
  | { readonly type: 'ready'; readonly call: CallId }
  | { readonly type: 'accept'; readonly call: CallId }
  /** The caller says which device it talks to: all others of that person fall silent. */
  | { readonly type: 'confirm'; readonly call: CallId; readonly device: DeviceId }
  | {
      readonly type: 'exchange';
      readonly call: CallId;
      /** For whom it is meant. */
      readonly device: DeviceId;
      /** How many items of the other side arrived. */
      readonly ack: number;
      /** Number of the first item, from 0. */
      readonly from: number;
      readonly items: readonly Item[];
    }
  | { readonly type: 'end'; readonly call: CallId; readonly reason: SaidReason };

export const maxSdpCharacters = 20_000;
export const maxCandidateCharacters = 512;
export const maxCandidates = 32;
export const maxItems = 8;
/** Characters of all items of one signal together: sealed it is below the limit of an ephemeral (WIRE-2). */
export const maxItemsCharacters = 24_000;

const WORDS = ['invite', 'ready', 'accept', 'confirm', 'exchange', 'end'] as const;

export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const id = v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 16);
/** Without the hash of a certificate nothing would say with whom the media are exchanged. */
const hasFingerprint = (sdp: string): boolean => sdp.startsWith('v=0') && /^a=fingerprint:sha-(?:256|384|512) /m.test(sdp);
const Sdp = v.pipe(v.string(), v.maxLength(maxSdpCharacters), v.check(hasFingerprint));
const CandidateShape = v.tupleWithRest(
  [
    v.pipe(v.string(), v.maxLength(maxCandidateCharacters)),
    v.nullable(v.pipe(v.string(), v.maxLength(64))),
    v.nullable(v.pipe(count, v.maxValue(255))),
  ],
  v.unknown(),
);
export const ItemShape = v.union([
  v.tupleWithRest([v.literal(1), v.picklist(['offer', 'answer']), Sdp], v.unknown()),
  v.tupleWithRest([v.literal(2), v.pipe(v.array(CandidateShape), v.maxLength(maxCandidates))], v.unknown()),
  v.tupleWithRest([v.literal(3), v.boolean(), v.boolean(), v.boolean(), v.boolean()], v.unknown()),
  v.tupleWithRest([v.literal(4), v.picklist(PICTURES)], v.unknown()),
]);
const Shape = v.union([
  v.tupleWithRest([id, v.literal(1), v.boolean()], v.unknown()),
  v.tupleWithRest([id, v.literal(2)], v.unknown()),
  v.tupleWithRest([id, v.literal(3)], v.unknown()),
  v.tupleWithRest([id, v.literal(4), id], v.unknown()),
  v.tupleWithRest([id, v.literal(5), id, count, count, v.pipe(v.array(ItemShape), v.maxLength(maxItems))], v.unknown()),
  v.tupleWithRest([id, v.literal(6), v.picklist(SAID_REASONS)], v.unknown()),
]);

/** Of those that this device found, as many as are heard. */
export const sayableCandidates = (found: readonly Candidate[]): Extract<Item, { readonly type: 'candidates' }> => ({
  type: 'candidates',
  candidates: found.filter(({ candidate }) => candidate.length <= maxCandidateCharacters).slice(0, maxCandidates),
});

export const itemToTuple = (item: Item): readonly unknown[] => {
  switch (item.type) {
    case 'description':
      return [1, item.description.type, item.description.sdp];
    case 'candidates':
      return [2, item.candidates.map(({ candidate, sdpMid, sdpMLineIndex }) => [candidate, sdpMid, sdpMLineIndex])];
    case 'sending':
      return [3, item.sending.microphone, item.sending.camera, item.sending.screen, item.sending.isPaused];
    case 'wants':
      return [4, item.picture];
  }
};

export function itemFromTuple(tuple: v.InferOutput<typeof ItemShape>): Item {
  switch (tuple[0]) {
    case 1:
      return { type: 'description', description: { type: tuple[1], sdp: tuple[2] } };
    case 2:
      return {
        type: 'candidates',
        candidates: tuple[1].map(([candidate, sdpMid, sdpMLineIndex]) => ({ candidate, sdpMid, sdpMLineIndex })),
      };
    case 3:
      return { type: 'sending', sending: { microphone: tuple[1], camera: tuple[2], screen: tuple[3], isPaused: tuple[4] } };
    case 4:
      return { type: 'wants', picture: tuple[1] };
  }
}

/** Characters that count: of a candidate list with its line numbers, of a description its text. */
export function itemCharacters(item: Item): number {
  if (item.type === 'description') return item.description.sdp.length;
  if (item.type === 'sending' || item.type === 'wants') return 8;
  return item.candidates.reduce((sum, { candidate, sdpMid }) => sum + candidate.length + (sdpMid?.length ?? 0) + 16, 0);
}

export const charactersOf = (items: readonly Item[]): number => items.reduce((sum, item) => sum + itemCharacters(item), 0);

/** Positions after the time of an ephemeral. */
export function signalToPositions(signal: Signal): readonly unknown[] {
  const head = [idToBytes(signal.call), WORDS.indexOf(signal.type) + 1];
  switch (signal.type) {
    case 'invite':
      return [...head, signal.video];
    case 'ready':
    case 'accept':
      return head;
    case 'confirm':
      return [...head, idToBytes(signal.device)];
    case 'exchange':
      return [...head, idToBytes(signal.device), signal.ack, signal.from, signal.items.map(itemToTuple)];
    case 'end':
      return [...head, signal.reason];
  }
}

export function parseSignal(positions: readonly unknown[]): Result<Signal, { readonly type: 'malformed' }> {
  const parsed = v.safeParse(Shape, positions);
  if (!parsed.success) return err({ type: 'malformed' });
  const shape = parsed.output;
  const call = callIdFromBytes(shape[0]);
  switch (shape[1]) {
    case 1:
      return ok({ type: 'invite', call, video: shape[2] });
    case 2:
      return ok({ type: 'ready', call });
    case 3:
      return ok({ type: 'accept', call });
    case 4:
      return ok({ type: 'confirm', call, device: deviceIdFromBytes(shape[2]) });
    case 5: {
      const items = shape[5].map(itemFromTuple);
      if (charactersOf(items) > maxItemsCharacters) return err({ type: 'malformed' });
      return ok({ type: 'exchange', call, device: deviceIdFromBytes(shape[2]), ack: shape[3], from: shape[4], items });
    }
    case 6:
      return ok({ type: 'end', call, reason: shape[2] });
  }
}
