/**
 * Segments on this device (DOC-1, DOC-2, DOC-8): automerge-repo handles, opened when needed and dropped again. The order
 * `find`, then `import` matters: importing a document that is stored but not loaded hides the stored data until a restart.
 */
import {
  change,
  clone,
  type Doc,
  decodeChange,
  diff,
  free,
  getChangesSince,
  getHeads,
  getMissingDeps,
  hasHeads,
  init,
  load,
  loadIncremental,
  save,
  view,
} from '@automerge/automerge/slim';
import type { NetworkAdapterInterface, StorageAdapterInterface } from '@automerge/automerge-repo/slim';
import { type AnyDocumentId, type DocHandle, type DocumentId, interpretAsDocumentId, Repo } from '@automerge/automerge-repo/slim';
import { type Bytes, concat, copyBytes } from '../bytes.ts';
import { idToBytes, type LogId, type MessageId } from '../ids.ts';
import type { Result } from '../result.ts';
import { makeSegmentRoot, type SegmentDocument } from '../schema/segment.ts';
import { sameHeads } from '../sync/change-frontier.ts';
import { segmentRootActor } from '../sync/space-keys.ts';
import { splitChanges } from '../sync/split-changes.ts';
import { makeDocumentWrites } from './document-writes.ts';
import type { StorageFullError } from './store.ts';

export interface Segment {
  readonly log: LogId;
  /** Values of the map `m` as they stand in the document: not parsed, not verified. */
  entries(): Readonly<Record<string, unknown>>;
  has(id: MessageId): boolean;
  /**
   * The ids that were in it at these heads; none before its first heads. What is in it beyond the heads that a cursor stands for was written
   * here, or was saved when the app ended before anybody was told of it (SYNC-19).
   */
  idsAt(heads: readonly string[]): readonly string[];
  heads(): readonly string[];
  /** Everything that led to these heads is in it. */
  contains(heads: readonly string[]): boolean;
  /** Heads of the frozen root: what every fresh log starts from. */
  readonly rootHeads: readonly string[];
  changesSince(heads: readonly string[]): readonly Uint8Array[];
  /** The saved document as it was at `heads`. */
  saveAt(heads: readonly string[]): Bytes;
  /** Whether a saved document is exactly this one as it was at `heads`. */
  equalsAt(saved: Uint8Array, heads: readonly string[]): boolean;
  put(values: readonly (readonly [MessageId, Bytes])[]): void;
  /** Adds changes (or a saved document). False: they were not Automerge data, or something they depend on is missing. */
  merge(bytes: Uint8Array): boolean;
  /** Durable when it succeeds. */
  flush(): Promise<Result<void, StorageFullError>>;
  onChange(listener: () => void): () => void;
}

export interface Documents {
  open(log: LogId): Promise<Segment>;
  /** It is in memory, or on its way. */
  isOpen(log: LogId): boolean;
  /** Of which nothing stays, in memory or on the disk (POLICY-10). False: somebody looks at it. */
  erase(log: LogId): Promise<boolean>;
  /** Drops what nobody listens to, oldest use first, down to `keep`. */
  trim(keep: number): Promise<void>;
  close(): Promise<void>;
}

/** DOC-1. The library takes the 16 bytes of an id as well, but brands them with a type that it does not export. */
const documentIdOf = (log: LogId): DocumentId => interpretAsDocumentId(idToBytes(log) as unknown as AnyDocumentId);
const headsOf = (doc: Doc<SegmentDocument>): readonly string[] => getHeads(doc);

export interface DocumentEvents {
  /** A document was opened of which nothing is stored (STORE-4). */
  absent(log: LogId): void;
  /** There is no space for what was to be saved, or there is again (STORE-5). */
  full(isFull: boolean): void;
}
const nobody: DocumentEvents = { absent: () => undefined, full: () => undefined };

