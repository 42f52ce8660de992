/** How this profile stands with the relay, for its screens: the leader says it, the other tabs hear it from the leader. */

import * as v from 'valibot';
import type { SpaceId } from '../ids.ts';
import type { Connectivity, StopReason, SyncState } from './api.ts';
import type { EngineDeps } from './deps.ts';
import type { HttpClient } from './http-client.ts';
import { makeListeners } from './listeners.ts';
import type { LogStore } from './log-store.ts';
import type { LostDocuments } from './lost-documents.ts';
import type { Outbox } from './outbox.ts';
import type { Spaces } from './spaces.ts';
import type { Store } from './store.ts';

interface Network {
  readonly connectivity: Connectivity;
  readonly retryAtMs: number | undefined;
  readonly sending: SyncState['sending'];
  readonly arrived: number;
  readonly clockOffsetMs: number | undefined;
  readonly isStorageFull: boolean;
}
const CONNECTIVITY = ['online', 'connecting', 'offline'] as const;
const optionalCount = v.optional(v.number());
const TabMessage = v.object({
  type: v.literal('network'),
  network: v.object({
    connectivity: v.picklist(CONNECTIVITY),
    retryAtMs: optionalCount,
    sending: v.optional(v.object({ done: v.number(), total: v.number() })),
    arrived: v.number(),
    clockOffsetMs: v.optional(v.number()),
    isStorageFull: v.boolean(),
  }),
});

export interface SyncStates {
  now(): SyncState;
  onChange(listener: (state: SyncState) => void): () => void;
  /** Something that is not the network's changed: what waits, what was stopped. */
  announce(): void;
  /** The leader: tells the other tabs as well. */
  change(next: Partial<Network>): void;
  /** Any other tab: a message of the leader, or of somebody else. */
  heard(message: unknown): void;
}

interface SyncStatesParts {
  readonly deps: EngineDeps;
  readonly store: Store;
  readonly http: HttpClient;
  readonly spaces: Spaces;
  readonly logs: LogStore;
  readonly outbox: Outbox;
  readonly lostDocuments: LostDocuments;
}

export function makeSyncStates({ deps, store, http, spaces, logs, outbox, lostDocuments }: SyncStatesParts): SyncStates {
  let network: Network = {
    connectivity: 'connecting',
    retryAtMs: undefined,
    sending: undefined,
    arrived: 0,
    clockOffsetMs: http.clockOffsetMs(),
    isStorageFull: false,
  };
  const { on, tell } = makeListeners<SyncState>();

  const stopped = (): SyncState['stopped'] => {
    const found = new Map<SpaceId, StopReason>();
    for (const { space } of spaces.all())
      for (const { stopped: reason } of logs.ofSpace(space)) if (reason !== undefined) found.set(space, reason);
    for (const space of outbox.unreadable()) found.set(space, 'unreadable');
    for (const space of spaces.faulty()) found.set(space, 'membership');
    return [...found].map(([conversation, reason]) => ({ conversation, reason }));
  };
  const now = (): SyncState => ({
    ...network,
    waiting: outbox.pending().filter(({ act }) => act === undefined).length,
    stopped: stopped(),
    isStorageFull: network.isStorageFull || store.isFull(),
    isMending: lostDocuments.areThere(),
  });
  const announce = (): void => tell(now());

  return {
    now,
    onChange(listener) {
      const stop = on(listener);
      listener(now());
      return stop;
    },
    announce,
    change(next) {
      network = { ...network, ...next, clockOffsetMs: http.clockOffsetMs(), isStorageFull: store.isFull() };
      deps.tabs.post({ type: 'network', network });
      announce();
    },
    heard(message) {
      const parsed = v.safeParse(TabMessage, message);
      if (!parsed.success) return;
      const { connectivity, retryAtMs, sending, arrived, clockOffsetMs, isStorageFull } = parsed.output.network;
      network = { connectivity, retryAtMs, sending, arrived, clockOffsetMs, isStorageFull };
      announce();
    },
  };
}
