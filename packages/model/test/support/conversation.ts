/**
 * One conversation of two people and a relay in memory: rows, documents, keys, sealing and sync are the real ones; chains and epoch
 * records are given. What the relay answers and shows can be altered by the test.
 */
import type { StorageAdapterInterface, StorageKey, Chunk as StoredChunk } from '@automerge/automerge-repo/slim';
import { type Bytes, concat, equalBytes } from '../../src/bytes.ts';
import { deriveLogSecret } from '../../src/crypto/key-wrap.ts';
import { generateAesKey, importVerifyKey, sha256 } from '../../src/crypto/primitives.ts';
import { makeChunkReader, type ReceivedChunk } from '../../src/engine/chunk-reader.ts';
import { type EngineContext, makeActivity } from '../../src/engine/context.ts';
import { openDocuments } from '../../src/engine/documents.ts';
import { makeFiles } from '../../src/engine/files/files.ts';
import type { RequestError } from '../../src/engine/http-client.ts';
import { makeKeptWindows } from '../../src/engine/kept-windows.ts';
import type { AppendAnswer, Link } from '../../src/engine/link.ts';
import { makeLogStore } from '../../src/engine/log-store.ts';
import { makeLogSync } from '../../src/engine/log-sync.ts';
import { makeLostDocuments } from '../../src/engine/lost-documents.ts';
import { makeMessageClock } from '../../src/engine/message-clock.ts';
import { makeOutbox } from '../../src/engine/outbox.ts';
import type { People } from '../../src/engine/people.ts';
import { makePins } from '../../src/engine/pins.ts';
import { makeSerial } from '../../src/engine/serial.ts';
import { makeSnapshots } from '../../src/engine/snapshots.ts';
import type { Spaces, SpaceView } from '../../src/engine/spaces.ts';
import { openStore } from '../../src/engine/store.ts';
import { makeSummaries } from '../../src/engine/summaries.ts';
import type { ThreadParts } from '../../src/engine/thread-view.ts';
import { makeUrgentStore } from '../../src/engine/urgent-facts.ts';
import { makeVerifiedMessages } from '../../src/engine/verified-messages.ts';
import type { DeviceId, FileId, LogId, SpaceId, UserId } from '../../src/ids.ts';
import { err, ok, type Result } from '../../src/result.ts';
import { makeSpaceKeys } from '../../src/sync/space-keys.ts';
import { parseChunk } from '../../src/wire/chunk.ts';
import { zeroHash } from '../../src/wire/fields.ts';
import type { Pull } from '../../src/wire/http.ts';
import { defaultPolicy } from '../../src/wire/policy.ts';
import { makeClock, makeRows, makeTabs } from './engine.ts';
import type { FilesPlatform } from './files.ts';
import { makeDevice, makeUser, type TestDevice } from './signed-chains.ts';

type FileAnswer = Result<unknown, RequestError>;

export function makeStorage(): StorageAdapterInterface & { readonly stored: Map<string, Uint8Array> } {
  const stored = new Map<string, Uint8Array>();
  const keyOf = (text: string): StorageKey => JSON.parse(text) as StorageKey;
  const below = (prefix: StorageKey) => [...stored].filter(([key]) => prefix.every((part, i) => keyOf(key)[i] === part));
  return {
    stored,
    load: async (key) => stored.get(JSON.stringify(key)),
    save: async (key, data) => void stored.set(JSON.stringify(key), data),
    remove: async (key) => void stored.delete(JSON.stringify(key)),
    loadRange: async (prefix) => below(prefix).map(([key, data]): StoredChunk => ({ key: keyOf(key), data })),
    removeRange: async (prefix) => {
      for (const [key] of below(prefix)) stored.delete(key);
    },
  };
}

type Answer = Awaited<ReturnType<Link['append']>>;
interface Snapshot {
  readonly covers: number;
  readonly body: Bytes;
  attested: boolean;
}

