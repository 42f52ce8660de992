/**
 * Tells the sockets of this process what became of alarms (ALARM-7, WIRE-5). Changes of one moment are gathered, and what is told is read
 * when it is told: of several changes only the newest state goes out, and none after a newer one.
 */
import type { AlarmId } from '@sanad/model/ids';
import type { Queryable } from '../db/database.ts';
import { outFrame } from '../relay/frame.ts';
import type { Hub } from '../relay/hub.ts';
import { readStates } from './alarm-states.ts';
import { createSeenReader } from './seen.ts';

const gatherMs = 20;
const maxAlarmsPerRead = 200;

export interface AlarmTeller {
  readonly tell: (ids: readonly AlarmId[]) => void;
  /** Until everything that is to be told is handed to the sockets. */
  readonly drain: () => Promise<void>;
}
export interface AlarmTellerDeps {
  readonly database: Queryable;
  readonly hub: Hub;
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
}

export function createAlarmTeller({ database, hub, nowMs, onError }: AlarmTellerDeps): AlarmTeller {
  const readSeen = createSeenReader(database, hub, nowMs);
  let waiting = new Set<AlarmId>();
  let telling: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const tellAll = async (): Promise<void> => {
    const ids = [...waiting];
    waiting = new Set();
    const viewers = hub.users();
    if (viewers.size === 0) return;
    for (let at = 0; at < ids.length; at += maxAlarmsPerRead) {
      const part = ids.slice(at, at + maxAlarmsPerRead);
      const told = await readStates(database, part, (user) => viewers.has(user), readSeen);
      for (const { user, state } of told) hub.toUsers([user], outFrame({ type: 'alarm', alarm: state }));
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    telling = telling.then(tellAll).catch(onError);
    return telling;
  };
  return {
    tell: (ids) => {
      for (const id of ids) waiting.add(id);
      if (ids.length > 0) timer ??= setTimeout(flush, gatherMs).unref();
    },
    drain: flush,
  };
}
