/** One chunk, opened for who was woken (NOTIFY-2): its writer, membership and signatures are checked as always, from the rows that are there. */
import type { LogId, UserId } from '../ids.ts';
import { type Entry, readEntries } from '../sync/change-entries.ts';
import { openChunk } from '../sync/chunk-sealing.ts';
import { splitChanges } from '../sync/split-changes.ts';
import { parseChunk } from '../wire/chunk.ts';
import { identityBeganAt } from '../wire/user-chain.ts';
import type { People } from './people.ts';
import type { SpaceView } from './space-rows.ts';

export interface WokenChunk {
  readonly author: UserId;
  readonly kind: string;
  readonly segment: string;
  readonly entries: readonly Entry[];
}
export interface WokenReader {
  /** Undefined: it is not what it should be, or cannot be opened here. */
  open(space: SpaceView, log: LogId, body: Uint8Array): Promise<WokenChunk | undefined>;
}

export function makeWokenReader(people: Pick<People, 'userOf' | 'chainOf' | 'verifyKeyOf'>): WokenReader {
  return {
    async open(space, log, body) {
      const chunk = parseChunk(body);
      if (!chunk.ok || chunk.value.logId !== log) return undefined;
      const { epoch, device: writer } = chunk.value;
      const author = people.userOf(writer);
      const chain = author && people.chainOf(author);
      const position = space.writers.find(([who, from, to]) => who === author && from <= epoch && epoch <= to)?.[3];
      const known = chain?.devices.get(writer);
      if (author === undefined || chain === undefined || position === undefined || known === undefined) return undefined;
      if (known.revokedN !== undefined || identityBeganAt(chain, writer) > position) return undefined;
      const [verifyKey, key] = await Promise.all([people.verifyKeyOf(writer), space.keys?.subKey(epoch, 'chunk')]);
      if (verifyKey === undefined || key === undefined) return undefined;
      const payload = await openChunk(chunk.value, verifyKey, key);
      if (!payload.ok) return undefined;
      const { kind, segment, data } = payload.value;
      if ((await space.keys?.logId(kind, segment)) !== log) return undefined;
      return { author, kind, segment, entries: (splitChanges(data) ?? []).flatMap((change) => readEntries(change) ?? []) };
    },
  };
}
