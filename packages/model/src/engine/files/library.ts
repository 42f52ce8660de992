/** All files of a conversation, newest first: from its documents, verified like what a thread shows. */
import type { SpaceId } from '../../ids.ts';
import { isoWeek } from '../../schema/segment.ts';
import type { LibraryRow } from '../api-files.ts';
import type { Unsubscribe } from '../api-result.ts';
import { makeCoalescer } from '../list-view.ts';
import { stateOfMessage } from '../message-acts.ts';
import { indexOf, verifiedActsOn } from '../segment-index.ts';
import type { ThreadParts } from '../thread-view.ts';
import { segmentsOf } from '../thread-window.ts';
import { isMessage } from '../verified-messages.ts';

const settleMs = 50;
const tables = ['summary', 'file', 'log'];

export function openLibrary(
  { context, spaces, logs, documents, verifiedMessages, files, onStoreChange }: ThreadParts,
  spaceId: SpaceId,
  deliver: (rows: readonly LibraryRow[]) => void,
): Unsubscribe {
  let isStopped = false;

  async function collect(): Promise<readonly LibraryRow[]> {
    const space = spaces.get(spaceId);
    const rows: LibraryRow[] = [];
    for (const { log, segment: week } of space === undefined ? [] : segmentsOf(logs, spaceId)) {
      const index = indexOf(await documents.open(log));
      for (const { position, value } of index.inOrder) {
        const parsed = verifiedMessages.parse(value);
        if (space === undefined || parsed?.type !== 'message' || parsed.entry.details.attachments === undefined) continue;
        const checked = await verifiedMessages.check(space, position.id, value);
        if (!isMessage(checked) || isoWeek(checked.entry.sentAtMs) !== week) continue;
        const { id, author, sentAtMs, details } = checked.entry;
        const state = stateOfMessage(checked.entry, await verifiedActsOn(verifiedMessages, space, index, id));
        if (state.recalledAtMs !== undefined) continue;
        for (const attachment of files.rows.of(details.attachments, state.filed))
          rows.push({ message: id, author, sentAtMs, attachment });
      }
    }
    return rows.sort((a, b) => b.sentAtMs - a.sentAtMs);
  }

  const refresh = makeCoalescer(
    (delayMs, task) => context.deps.clock.schedule(delayMs, task),
    settleMs,
    async () => {
      const rows = await collect();
      if (!isStopped) deliver(rows);
    },
  );
  const stopStore = onStoreChange((changed) => {
    if (tables.some((table) => changed.has(table))) refresh.poke();
  });
  const stopProgress = files.onProgress(refresh.poke);
  refresh.poke();
  return () => {
    isStopped = true;
    stopStore();
    stopProgress();
    refresh.stop();
  };
}