/** Honest unless told otherwise. */
export function makeRelay() {
  const logs = new Map<LogId, ReceivedChunk[]>();
  const snapshots = new Map<LogId, Snapshot>();
  const asked: string[] = [];
  const chunksOf = (log: LogId): readonly ReceivedChunk[] => logs.get(log) ?? [];
  async function headOf(chunks: readonly ReceivedChunk[]): Promise<Uint8Array> {
    let head: Uint8Array = zeroHash;
    for (const { body } of chunks) head = await sha256(concat(head, await sha256(body)));
    return head;
  }
  const parsed = (body: Uint8Array) => {
    const chunk = parseChunk(body);
    if (!chunk.ok) throw new Error(`not a chunk: ${chunk.error.type}`);
    return chunk.value;
  };

  /** LOG-1, LOG-4. */
  async function append(log: LogId, body: Uint8Array, atMs: number): Promise<Result<AppendAnswer, never>> {
    const chunks = chunksOf(log);
    const chunk = parsed(body);
    const own = chunks.filter((other) => parsed(other.body).device === chunk.device);
    const last = own.at(-1);
    if (last !== undefined && equalBytes(last.body, body))
      return ok({ type: 'appended', seq: last.seq, head: await headOf(chunks.slice(0, last.seq)) });
    if (chunk.n !== own.length + 1) return ok({ type: 'conflict', epoch: undefined, n: own.length });
    const next = [...chunks, { seq: chunks.length + 1, receivedAtMs: atMs, body: new Uint8Array(body) }];
    logs.set(log, next);
    return ok({ type: 'appended', seq: next.length, head: await headOf(next) });
  }

  async function pull(log: LogId, after: number): Promise<Pull> {
    const chunks = relay.show(chunksOf(log));
    const snapshot = snapshots.get(log);
    return {
      seq: chunks.length,
      hash: await headOf(chunks),
      first: 1,
      chunks: chunks.filter(({ seq }) => seq > after),
      snapshot: snapshot && { covers: snapshot.covers, hash: await sha256(snapshot.body), attested: snapshot.attested },
    };
  }

  const relay = {
    logs,
    snapshots,
    asked,
    isUp: true,
    /** The relay's time minus that of the devices. */
    clockOffsetMs: 0,
    /** What pulls show of a log. */
    show: (chunks: readonly ReceivedChunk[]): readonly ReceivedChunk[] => chunks,
    /** In the place of the relay's answer to an append: `take` makes it accept. */
    /** Of files: what was asked for, and the answer. */
    fileRequests: [] as string[],
    answerFiles: (_path: string): FileAnswer | Promise<FileAnswer> => ok({}),
    /** With appends (FILE-5). */
    named: [] as FileId[],
    async files(path: string, body: { readonly file?: FileId }): Promise<FileAnswer> {
      if (!relay.isUp) return err({ type: 'offline' });
      relay.fileRequests.push(body.file === undefined ? path : `${path} ${body.file}`);
      return relay.answerFiles(path);
    },
    answerAppend: (take: () => Promise<Answer>): Promise<Answer> => take(),
    append,
    async get(path: string): Promise<Result<unknown, { readonly type: 'offline' }>> {
      if (!relay.isUp) return err({ type: 'offline' });
      asked.push(path);
      if (path === '/files') return err({ type: 'offline' });
      const [, log, rest] = /^\/logs\/([0-9a-f]{32})(.*)$/.exec(path) ?? [];
      if (rest === '/snapshot') return ok(snapshots.get(log as LogId));
      return ok(await pull(log as LogId, Number(/after=(\d+)/.exec(rest ?? '')?.[1])));
    },
    put(log: LogId, body: Bytes): void {
      snapshots.set(log, { covers: parsed(body).n, body, attested: false });
    },
  };
  return relay;
}
export type Relay = ReturnType<typeof makeRelay>;

/** What of a device outlives its engine. */
export interface Profile {
  readonly rows: ReturnType<typeof makeRows>;
  readonly storage: ReturnType<typeof makeStorage>;
  readonly key: CryptoKey;
  readonly user: UserId;
  readonly device: TestDevice;
}

export interface Conversation {
  readonly space: SpaceId;
  readonly view: SpaceView;
  readonly relay: Relay;
  /** Two devices of hers, and one of her colleague. */
  readonly amel: Profile;
  readonly tablet: Profile;
  readonly youssef: Profile;
  logId(segment: string): Promise<LogId>;
}

export async function makeConversation(): Promise<Conversation> {
  const space = '0a'.repeat(16) as SpaceId;
  const [amel, youssef] = await Promise.all([makeUser('Amel'), makeUser('Youssef')]);
  const profile = async (user: UserId, name: string): Promise<Profile> => ({
    rows: makeRows(),
    storage: makeStorage(),
    key: await generateAesKey(),
    user,
    device: await makeDevice(name),
  });
  const epochKey = new Uint8Array(32).fill(5);
  const keys = makeSpaceKeys(new Map([[0, epochKey]]), await deriveLogSecret(epochKey));
  const members = [amel, youssef].map((user) => ({ user, admin: true, ukGen: 0, chainN: 0 }));
  const writers = members.map(({ user }) => [user, 0, 0, 0] as const);
  // What a conversation does with its records is tested elsewhere: this one is what the records led to.
  const view = { space, kind: 'direct', accepted: true, epoch: 0, keys, members, writers } as unknown as SpaceView;
  return {
    space,
    view,
    relay: makeRelay(),
    amel: await profile(amel, 'phone'),
    tablet: await profile(amel, 'tablet'),
    youssef: await profile(youssef, 'his phone'),
    logId: (segment) => keys.logId('messages', segment),
  };
}

export const nowMs = 1_763_800_000_000;

