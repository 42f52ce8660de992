/** The relay put together: queues, hub, live delivery, alarms, other processes. Owns what it makes until `drain`. */
import { type AlarmMetrics, type AlarmRunner, createAlarmRunner } from '../alarms/runner.ts';
import { noteConnected } from '../alarms/seen.ts';
import { createAlarmTeller } from '../alarms/teller.ts';
import type { Database } from '../db/database.ts';
import { type FanOut, startFanOut } from '../db/fan-out.ts';
import { type AppendQueue, createAppendQueue } from './append-queue.ts';
import type { StoredChunk } from './append-types.ts';
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
  /** After commit, of this process. */
  readonly onStored: (stored: readonly StoredChunk[]) => void;
  readonly onBatch: (count: number, bytes: number, ms: number) => void;
  readonly alarms: AlarmMetrics;
  /** Between two looks for alarms that are due. */
  readonly alarmPollMs: number;
  readonly onError: (error: unknown) => void;
}
export interface Relay {
  readonly hub: Hub;
  readonly live: Live;
  readonly members: MemberCache;
  readonly appends: AppendQueue;
  readonly marks: MarkQueue;
  readonly fanOut: FanOut;
  readonly alarms: AlarmRunner;
  /** Everything accepted is answered. */
  readonly drain: () => Promise<void>;
  /** No alarm rings from here any more; those that are due ring from another process, or after the restart. */
  readonly stopAlarms: () => Promise<void>;
}

const noteConnectedMs = 30_000;

export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { database, databaseUrl, nowMs, onBatch, onError } = options;
  const hub = createHub();
  const members = createMemberCache(database);
  const teller = createAlarmTeller({ database, hub, nowMs, onError });
  const local = createLocalDelivery(hub, members, teller.tell);
  const fanOut = await startFanOut({
    url: databaseUrl,
    database,
    onMessage: createPeerEvents({ database, hub, local, onError }),
    // What was missed is unknown: devices connect again and pull.
    onGap: () => hub.closeAll(restartCloseCode),
    onError,
  });
  const live = createLive(hub, local, fanOut, onError);
  const alarms = createAlarmRunner({
    ...{ database, nowMs, onError },
    pollMs: options.alarmPollMs,
    tell: live.alarms,
    metrics: options.alarms,
  });
  const connected = setInterval(() => {
    noteConnected(database, hub).catch(onError);
  }, noteConnectedMs);
  connected.unref();
  const appends = createAppendQueue({
    database,
    members,
    logs: createLogDirectory(),
    nowMs,
    beforeCommit: live.notifyPeers,
    onStored: (stored) => {
      live.chunks(stored);
      options.onStored(stored);
    },
    onAlarms: ({ changed, rings, hasNewAlarms }) => {
      options.alarms.rings(rings);
      live.alarms(changed);
      if (hasNewAlarms) alarms.wake();
    },
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
    alarms,
    drain: async () => {
      await Promise.all([appends.drain(), marks.drain()]);
    },
    stopAlarms: async () => {
      clearInterval(connected);
      await alarms.stop();
      await teller.drain();
    },
  };
}