export function openDocuments(
  storage: StorageAdapterInterface,
  network: readonly NetworkAdapterInterface[],
  events: DocumentEvents = nobody,
): Documents {
  const writes = makeDocumentWrites(storage, events.full);
  const repo = new Repo({ storage: writes.storage, network: [...network] });
  const segments = new Map<LogId, { readonly segment: Promise<Segment>; listeners: number }>();

  async function openHandle(log: LogId, count: (change: number) => void): Promise<Segment> {
    const documentId = documentIdOf(log);
    const root = makeSegmentRoot(await segmentRootActor(log));
    const handle: DocHandle<SegmentDocument> = await repo.find<SegmentDocument>(documentId).catch(async () => {
      const found = await stored(documentId);
      if (found === undefined) events.absent(log);
      return repo.import<SegmentDocument>(found ?? root.bytes, { docId: documentId });
    });
    const flush = async (): Promise<Result<void, StorageFullError>> => {
      await repo.flush([documentId]);
      // A save that the Repo began by itself counts as done for `flush`, although it is still on its way.
      return writes.settled(documentId);
    };
    return makeSegment(flush, log, handle, headsOf(root.doc), count);
  }

  /** To the Repo, leaving memory looks like a change that empties the document: it would save the nothing over what is stored. */
  async function drop(documentId: DocumentId): Promise<void> {
    for (const event of ['heads-changed', 'change'] as const) repo.handles[documentId]?.removeAllListeners(event);
    await repo.removeFromCache(documentId);
  }

  /** Whatever made `find` fail: a document that is stored is never replaced by its empty root. */
  async function stored(documentId: DocumentId): Promise<Bytes | undefined> {
    const parts = await Promise.all([
      storage.loadRange([documentId, 'snapshot']),
      storage.loadRange([documentId, 'incremental']),
    ]);
    const data = parts.flat().flatMap((part) => part.data ?? []);
    return data.length === 0 ? undefined : concat(...data);
  }

  return {
    open(log) {
      const known = segments.get(log);
      if (known !== undefined) {
        segments.delete(log);
        segments.set(log, known);
        return known.segment;
      }
      const entry = {
        listeners: 0,
        segment: openHandle(log, (change) => {
          entry.listeners += change;
        }),
      };
      segments.set(log, entry);
      entry.segment.catch(() => segments.delete(log));
      return entry.segment;
    },
    isOpen: (log) => segments.has(log),
    async trim(keep) {
      for (const [log, entry] of segments) {
        if (segments.size <= keep) return;
        if (entry.listeners > 0) continue;
        segments.delete(log);
        const flushed = await (await entry.segment).flush();
        if (flushed.ok) await drop(documentIdOf(log));
        // What could not be saved is in memory alone: it stays there.
        else if (!segments.has(log)) segments.set(log, entry);
      }
    },
    async erase(log) {
      const entry = segments.get(log);
      if (entry !== undefined && entry.listeners > 0) return false;
      segments.delete(log);
      const documentId = documentIdOf(log);
      if (entry !== undefined) {
        await (await entry.segment).flush();
        await drop(documentId);
      }
      await storage.removeRange([documentId]);
      return true;
    },
    close: () => repo.shutdown(),
  };
}

/**
 * Loads a small document as large ones are loaded. The first time costs some hundred milliseconds – WebAssembly and what speaks to it are
 * compiled as they are used – and should not fall into the moment when somebody opens a conversation.
 */
export async function warmDocuments(): Promise<void> {
  const { doc } = makeSegmentRoot(await segmentRootActor('00'.repeat(16) as LogId));
  const filled = change(doc, { time: 0 }, (draft) => {
    for (let i = 0; i < warmEntries; i++) draft.m[`entry ${i}`] = new Uint8Array(warmEntryBytes);
  });
  const loaded = loadIncremental(init<SegmentDocument>(), save(filled));
  diff(loaded, [], getHeads(loaded));
  for (const one of [filled, loaded]) free(one);
}
const warmEntries = 100;
const warmEntryBytes = 200;

/** Type 0 is a saved document, everything else a change. */
function isReadable(part: Uint8Array): boolean {
  try {
    if (part[8] === 0) load(copyBytes(part));
    else decodeChange(part);
    return true;
  } catch {
    return false;
  }
}

function makeSegment(
  flush: Segment['flush'],
  log: LogId,
  handle: DocHandle<SegmentDocument>,
  rootHeads: readonly string[],
  count: (change: number) => void,
): Segment {
  const entriesOf = ({ m: map }: Doc<SegmentDocument>): Readonly<Record<string, unknown>> =>
    typeof map === 'object' && map !== null ? map : {};
  const entries = (): Readonly<Record<string, unknown>> => entriesOf(handle.doc());
  return {
    log,
    rootHeads,
    entries,
    has: (id) => Object.hasOwn(entries(), id),
    idsAt(heads) {
      const doc = handle.doc();
      if (heads.length === 0) return [];
      const isNow = sameHeads(headsOf(doc), heads);
      return Object.keys(entriesOf(isNow || !hasHeads(doc, [...heads]) ? doc : view(doc, [...heads])));
    },
    heads: () => headsOf(handle.doc()),
    contains: (heads) => hasHeads(handle.doc(), [...heads]),
    changesSince: (heads) => getChangesSince(handle.doc(), [...heads]),
    // A view is saved whole; only its clone ends at its heads.
    saveAt: (heads) => new Uint8Array(save(clone(view(handle.doc(), [...heads])))),
    equalsAt(saved, heads) {
      try {
        const other = getHeads(load<SegmentDocument>(copyBytes(saved)));
        return other.length === heads.length && other.every((head) => heads.includes(head));
      } catch {
        return false;
      }
    },
    put(values) {
      handle.change(
        (draft) => {
          for (const [id, value] of values) if (!Object.hasOwn(draft.m, id)) draft.m[id] = value;
        },
        { time: 0 },
      );
    },
    merge(bytes) {
      const parts = splitChanges(bytes);
      if (parts === undefined) return false;
      try {
        let complete = true;
        handle.update((doc) => {
          const before = getHeads(doc);
          const next = loadIncremental(doc, copyBytes(bytes));
          // Automerge stops at a part that it cannot read and says nothing: what comes after it would be lost unseen.
          const tookAll = getChangesSince(next, before).length >= parts.length || parts.every(isReadable);
          complete = tookAll && getMissingDeps(next, []).length === 0;
          return next;
        });
        return complete;
      } catch {
        return false;
      }
    },
    flush,
    onChange(listener) {
      handle.on('heads-changed', listener);
      count(1);
      return () => {
        handle.off('heads-changed', listener);
        count(-1);
      };
    },
  };
}
