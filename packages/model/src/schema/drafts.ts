/**
 * Drafts on the way to one's other devices (MARK-6, MARK-7): what this device wrote and did not send, as the register of the private
 * space. A register and not a document: only the newest words count, and nothing of them stays.
 *
 *   [1, null, null, entries, padding, reads]
 *   entry = [space 16 bytes, atMs]                                    sent or cleared
 *         | [space 16 bytes, atMs, priority, text, details or null]   being written; details as in a message (message.ts)
 *   reads = [[space 16 bytes, wallMs, counter, message id, excepted ids] …]     what this device showed and tells nobody else (MARK-9); left out when empty
 *
 * The first three positions are those of a mark (mark.ts) of somebody who received nothing. The padding hides how much is written: the
 * value has one of six lengths.
 */
import * as v from 'valibot';
import { type Bytes, bytesToHex } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { idToBytes, type SpaceId, spaceIdFromBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { isTime } from './entry.ts';
import { comparePositions, type Mark, MarkShape } from './mark.ts';
import { maxTextCharacters, PRIORITIES, type Priority } from './message-values.ts';

export interface DraftWords {
  readonly space: SpaceId;
  readonly atMs: number;
  /** Empty: sent or cleared. */
  readonly text: string;
  readonly priority: Priority;
  /** encodeDetails: what it answers and whom it mentions. */
  readonly details: Bytes | undefined;
}

/** How far this device has shown a conversation. */
export interface OwnRead {
  readonly space: SpaceId;
  readonly read: Mark;
}

/** Of those that were read last; no more than this takes the place of words. */
const maxReads = 100;
const maxReadExceptions = 32;
/** Larger ones stay on their device: a few others still fit beside one of this size. */
const maxEntryBytes = 8 * 1024;
/** So much that no device which was away brings back what was sent; more would take the place of words. */
const maxCleared = 64;
/** The last one, sealed, is just within a register (wire/limits.ts). */
const lengths = [512, 1024, 2048, 4096, 8192, 16_000] as const;
const maxBytes = lengths[lengths.length - 1] ?? 0;
/** Around the entries: version, marks, two lengths, and padding that is never quite empty. */
const frameBytes = 16;

const spaceBytes = v.pipe(
  v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 16),
  v.transform(spaceIdFromBytes),
);
const timeMs = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const detailsBytes = v.pipe(
  v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= maxEntryBytes),
  v.transform((bytes): Bytes => new Uint8Array(bytes)),
);
const Cleared = v.strictTuple([spaceBytes, timeMs]);
const Written = v.tupleWithRest(
  [
    spaceBytes,
    timeMs,
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PRIORITIES.length - 1)),
    v.pipe(v.string(), v.minLength(1), v.maxLength(maxTextCharacters)),
    v.nullable(detailsBytes),
  ],
  v.unknown(),
);
const Read = v.tuple([spaceBytes, ...MarkShape.items]);
const Shape = v.tupleWithRest([v.literal(1), v.unknown(), v.unknown(), v.array(v.unknown())], v.unknown());

const encodeEntry = ({ space, atMs, text, priority, details }: DraftWords): readonly unknown[] =>
  text === '' ? [idToBytes(space), atMs] : [idToBytes(space), atMs, PRIORITIES.indexOf(priority), text, details ?? null];

/** MARK-7: false, it is too large to leave its device. */
export const draftTravels = (draft: DraftWords): boolean => encodeCbor(encodeEntry(draft)).length <= maxEntryBytes;

/** Which of two drafts of a conversation counts: a total order, the same on every device. */
export function compareDrafts(a: DraftWords, b: DraftWords): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  if (a.text !== b.text) return a.text < b.text ? -1 : 1;
  const [first, second] = [a, b].map(({ priority, details }) => `${priority} ${details ? bytesToHex(details) : ''}`);
  return first === second ? 0 : (first ?? '') < (second ?? '') ? -1 : 1;
}

