/**
 * Snapshots (SNAP-1 … SNAP-5): a log's document as the server has it, sealed, so that a new reader need not replay. Made by
 * leaders, checked by readers, attested by devices that know better. Never required: a snapshot that does not open is passed over.
 */
import { copyBytes, equalBytes } from '../bytes.ts';
import { sha256, sign } from '../crypto/primitives.ts';
import type { LogId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { SnapshotMeta } from '../schema/chunk-payload.ts';
import { CALENDAR_KIND, isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import { isBoundedDocument } from '../sync/change-entries.ts';
import { sealChunk } from '../sync/chunk-sealing.ts';
import type { LogState } from '../sync/log-state.ts';
import { attestInput, type Chunk, parseChunk } from '../wire/chunk.ts';
import { Empty, Pull, SnapshotBody } from '../wire/http.ts';
import { isActive } from '../wire/user-chain.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { correctedNowMs, type EngineContext } from './context.ts';
import type { Segment } from './documents.ts';
import type { RequestError } from './http-client.ts';
import { knowsAll, type People } from './people.ts';
import type { SpaceError, Spaces, SpaceView } from './spaces.ts';

/** A tail longer than this is worth a snapshot; a week that is over deserves one earlier. */
export const longTail = 200;
export const shortTail = 20;
/** Leaders of all members see the same tail at the same time: whoever comes first spares the others the work. */
export const maxSnapshotDelayMs = 60_000;

export interface ReadSnapshot {
  readonly space: SpaceView;
  readonly meta: SnapshotMeta;
  readonly data: Uint8Array;
  readonly named: LogState;
  /** Made by a device of this user that was not revoked: nobody else need vouch for it. */
  readonly isMine: boolean;
}
export type ReadSnapshotError = RequestError | SpaceError | { readonly type: 'snapshot-unusable' };

export interface Snapshots {
  read(state: LogState, covers: number): Promise<Result<ReadSnapshot, ReadSnapshotError>>;
  /** Whether this log could use a snapshot, given where the newest one stands. */
  isDue(state: LogState, covers: number): boolean;
  /** Asks the relay once more, then makes one or attests the one that is there. Answers what the newest one covers. A task of its log. */
  tend(state: LogState, segment: Segment): Promise<number | undefined>;
}

export function makeSnapshots(context: EngineContext, people: People, spaces: Spaces, reader: ChunkReader): Snapshots {
  const { http, identity } = context;
  const unusable = err({ type: 'snapshot-unusable' as const });

  async function fetchBody(log: LogId): Promise<Result<Uint8Array, RequestError>> {
    const answer = await http.get(`/logs/${log}/snapshot`, SnapshotBody);
    return answer.ok ? ok(answer.value.body) : answer;
  }

  async function read(state: LogState, covers: number): Promise<Result<ReadSnapshot, ReadSnapshotError>> {
    const body = await fetchBody(state.log);
    if (!body.ok) return body.error.type === 'offline' ? body : unusable;
    return open(state, body.value, covers);
  }

  async function open(state: LogState, body: Uint8Array, covers: number): Promise<Result<ReadSnapshot, ReadSnapshotError>> {
    const chunk = parseChunk(body);
    if (!chunk.ok || chunk.value.kind !== 'snapshot' || chunk.value.logId !== state.log || chunk.value.n < covers)
      return unusable;
    if ((spaces.get(state.space)?.epoch ?? -1) < chunk.value.epoch) {
      const synced = await spaces.syncEpochs(state.space);
      if (!synced.ok) return synced;
    }
    const space = spaces.get(state.space);
    const payload = space && (await reader.openOne(space, chunk.value, 'snapshot'));
    const meta = payload?.ok ? payload.value.snapshot : undefined;
    if (!space || !payload?.ok || meta === undefined || !isConsistent(chunk.value, meta)) return unusable;
    if (!(await isBoundedDocument(payload.value.data))) return unusable;
    const named = await reader.nameLog(state, space, [{ payload: payload.value }]);
    const isMine = isActive(people.chainOf(identity.user)?.devices.get(chunk.value.device));
    return named.ok ? ok({ space, meta, data: payload.value.data, named: named.value, isMine }) : unusable;
  }

  async function put(state: LogState, segment: Segment): Promise<boolean> {
    const space = spaces.get(state.space);
    const key = await space?.keys?.subKey(space.epoch, 'snapshot');
    if (space === undefined || !knowsAll(people, space.members)) return false;
    if (key === undefined || state.kind === undefined || state.segment === undefined) return false;
    const clocks = [...state.authors].map(([device, { n, hash }]) => ({ device, n, hash }));
    // What the server has, never what still waits here.
    const meta = { covers: state.cursor, hash: state.hash, clocks, heads: state.synced };
    const header = {
      kind: 'snapshot',
      logId: state.log,
      epoch: space.epoch,
      device: identity.device,
      n: state.cursor,
      prev: state.hash,
      seenSeq: state.cursor,
      seenHash: state.hash,
    } as const;
    const payload = { kind: state.kind, segment: state.segment, snapshot: meta, data: segment.saveAt(state.synced) };
    const body = await sealChunk(header, payload, key, identity.keys.signing);
    return (await http.send('POST', `/logs/${state.log}/snapshot`, { body }, Empty)).ok;
  }

  /** SNAP-3: only what this device can compare with its own history, and only somebody else's. */
  async function attest(state: LogState, segment: Segment): Promise<void> {
    const body = await fetchBody(state.log);
    const chunk = body.ok ? parseChunk(body.value) : undefined;
    if (!body.ok || !chunk?.ok || chunk.value.device === identity.device || chunk.value.n > state.cursor) return;
    const known = state.recent.find(([seq]) => seq === chunk.value.n)?.[1];
    const opened = await open(state, body.value, chunk.value.n);
    if (known === undefined || !opened.ok || !equalBytes(known, opened.value.meta.hash)) return;
    // At the cursor the comparison is exact; older snapshots would need the document of that time.
    if (opened.value.meta.covers !== state.cursor || !segment.equalsAt(opened.value.data, state.synced)) return;
    const hash = await sha256(body.value);
    const sig = await sign(identity.keys.signing.privateKey, attestInput(hash, identity.device));
    await http.send('POST', `/logs/${state.log}/snapshot/attest`, { hash, device: identity.device, sig }, Empty);
  }

  function isDue(state: LogState, covers: number): boolean {
    const isOfMessages = state.kind === MESSAGE_SEGMENT_KIND;
    if ((!isOfMessages && state.kind !== CALENDAR_KIND) || state.stopped !== undefined) return false;
    const tail = state.cursor - covers;
    const isWeekOver = isOfMessages && state.segment !== undefined && state.segment < isoWeek(correctedNowMs(context));
    return tail > longTail || (isWeekOver && tail > shortTail);
  }

  return {
    read,
    isDue,
    async tend(state, segment) {
      const answer = await http.get(`/logs/${state.log}?after=${state.cursor}&limit=1`, Pull);
      if (!answer.ok || answer.value.seq !== state.cursor) return undefined;
      const { snapshot } = answer.value;
      const covers = snapshot?.covers ?? 0;
      if (isDue(state, covers)) return (await put(state, segment)) ? state.cursor : covers;
      if (snapshot !== undefined && !snapshot.attested) await attest(state, segment);
      return covers;
    },
  };
}

const isConsistent = (chunk: Chunk, meta: SnapshotMeta): boolean =>
  meta.covers === chunk.n &&
  meta.covers === chunk.seenSeq &&
  equalBytes(meta.hash, chunk.seenHash) &&
  equalBytes(meta.hash, chunk.prev);

/** The log after a snapshot was merged: the chain of hashes goes on from what it covers. */
export function afterSnapshot({ named, meta }: ReadSnapshot): LogState {
  return {
    ...named,
    cursor: meta.covers,
    hash: copyBytes(meta.hash),
    authors: new Map(meta.clocks.map(({ device, n, hash }) => [device, { n, hash }])),
    synced: meta.heads,
    recent: [[meta.covers, copyBytes(meta.hash)]],
  };
}
