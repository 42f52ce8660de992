/** Does a message cost more when its log is long? Three logs of different length, written to in turns, processor time of each. */
import type { LongConversation } from './browser.ts';
import type { Conversation } from './conversations.ts';
import { type PreparedMessage, type PreparedStream, prepareStream } from './prepared.ts';
import { atMost, type Row } from './report.ts';
import { saturate } from './saturation.ts';
import type { Stage } from './stage.ts';
import { cpuBetween, readCpu } from './usage.ts';

const maxRatio = 1.1;
/** Messages sealed and sent at a time while a log is filled. */
const fillAtOnce = 5000;

interface Log {
  readonly length: number;
  readonly stream: PreparedStream;
  costMs: number;
}

export interface HistoryMeasured {
  readonly rows: readonly Row[];
  /** The log of middle length: the app opens it later. */
  readonly middle: LongConversation;
}

/** `conversations`: one per length, not used before. */
export async function measureHistory(stage: Stage, conversations: readonly Conversation[]): Promise<HistoryMeasured> {
  const { historyLengths, historyRounds, historyAppends } = stage.options.sizes;
  const logs = conversations.slice(0, historyLengths.length).map((conversation, i): Log => {
    const stream = prepareStream([conversation], stage.population.people);
    return { length: historyLengths[i] ?? 0, stream, costMs: 0 };
  });
  for (const log of logs) await fill(stage, log);
  const prepared = await Promise.all(logs.map(({ stream }) => stream.take((historyRounds + 1) * historyAppends)));
  for (let round = 0; round <= historyRounds; round++) {
    for (const [i, log] of logs.entries()) {
      const part = prepared[i]?.slice(round * historyAppends, (round + 1) * historyAppends) ?? [];
      const costMs = await costOf(stage, part);
      if (round > 0) log.costMs += costMs; // the first one warms up
    }
  }
  const messages = (historyLengths[1] ?? 0) + (historyRounds + 1) * historyAppends;
  return { rows: rowsOf(logs, historyRounds * historyAppends), middle: longOf(conversations[1], messages) };
}

function longOf(conversation: Conversation | undefined, messages: number): LongConversation {
  if (conversation === undefined) throw new Error('a log of middle length');
  // Members write in turns: half is not hers.
  return { space: conversation.space, messages, reader: conversation.members[0], unread: Math.floor(messages / 2) };
}

async function fill({ sockets, say }: Stage, { length, stream }: Log): Promise<void> {
  for (let done = 0; done < length; done += fillAtOnce)
    await saturate(sockets, await stream.take(Math.min(fillAtOnce, length - done)));
  if (length > 0) say(`  a log of ${length} messages stands`);
}

async function costOf({ server, sockets }: Stage, messages: readonly PreparedMessage[]): Promise<number> {
  const before = readCpu(server.pid(), server.pid());
  await saturate(sockets, messages);
  const { programMs, postgresMs } = cpuBetween(before, readCpu(server.pid(), server.pid()));
  return programMs + postgresMs;
}

function rowsOf(logs: readonly Log[], appends: number): readonly Row[] {
  const costs = logs.map(({ costMs }) => (costMs / appends) * 1000);
  const first = costs[0] ?? Number.NaN;
  return logs.map(({ length }, i): Row => {
    const cost = costs[i] ?? Number.NaN;
    const row = { what: `processor per message, ${length.toLocaleString('en')} before it in its log`, unit: 'µs', value: cost };
    return i < logs.length - 1
      ? row
      : {
          ...row,
          target: atMost(cost, maxRatio * first, `${maxRatio} × empty`),
          note: `${(cost / first).toFixed(2)} × empty; server and Postgres together`,
        };
  });
}