/** `isUnaccepted`: the colleague's identity changed and was not accepted yet (TRUST-3). */
export async function openDevice(
  of: Conversation,
  profile: Profile,
  version?: string,
  isUnaccepted: () => boolean = () => false,
  platform?: FilesPlatform,
) {
  const { relay, space, view } = of;
  const clock = makeClock(nowMs);
  const store = await openStore(profile.rows, profile.key, makeTabs().open(), new Set(['log-history', 'window']));
  const devices = new Map<DeviceId, Profile>([of.amel, of.tablet, of.youssef].map((one) => [one.device.id, one]));
  const people = {
    userOf: (device: DeviceId) => devices.get(device)?.user,
    chainOf: (user: UserId) => ({
      devices: new Map([...devices].filter(([, one]) => one.user === user).map(([id, { device }]) => [id, device.keys])),
      resetLinks: [],
    }),
    verifyKeyOf: async (device: DeviceId) => {
      const sig = devices.get(device)?.device.keys.sig;
      return sig && importVerifyKey(sig);
    },
    syncChain: async () => undefined,
  } as unknown as People;
  const spaces = {
    get: (id: SpaceId) => (id === space ? view : undefined),
    all: () => [view],
    writerPosition: () => 0,
    syncEpochs: async () => ok(undefined),
    ensureWritable: async () => (relay.isUp ? ok(view) : err({ type: 'offline' as const })),
  } as unknown as Spaces;
  const activity = makeActivity();
  const context = {
    deps: { clock, random: () => 0, tabs: makeTabs().open(), ...(platform && { files: platform.dep }) },
    store,
    http: {
      get: relay.get,
      async send(_method: string, path: string, body: { readonly body?: Bytes; readonly file?: FileId }) {
        const [, log] = /^\/logs\/([0-9a-f]{32})\/snapshot$/.exec(path) ?? [];
        if (log !== undefined && body.body !== undefined) relay.put(log as LogId, body.body);
        return log === undefined ? relay.files(path, body) : ok({});
      },
      clockOffsetMs: () => relay.clockOffsetMs,
    },
    identity: { user: profile.user, device: profile.device.id, keys: { signing: profile.device.signing } },
    activity,
    messageClock: makeMessageClock(store),
  } as unknown as EngineContext;
  const logs = makeLogStore(store, version);
  const lostDocuments = makeLostDocuments(store, logs, profile.storage);
  const documents = openDocuments(profile.storage, [], { absent: lostDocuments.absent, full: store.noteFull });
  const serial = makeSerial();
  const verifiedMessages = makeVerifiedMessages(people);
  const pins = makePins(store, verifiedMessages);
  const files = makeFiles(context, verifiedMessages);
  const keptWindows = makeKeptWindows({ context, spaces, documents, logs, verifiedMessages });
  const urgentStore = makeUrgentStore(store, verifiedMessages, () => clock.nowMs());
  const summaries = makeSummaries(context, verifiedMessages, pins, keptWindows, urgentStore, files.arrived);
  const reader = makeChunkReader(people, spaces);
  const link = {
    append: async (
      _space: SpaceId,
      log: LogId,
      body: Uint8Array,
      _notices: unknown,
      named: readonly FileId[],
    ): Promise<Answer> => {
      relay.named.push(...named);
      return relay.isUp ? relay.answerAppend(() => relay.append(log, body, clock.nowMs())) : err({ type: 'offline' });
    },
  } as unknown as Link;
  const logSync = makeLogSync({
    context,
    people,
    spaces,
    documents,
    logs,
    link,
    reader,
    snapshots: makeSnapshots(context, people, spaces, reader),
    applied: (space, { segment, name }, before, arrivalOf) =>
      summaries.applied(space, { week: name, segment }, before, arrivalOf),
    sent: summaries.sent,
    notices: async () => [],
    files: files.named,
    serial,
  });
  const outbox = makeOutbox({
    ...{ context, spaces, documents, logs, logSync, summaries, serial, files, isUnaccepted },
    urgentRules: () => ({ ...defaultPolicy.urgent, allowed: true }),
  });
  const thread = {
    ...{ context, spaces, documents, logs, outbox, summaries, pins, verifiedMessages, keptWindows },
    conversation: () => undefined,
    typing: () => [],
    onTyping: () => () => undefined,
    group: () => undefined,
    events: () => [],
    isStarred: () => false,
    urgents: { ofMessage: () => undefined, ofPending: () => undefined },
    files,
    mutedUntilMs: () => undefined,
    onStoreChange(listener: (tables: ReadonlySet<string>) => void) {
      store.onChange(listener);
      return () => undefined;
    },
  } as unknown as ThreadParts;
  return {
    clock,
    store,
    thread,
    documents,
    lostDocuments,
    logs,
    logSync,
    outbox,
    summaries,
    pins,
    files,
    activity,
    flush: () => outbox.flush(() => undefined),
    async entries(log: LogId): Promise<readonly string[]> {
      return Object.keys((await documents.open(log)).entries());
    },
    async close(): Promise<void> {
      logSync.stop();
      await keptWindows.stop();
      await activity.settled();
      await documents.close();
    },
  };
}
export type OpenDevice = Awaited<ReturnType<typeof openDevice>>;
