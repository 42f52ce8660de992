/**
 * Messages sealed before they are needed, so that the generator of load only sends: real signed messages in real Automerge changes in
 * real chunks, made by the model's own code. Chunks of one author in one log are a chain (n, prev); they must leave in this order.
 *
 * A frame is an `append` (WIRE-4) with the fields that the floors look at in front, at the same place in every frame:
 *
 *   {space, chunk, log, type, senderId, targetId, ref}
 */
import { change, clone, type Doc, getLastLocalChange } from '@automerge/automerge/slim';
import { type Bytes, bytesToHex } from '@sanad/model/bytes';
import { encodeCbor } from '@sanad/model/cbor';
import { randomBytes, sha256, sign } from '@sanad/model/crypto/primitives';
import { type DeviceId, messageIdFromBytes } from '@sanad/model/ids';
import { encodeMessage, encodeMessageBody, messageSignedBytes } from '@sanad/model/schema/message';
import { MESSAGE_SEGMENT_KIND, makeSegmentRoot, type SegmentDocument } from '@sanad/model/schema/segment';
import { sealChunk } from '@sanad/model/sync/chunk-sealing';
import { segmentRootActor } from '@sanad/model/sync/space-keys';
import { zeroHash } from '@sanad/model/wire/fields';
import type { Conversation } from './conversations.ts';
import type { BenchDevice } from './people.ts';

export interface PreparedMessage {
  /** Places in the population. */
  readonly author: number;
  readonly reader: number;
  readonly frame: Bytes;
  /** Found again in what the reader's socket gets. */
  readonly key: string;
}
export interface PreparedAuthor {
  next(): Promise<PreparedMessage>;
}

/** 120 characters, like the message that budgets speak of. */
export const messageText =
  'Lit 12 : potassium à 5,9 au contrôle de 14 h, ECG sans onde T ample. Je refais un ionogramme à 16 h et je vous rappelle.';
/** Documents of the generator are begun anew after so many: a change costs it more the longer its document is. */
const changesPerDocument = 60;
const keyBytes = 12;

/** What identifies a chunk on its way: the end of its signature. */
export const chunkKeyOf = (chunk: Uint8Array): string => bytesToHex(chunk.subarray(chunk.length - keyBytes));

let refs = 1;

export function prepareAuthor(
  conversation: Conversation,
  author: number,
  reader: number,
  { device, keys }: BenchDevice,
): PreparedAuthor {
  const { space, log, week, chunkKey } = conversation;
  let [n, prev] = [0, zeroHash];
  let root: Doc<SegmentDocument> | undefined;
  let document: Doc<SegmentDocument> | undefined;

  async function nextChange(): Promise<Uint8Array> {
    root ??= makeSegmentRoot(await segmentRootActor(log)).doc;
    const id = messageIdFromBytes(randomBytes(12));
    const value = await signedMessage(id);
    const before = n % changesPerDocument === 0 || document === undefined ? clone(root) : document;
    document = change(before, { time: 0 }, (draft) => {
      draft.m[id] = value;
    });
    return getLastLocalChange(document) ?? new Uint8Array();
  }

  async function signedMessage(id: ReturnType<typeof messageIdFromBytes>): Promise<Bytes> {
    const sentAtMs = Date.now();
    const body = encodeMessageBody({
      device,
      sentAtMs,
      clock: { wallMs: sentAtMs, counter: 0 },
      priority: 'normal',
      text: messageText,
      details: {},
    });
    return encodeMessage(await sign(keys.signing.privateKey, messageSignedBytes(space, id, body)), body);
  }

  return {
    async next() {
      const data = await nextChange();
      n += 1;
      const header = { kind: 'changes', logId: log, epoch: 0, device, n, prev, seenSeq: 0, seenHash: zeroHash } as const;
      const payload = { kind: MESSAGE_SEGMENT_KIND, segment: week, snapshot: undefined, data };
      const chunk = await sealChunk(header, payload, chunkKey, keys.signing);
      prev = await sha256(chunk);
      return { author, reader, frame: encodeAppend(conversation, device, chunk), key: chunkKeyOf(chunk) };
    },
  };
}

const encodeAppend = ({ space, log }: Conversation, device: DeviceId, chunk: Uint8Array): Bytes =>
  encodeCbor({ space, chunk, log, type: 'append', senderId: device, targetId: 'server', ref: refs++ });

export interface PreparedStream {
  /** `count` messages, each conversation's turn after the other, both members in turn. */
  take(count: number): Promise<readonly PreparedMessage[]>;
}

/** Conversations are sealed side by side; within one author's chain one after the other. */
export function prepareStream(conversations: readonly Conversation[], devices: readonly BenchDevice[]): PreparedStream {
  const authors = conversations.flatMap((conversation) => {
    const [first, second] = conversation.members;
    const [one, other] = [devices[first], devices[second]];
    if (one === undefined || other === undefined) throw new Error('a member has a device');
    return [prepareAuthor(conversation, first, second, one), prepareAuthor(conversation, second, first, other)];
  });
  const turns = [...authors.filter((_, i) => i % 2 === 0), ...authors.filter((_, i) => i % 2 === 1)];
  let turn = 0;
  return {
    async take(count) {
      const wanted = Array.from({ length: count }, (_, i) => (turn + i) % turns.length);
      turn += count;
      const perAuthor = new Map<number, number>();
      for (const place of wanted) perAuthor.set(place, (perAuthor.get(place) ?? 0) + 1);
      const made = new Map(
        await Promise.all([...perAuthor].map(async ([place, many]) => [place, await several(turns[place], many)] as const)),
      );
      return wanted.flatMap((place) => made.get(place)?.shift() ?? []);
    },
  };
}

async function several(author: PreparedAuthor | undefined, count: number): Promise<PreparedMessage[]> {
  const messages: PreparedMessage[] = [];
  for (let i = 0; author !== undefined && i < count; i++) messages.push(await author.next());
  return messages;
}
