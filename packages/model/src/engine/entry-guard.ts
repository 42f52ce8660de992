/**
 * What a chunk may do to a segment (DOC-9): enter new messages. Nobody deletes or overwrites, and an id that is taken stays with whom it
 * belongs to: the first in the log's order, which is the same for all. Her own devices may enter a message again (SYNC-5).
 */
import { equalBytes } from '../bytes.ts';
import type { DeviceId } from '../ids.ts';
import { parseEntry } from '../schema/entry.ts';
import { maxEntriesPerChange, readEntries } from '../sync/change-entries.ts';
import { splitChanges } from '../sync/split-changes.ts';
import type { OpenedChunk } from './chunk-reader.ts';
import type { People } from './people.ts';

type Written = Pick<OpenedChunk, 'payload'> & { readonly chunk: Pick<OpenedChunk['chunk'], 'device'> };

/** The changes of all chunks, in order; undefined: one of them does what it must not. `there`: what the segment holds. */
export function plainChanges(
  people: Pick<People, 'userOf'>,
  there: Readonly<Record<string, unknown>>,
  items: readonly Written[],
): readonly Uint8Array[] | undefined {
  const entered = new Map<string, Uint8Array>();
  const changes: Uint8Array[] = [];
  for (const { chunk, payload } of items) {
    const split = splitChanges(payload.data);
    if (split === undefined) return undefined;
    let count = 0;
    for (const change of split) {
      const entries = readEntries(change);
      if (entries === undefined) return undefined;
      count += entries.length;
      for (const { key, value } of entries) {
        if (value === undefined) continue;
        const before = entered.get(key) ?? (Object.hasOwn(there, key) ? there[key] : undefined);
        if (!mayStand(people, chunk.device, before, value)) return undefined;
        entered.set(key, value);
      }
      changes.push(change);
    }
    if (count > maxEntriesPerChange) return undefined;
  }
  return changes;
}

function mayStand(people: Pick<People, 'userOf'>, author: DeviceId, before: unknown, value: Uint8Array): boolean {
  if (!(before instanceof Uint8Array) || equalBytes(before, value)) return true;
  const entry = parseEntry(before);
  return !entry.ok || people.userOf(entry.value.device) === people.userOf(author);
}