/** The newest of them, as many as there is room for. */
export function encodeDrafts(drafts: readonly DraftWords[], reads: readonly OwnRead[] = []): Bytes {
  const newestFirst = [...drafts].sort((a, b) => compareDrafts(b, a) || (a.space < b.space ? -1 : 1));
  const shown = encodeReads(reads);
  const entries: unknown[] = [];
  let bytes = frameBytes + (shown.length === 0 ? 0 : encodeCbor(shown).length);
  let cleared = 0;
  for (const draft of newestFirst) {
    const isCleared = draft.text === '';
    const entry = encodeEntry(draft);
    const size = encodeCbor(entry).length;
    if (size > maxEntryBytes || bytes + size > maxBytes || (isCleared && cleared >= maxCleared)) continue;
    if (isCleared) cleared++;
    bytes += size;
    entries.push(entry);
  }
  return padded(entries, shown);
}

/** A conversation with more exceptions is not told of: it stays unread on the others until it is opened there. */
const encodeReads = (reads: readonly OwnRead[]): readonly (readonly unknown[])[] =>
  reads
    .filter(({ read }) => read.except.length <= maxReadExceptions)
    .sort((a, b) => comparePositions(b.read.upTo, a.read.upTo) || (a.space < b.space ? -1 : 1))
    .slice(0, maxReads)
    .map(({ space, read: { upTo, except } }) => [idToBytes(space), upTo.wallMs, upTo.counter, upTo.id, except]);

function padded(entries: readonly unknown[], reads: readonly unknown[]): Bytes {
  const more = reads.length === 0 ? [] : [reads];
  const encode = (padding: number): Bytes => encodeCbor([1, null, null, entries, new Uint8Array(padding), ...more]);
  const bare = encode(0).length;
  for (const length of lengths) {
    // The longer the padding, the longer its own head: one of these fits, but for the two lengths at which the head grows.
    for (const head of [0, 1, 2]) {
      const padding = length - bare - head;
      const bytes = padding >= 0 ? encode(padding) : undefined;
      if (bytes?.length === length) return bytes;
    }
  }
  return encode(0);
}

/** Entries that cannot be read are left out: a later version may write others. */
export function parseDrafts(bytes: Uint8Array): Result<readonly DraftWords[], { readonly type: 'malformed' }> {
  const parsed = parseShape(bytes);
  return parsed === undefined ? err({ type: 'malformed' }) : ok(parsed[3].flatMap((entry) => parseEntry(entry) ?? []));
}
function parseShape(bytes: Uint8Array) {
  const decoded = decodeCbor(bytes, maxBytes);
  const parsed = v.safeParse(Shape, decoded.ok ? decoded.value : undefined);
  return parsed.success ? parsed.output : undefined;
}

/** What is said in the same register of what was read; of one that cannot be read, nothing. */
export function parseReads(bytes: Uint8Array): readonly OwnRead[] {
  const reads = parseShape(bytes)?.[readsAt];
  if (!Array.isArray(reads)) return [];
  return reads.slice(0, maxReads).flatMap((one: unknown): readonly OwnRead[] => {
    const parsed = v.safeParse(Read, one);
    if (!parsed.success) return [];
    const [space, wallMs, counter, id, except] = parsed.output;
    return [{ space, read: { upTo: { wallMs, counter, id }, except } }];
  });
}
const readsAt = 5;

function parseEntry(entry: unknown): DraftWords | undefined {
  const cleared = v.safeParse(Cleared, entry);
  if (cleared.success) {
    const [space, atMs] = cleared.output;
    if (!isTime(atMs)) return undefined;
    return { space, atMs, text: '', priority: 'normal', details: undefined };
  }
  const written = v.safeParse(Written, entry);
  if (!written.success) return undefined;
  const [space, atMs, level, text, details] = written.output;
  if (!isTime(atMs)) return undefined;
  return { space, atMs, text, priority: PRIORITIES[level] ?? 'normal', details: details ?? undefined };
}
