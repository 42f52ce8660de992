/** Which entries the chunks of a batch brought and when, and the heads that their changes lead to. */
import type { ChunkPayload } from '../schema/chunk-payload.ts';
import { advanceFrontier, enteredKeys } from '../sync/change-frontier.ts';
import { splitChanges } from '../sync/split-changes.ts';
import type { ReceivedChunk } from './chunk-reader.ts';
import type { ArrivalOf } from './log-sync.ts';

/** Decoded only when somebody asks: most messages arrive within a minute. */
export function arrivals(items: readonly { readonly payload: ChunkPayload }[], chunks: readonly ReceivedChunk[]): ArrivalOf {
  let byId: Map<string, number> | undefined;
  return (id) => {
    if (byId === undefined) {
      byId = new Map();
      for (const [i, { payload }] of items.entries())
        for (const key of enteredKeys(splitChanges(payload.data) ?? [])) byId.set(key, chunks[i]?.receivedAtMs ?? 0);
    }
    return byId.get(id);
  };
}

/** What the chunks up to `cursor` entered: this device had it once. */
export function enteredBefore(
  items: readonly { readonly payload: ChunkPayload }[],
  chunks: readonly ReceivedChunk[],
  cursor: number,
): readonly string[] {
  return items.flatMap(({ payload }, i) =>
    (chunks[i]?.seq ?? 0) <= cursor && cursor > 0 ? enteredKeys(splitChanges(payload.data) ?? []) : [],
  );
}

/** Changes that other people wrote are input: undecodable bytes are a fault, not a crash. */
export function frontierOf(synced: readonly string[], changes: readonly Uint8Array[]): readonly string[] | undefined {
  try {
    return advanceFrontier(synced, changes);
  } catch {
    return undefined;
  }
}
