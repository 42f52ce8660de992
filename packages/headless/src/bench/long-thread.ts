/**
 * Long conversations in the profile of a device that is not running: the documents, the rows of their logs and what the leader would have
 * derived, written with the engine's own code. Entries are signed, every one is a change of its own, and authors take turns.
 */
import { clone, type Doc, free, getBackend } from '@automerge/automerge/slim';
import { concat } from '@sanad/model/bytes';
import { randomBytes, sign } from '@sanad/model/crypto/primitives';
import { type Documents, openDocuments } from '@sanad/model/engine/documents';
import { engineVersion } from '@sanad/model/engine/engine-version';
import { type PinRow, SpaceRow } from '@sanad/model/engine/records';
import { logToRow } from '@sanad/model/engine/row-codec';
import { sealDocuments } from '@sanad/model/engine/sealed-documents';
import { openStore, type Store, type StoreWrite } from '@sanad/model/engine/store';
import { readStoredRows } from '@sanad/model/engine/stored-rows';
import { type MessageId, messageIdFromBytes, type SpaceId, type UserId } from '@sanad/model/ids';
import { type Act, encodeActBody } from '@sanad/model/schema/act';
import { type Envelope, encodeEntry, entrySignedBytes } from '@sanad/model/schema/entry';
import type { ThreadPosition } from '@sanad/model/schema/mark';
import { encodeMessageBody } from '@sanad/model/schema/message';
import { isoWeek, MESSAGE_SEGMENT_KIND, makeSegmentRoot, type SegmentDocument } from '@sanad/model/schema/segment';
import { startLog } from '@sanad/model/sync/log-state';
import { makeSpaceKeys, segmentRootActor } from '@sanad/model/sync/space-keys';
import { zeroHash } from '@sanad/model/wire/fields';
import { makeDocumentStorage } from '../document-storage.ts';
import type { Profile } from '../profile.ts';
import type { BenchDevice } from './people.ts';
import { messageText } from './prepared.ts';

export interface Author extends BenchDevice {
  readonly user: UserId;
}
export interface ThreadShape {
  readonly space: SpaceId;
  /** Messages per week, the newest week first. */
  readonly weeks: readonly number[];
}
/** A profile whose engine is not running. */
export interface IdleProfile {
  readonly store: Store;
  readonly documents: Documents;
  readonly spaces: readonly SpaceRow[];
}

const weekMs = 7 * 24 * 3600_000;
/** Of the messages of a week: one in so many is answered, edited, recalled, pinned. */
const reactedEvery = 8;
const editedEvery = 30;
const recalledEvery = 200;
const pinnedEvery = 500;
const repliesEvery = 12;
const entriesPerTurn = 25;
/** The server's clock and the sender's differ by this in every hundredth message: it was written without a network. */
const lateEvery = 100;
const lateMs = 3_600_000;
const keptArrivals = 500;
const keptPins = 100;

export async function openIdleProfile(profile: Profile): Promise<IdleProfile> {
  const localKey = await profile.localKey.load();
  const noTabs = { post: () => undefined, onMessage: () => undefined, close: () => undefined };
  return {
    store: await openStore(profile.rows, localKey, noTabs, new Set()),
    documents: openDocuments(sealDocuments(makeDocumentStorage(profile.rows), localKey), []),
    spaces: await readStoredRows(profile.rows, localKey, 'space', SpaceRow),
  };
}

/** `authors`: the owner of the profile first, by another device of hers, then her colleague. */
export async function seedThread(
  { store, documents, spaces }: IdleProfile,
  { space, weeks }: ThreadShape,
  authors: readonly [Author, Author],
): Promise<void> {
  const row = spaces.find((one) => one.space === space);
  if (row?.logSecret === undefined) throw new Error('the space has its keys');
  const keys = makeSpaceKeys(new Map(row.epochKeys), row.logSecret);
  // The middle of a week that is over: nothing that the profile holds already is in it.
  const newestMs = Date.now() - weekMs;
  const arrivals: (readonly [MessageId, number])[] = [];
  const pins: PinRow[] = [];
  let newest: Written | undefined;
  for (const [back, count] of weeks.entries()) {
    const week = isoWeek(newestMs - back * weekMs);
    const log = await keys.logId(MESSAGE_SEGMENT_KIND, week);
    const written = await writeWeek(space, mondayOf(newestMs - back * weekMs), count, authors);
    const actors = [authors[0].device.slice(0, 32), authors[1].device.slice(0, 32)];
    const segment = await documents.open(log);
    segment.merge(concat(...changesOf(makeSegmentRoot(await segmentRootActor(log)).doc, written, actors)));
    await segment.flush();
    const state = {
      ...startLog(log, space),
      kind: MESSAGE_SEGMENT_KIND,
      segment: week,
      cursor: written.length,
      authors: new Map(authors.map(({ device }) => [device, { n: Math.ceil(written.length / 2), hash: zeroHash }])),
      synced: segment.heads(),
    };
    await store.commit([{ key: ['log', log], value: logToRow(state, engineVersion) }]);
    const messages = written.filter(({ act }) => act === undefined);
    for (const [i, { id, position }] of messages.entries())
      if (i % lateEvery === 0) arrivals.push([id, position.wallMs + lateMs]);
    const isPinned = new Set(written.flatMap(({ act }) => (act?.kind === 'pin' ? [act.target] : [])));
    for (const { id, author, position, text } of messages.toReversed()) {
      const user = authors[author]?.user;
      if (isPinned.has(id) && user !== undefined)
        pins.push({ ...position, author: user, text, priority: 'normal', sentAtMs: position.wallMs });
    }
    newest ??= messages.at(-1);
    await documents.trim(2);
  }
  if (newest === undefined) return;
  const derived = derivedRows(space, newest, arrivals.slice(0, keptArrivals), authors[1]);
  await store.commit([...derived, { key: ['pins', space], value: pins.slice(0, keptPins) }]);
}

