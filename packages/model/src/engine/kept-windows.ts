/**
 * The newest part of each conversation, kept beside its documents (ENG-5): a document of thousands of messages takes a moment to load, and
 * what people look at is its end. What is kept are entries as they were signed; they are verified like all others before they are shown,
 * and the document takes over as soon as it is there. Whatever changes a conversation forgets what was kept of it in the same commit.
 */
import * as v from 'valibot';
import { isMessageId, type SpaceId } from '../ids.ts';
import { isoWeek } from '../schema/segment.ts';
import { countField, messageIdField } from '../wire/fields.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { Documents } from './documents.ts';
import type { LogStore } from './log-store.ts';
import { indexOf } from './segment-index.ts';
import type { Spaces } from './spaces.ts';
import type { StoreWrite } from './store.ts';
import { collectWindow, segmentsOf, type WindowWeek } from './thread-window.ts';
import type { VerifiedMessages } from './verified-messages.ts';

/** As many as the app asks for first. */
const keptEntries = 60;
/** After the last change. */
const keepDelayMs = 2_000;

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** ['window', space]: by week, newest first; messages and the acts on them, by id. Not kept in memory. */
const WindowRow = v.object({
  entries: countField,
  hasOlder: v.boolean(),
  weeks: v.array(v.tuple([v.string(), v.array(v.tuple([messageIdField, bytes]))])),
});

export interface KeptWindow {
  readonly weeks: readonly WindowWeek[];
  /** There is more in the documents than what is kept. */
  readonly hasOlder: boolean;
}
export interface KeptWindows {
  /** Undefined: nothing that is enough for so many messages, or the document is in memory anyway. */
  read(space: SpaceId, limit: number): Promise<KeptWindow | undefined>;
  /** Leader: for the commit that changes the conversation. What it looks like then is kept when it has been quiet for a moment. */
  changed(space: SpaceId): StoreWrite;
  /** Leader: the same without a change. */
  keepSoon(space: SpaceId): void;
  /** Keeps at once what was to be kept soon. */
  stop(): Promise<void>;
}

export interface KeptWindowsParts {
  readonly context: Pick<EngineContext, 'store' | 'deps' | 'activity' | 'http'>;
  readonly spaces: Pick<Spaces, 'get'>;
  readonly documents: Pick<Documents, 'open' | 'isOpen'>;
  readonly logs: Pick<LogStore, 'ofSpace'>;
  readonly verifiedMessages: VerifiedMessages;
}

export function makeKeptWindows({ context, spaces, documents, logs, verifiedMessages }: KeptWindowsParts): KeptWindows {
  const { store, deps, activity } = context;
  const soon = new Map<SpaceId, () => void>();
  const newest = (space: SpaceId) => segmentsOf(logs, space)[0]?.log;
  const isInMemory = (space: SpaceId): boolean => {
    const log = newest(space);
    return log !== undefined && documents.isOpen(log);
  };

  async function keep(space: SpaceId): Promise<void> {
    soon.delete(space);
    const view = spaces.get(space);
    // A document is not loaded for this: it was too long ago that anybody looked.
    if (view === undefined || !isInMemory(space)) return;
    const weeks = segmentsOf(logs, space).map(({ log, segment }) => ({ segment, open: () => documents.open(log) }));
    const query = {
      space: view,
      limit: keptEntries,
      serverMs: serverNowMs(context),
      arrivals: new Map(),
      waiting: new Set<string>(),
    };
    const { entries, hasOlder } = await collectWindow({ weeks, verifiedMessages }, query);
    const kept = new Map<string, (readonly [string, Uint8Array])[]>();
    for (const { log, segment } of segmentsOf(logs, space)) {
      const inWeek = entries.filter(({ entry }) => isoWeek(entry.sentAtMs) === segment);
      if (segment === undefined || inWeek.length === 0) continue;
      const document = await documents.open(log);
      const [index, values] = [indexOf(document), document.entries()];
      const ids = inWeek.flatMap(({ entry }) => [entry.id, ...index.actsOn(entry.id).map(({ position }) => position.id)]);
      kept.set(
        segment,
        ids.flatMap((id) => {
          const value = values[id];
          return value instanceof Uint8Array ? [[id, value] as const] : [];
        }),
      );
    }
    // Changed while it was read: it is kept the next time.
    if (soon.has(space)) return;
    await store.commit([{ key: ['window', space], value: { entries: entries.length, hasOlder, weeks: [...kept] } }]);
  }

  function keepSoon(space: SpaceId): void {
    soon.get(space)?.();
    soon.set(
      space,
      deps.clock.schedule(keepDelayMs, () => void activity.track(keep(space))),
    );
  }

  return {
    async read(space, limit) {
      if (limit > keptEntries || isInMemory(space)) return undefined;
      const row = v.safeParse(WindowRow, await store.fetch(['window', space]));
      if (!row.success || (row.output.entries < limit && row.output.hasOlder)) return undefined;
      const weeks = row.output.weeks.map(([segment, values]): WindowWeek => {
        const source = { entries: () => known };
        const known = Object.fromEntries(values.filter(([id]) => isMessageId(id)));
        return { segment, open: async () => source };
      });
      return { weeks, hasOlder: row.output.hasOlder };
    },
    changed(space) {
      keepSoon(space);
      return { key: ['window', space], value: undefined };
    },
    keepSoon,
    async stop() {
      for (const [space, cancel] of [...soon]) {
        cancel();
        await keep(space);
      }
    },
  };
}
