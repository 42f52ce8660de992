/** The relay put together: queues, hub, live delivery, other processes. Owns what it makes until `drain`. */
import type { Database } from '../db/database.ts';
import { type FanOut, startFanOut } from '../db/fan-out.ts';
import { type AppendQueue, createAppendQueue } from './append-queue.ts';
import { createHub, type Hub } from './hub.ts';
import { createLive, createLocalDelivery, type Live } from './live.ts';
import { createLogDirectory } from './log-directory.ts';
import { createMarkQueue, type MarkQueue } from './mark-queue.ts';
import { createMemberCache, type MemberCache } from './member-cache.ts';
import { createPeerEvents } from './peer-events.ts';
import { restartCloseCode } from './socket-server.ts';

export interface RelayOptions {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly nowMs: () => number;
  readonly onBatch: (count: number, bytes: number, ms: number) => void;
  readonly onError: (error: unknown) => void;
}
export interface Relay {
  readonly hub: Hub;
  readonly live: Live;
  readonly members: MemberCache;
  readonly appends: AppendQueue;
  readonly marks: MarkQueue;
  readonly fanOut: FanOut;
  /** Everything accepted is answered. */
  readonly drain: () => Promise<void>;
}

export async function startRelay({ database, databaseUrl, nowMs, onBatch, onError }: RelayOptions): Promise<Relay> {
  const hub = createHub();
  const members = createMemberCache(database);
  const local = createLocalDelivery(hub, members);
  const fanOut = await startFanOut({
    url: databaseUrl,
    database,
    onMessage: createPeerEvents({ database, hub, local, onError }),
    // What was missed is unknown: devices connect again and pull.
    onGap: () => hub.closeAll(restartCloseCode),
    onError,
  });
  const live = createLive(hub, local, fanOut, onError);
  const appends = createAppendQueue({
    database,
    logs: createLogDirectory(),
    nowMs,
    beforeCommit: live.notifyPeers,
    onStored: live.chunks,
    onBatch,
    onError,
  });
  const marks = createMarkQueue({ database, onStored: live.marks, onError });
  return {
    hub,
    live,
    members,
    appends,
    marks,
    fanOut,
    drain: async () => {
      await Promise.all([appends.drain(), marks.drain()]);
    },
  };
}