interface Written {
  readonly id: MessageId;
  readonly author: number;
  readonly position: ThreadPosition;
  readonly text: string;
  readonly act: Act | undefined;
  readonly value: Uint8Array;
}

async function writeWeek(
  space: SpaceId,
  startMs: number,
  count: number,
  authors: readonly [Author, Author],
): Promise<readonly Written[]> {
  const stepMs = (weekMs - 3_600_000) / (count * 1.2 + 1);
  const made: Written[] = [];
  const write = async (author: 0 | 1, act: Act | undefined, replyTo?: Written): Promise<Written> => {
    const id = messageIdFromBytes(randomBytes(12));
    const { device, keys } = authors[author];
    const sentAtMs = Math.floor(startMs + made.length * stepMs);
    const envelope: Envelope = { device, sentAtMs, clock: { wallMs: sentAtMs, counter: 0 } };
    const text = `${messageText.slice(0, 20 + ((made.length * 37) % 100))} n° ${made.length}`;
    const details = replyTo === undefined ? {} : { replyTo: { id: replyTo.id, sentAtMs: replyTo.position.wallMs } };
    const priority = made.length % 40 === 0 ? 'urgent' : 'normal';
    const body = act === undefined ? encodeMessageBody({ ...envelope, priority, text, details }) : encodeActBody(envelope, act);
    const value = encodeEntry(await sign(keys.signing.privateKey, entrySignedBytes(space, id, body)), body);
    const written = { id, author, position: { ...envelope.clock, id }, text, act, value };
    made.push(written);
    return written;
  };
  for (let i = 0; i < count; i++) {
    const author = Math.floor(i / 3) % 2 === 0 ? 0 : 1;
    const message = await write(author, undefined, i % repliesEvery === 1 ? made[Math.max(0, made.length - 20)] : undefined);
    const target = message.id;
    if (i % reactedEvery === 0) await write(author === 0 ? 1 : 0, { kind: 'react', target, value: 'ok' });
    if (i % editedEvery === 0)
      await write(author, { kind: 'edit', target, value: { text: `${message.text} (corrigé)`, mentions: [] } });
    if (i % recalledEvery === 7) await write(author, { kind: 'recall', target, value: null });
    if (i % pinnedEvery === 9) await write(author, { kind: 'pin', target, value: true });
  }
  return made;
}

/** A change per entry, as it comes when people write one after the other: authors take turns, and each has what the other wrote. */
function changesOf(root: Doc<SegmentDocument>, entries: readonly Written[], actors: readonly string[]): readonly Uint8Array[] {
  const documents = actors.map((actor) => clone(root, { actor }));
  const backends = documents.map((document) => getBackend(document));
  const changes: Uint8Array[] = [];
  for (let at = 0; at < entries.length; at += entriesPerTurn) {
    const turn = (at / entriesPerTurn) % backends.length;
    const [writer, reader] = [backends[turn], backends[1 - turn]];
    if (writer === undefined || reader === undefined) throw new Error('two authors');
    const before = writer.getHeads();
    for (const { id, value } of entries.slice(at, at + entriesPerTurn)) {
      writer.put('/m', id, value);
      writer.commit(null, 0);
    }
    const written = writer.getChanges(before);
    reader.applyChanges(written);
    changes.push(...written);
  }
  // What WebAssembly holds is not seen by the collector: eighty weeks would not fit.
  for (const document of documents) free(document);
  return changes;
}

/** What the leader keeps of it: nothing unread, read by the colleague up to the last message but what was late. */
function derivedRows(
  space: SpaceId,
  newest: Written,
  arrivals: readonly (readonly [MessageId, number])[],
  colleague: Author,
): readonly StoreWrite[] {
  const { id, position, text } = newest;
  const mark = { upTo: position, except: [] };
  const last = { ...position, id, mine: newest.author === 0, text, priority: 'normal', sentAtMs: position.wallMs };
  const marks = { user: colleague.user, device: colleague.device, counter: Date.now(), delivered: mark, read: mark };
  return [
    { key: ['summary', space], value: { last, newest: position, unread: [] } },
    { key: ['read', space], value: mark },
    { key: ['mark', space, colleague.device], value: marks },
    { key: ['arrival', space], value: arrivals },
  ];
}

/** The first hour of an ISO week (UTC). */
function mondayOf(atMs: number): number {
  const day = Math.floor(atMs / 86_400_000);
  return (day - ((day + 3) % 7)) * 86_400_000 + 3_600_000;
}
