/**
 * Opening what the relay shows (LOG-13, CHUNK-7): who may have written it, with which key, and whether it is what its log claims to be.
 */
import { sha256 } from '../crypto/primitives.ts';
import type { SpaceId, UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { ChunkPayload } from '../schema/chunk-payload.ts';
import { CALENDAR_KIND, isDocument, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import { openChunk } from '../sync/chunk-sealing.ts';
import type { LogFault, LogFaultError, LogState } from '../sync/log-state.ts';
import { type Chunk, parseChunk } from '../wire/chunk.ts';
import { identityBeganAt } from '../wire/user-chain.ts';
import type { People } from './people.ts';
import type { SpaceError, Spaces, SpaceView } from './spaces.ts';

/** A chunk as it came: from a pull or live. */
export interface ReceivedChunk {
  readonly seq: number;
  readonly receivedAtMs: number;
  readonly body: Uint8Array;
}
export interface OpenedChunk {
  readonly seq: number;
  readonly chunk: Chunk;
  readonly hash: Uint8Array;
  readonly payload: ChunkPayload;
}
export type OpenAllError = SpaceError | { readonly type: 'fault'; readonly fault: LogFault };

export interface ChunkReader {
  /** The space as it is when all of them can be opened: newer epochs are fetched first. */
  openAll(
    space: SpaceId,
    chunks: readonly ReceivedChunk[],
  ): Promise<Result<{ readonly space: SpaceView; readonly items: readonly OpenedChunk[] }, OpenAllError>>;
  openOne(space: SpaceView, chunk: Chunk, purpose: 'chunk' | 'snapshot'): Promise<Result<ChunkPayload, LogFaultError>>;
  /** What a log claims to be must derive to its id; after that it never changes. */
  nameLog(
    state: LogState,
    space: SpaceView,
    items: readonly { readonly payload: ChunkPayload }[],
  ): Promise<Result<LogState, LogFaultError>>;
}

export function makeChunkReader(people: People, spaces: Spaces): ChunkReader {
  async function openAll(
    spaceId: SpaceId,
    chunks: readonly ReceivedChunk[],
  ): Promise<Result<{ readonly space: SpaceView; readonly items: readonly OpenedChunk[] }, OpenAllError>> {
    const parsed = chunks.map(({ body }) => parseChunk(body));
    const newest = Math.max(...parsed.map((chunk) => (chunk.ok ? chunk.value.epoch : 0)));
    let space = spaces.get(spaceId);
    if (space === undefined || !space.accepted || space.epoch < newest) {
      const synced = await spaces.syncEpochs(spaceId);
      if (!synced.ok) return synced;
      space = spaces.get(spaceId);
    }
    if (space?.keys === undefined) return err({ type: 'no-grant' });
    const known = space;
    const items = await Promise.all(
      chunks.map(async ({ seq, body }, i): Promise<Result<OpenedChunk, LogFaultError>> => {
        const chunk = parsed[i];
        if (!chunk?.ok) return err({ type: 'malformed' });
        const payload = await openOne(known, chunk.value, 'chunk');
        return payload.ok ? ok({ seq, chunk: chunk.value, hash: await sha256(body), payload: payload.value }) : payload;
      }),
    );
    const values: OpenedChunk[] = [];
    for (const item of items) {
      if (!item.ok) return err({ type: 'fault', fault: item.error.type });
      values.push(item.value);
    }
    return ok({ space: known, items: values });
  }

  /**
   * LOG-13: only a device of somebody who was a member in that epoch, not revoked at the position the record names; RESET-5: nor one of an
   * identity that the record does not know. The relay checks both, and may be false.
   */
  async function openOne(
    space: SpaceView,
    chunk: Chunk,
    purpose: 'chunk' | 'snapshot',
  ): Promise<Result<ChunkPayload, LogFaultError>> {
    const user = await userOf(space, chunk);
    const position = user && spaces.writerPosition(space, chunk.epoch, user);
    if (user === undefined || position === undefined) return err({ type: 'membership' });
    const chain = people.chainOf(user);
    const device = chain?.devices.get(chunk.device);
    if (chain === undefined || device === undefined) return err({ type: 'membership' });
    const isRevoked = device.revokedN !== undefined && device.revokedN <= position;
    if (isRevoked || identityBeganAt(chain, device.id) > position) return err({ type: 'membership' });
    const [verifyKey, key] = await Promise.all([people.verifyKeyOf(chunk.device), space.keys?.subKey(chunk.epoch, purpose)]);
    if (verifyKey === undefined) return err({ type: 'membership' });
    if (key === undefined) return err({ type: 'unreadable' });
    return openChunk(chunk, verifyKey, key);
  }

  /** A device that no chain here knows yet: some member added it since. */
  async function userOf(space: SpaceView, chunk: Chunk): Promise<UserId | undefined> {
    const known = people.userOf(chunk.device);
    if (known !== undefined) return known;
    for (const { user } of space.members) await people.syncChain(user);
    return people.userOf(chunk.device);
  }

  async function nameLog(
    state: LogState,
    space: SpaceView,
    items: readonly { readonly payload: ChunkPayload }[],
  ): Promise<Result<LogState, LogFaultError>> {
    let { kind, segment } = state;
    for (const { payload } of items) {
      if (payload.kind === kind && payload.segment === segment) continue;
      // A name of another shape would sort between the weeks, or for ever after them.
      const isShaped = isDocument(payload.kind, payload.segment);
      if ((payload.kind === MESSAGE_SEGMENT_KIND || payload.kind === CALENDAR_KIND) && !isShaped)
        return err({ type: 'malformed' });
      if (kind !== undefined || (await space.keys?.logId(payload.kind, payload.segment)) !== state.log)
        return err({ type: 'malformed' });
      kind = payload.kind;
      segment = payload.segment;
    }
    return ok({ ...state, kind, segment });
  }

  return { openAll, openOne, nameLog };
}
