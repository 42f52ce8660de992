/** From the send to the other member's socket, with arrivals that do not wait for answers: an open loop at a given rate. */

import { decodeRecord, type LoadSocket } from './load-socket.ts';
import { chunkKeyOf, type PreparedMessage } from './prepared.ts';
import { sleep } from './waiting.ts';

export interface Latency {
  readonly seenMs: readonly number[];
  readonly acknowledgedMs: readonly number[];
  /** How late the generator itself was at worst: far above a millisecond or two the numbers are its own. */
  readonly worstDelayMs: number;
}

const drainMs = 5000;

export async function measureLatency(
  sockets: readonly LoadSocket[],
  messages: readonly PreparedMessage[],
  perSecond: number,
): Promise<Latency> {
  const samples: Samples = { sentAt: new Map(), seenMs: [], acknowledgedMs: [], failures: [] };
  const unanswered = sockets.map((socket) => listen(socket, samples));
  const worstDelayMs = await sendAtRate(messages, perSecond, ({ author, key, frame }) => {
    const atMs = performance.now();
    samples.sentAt.set(key, atMs);
    unanswered[author]?.push(atMs);
    sockets[author]?.send(frame);
  });
  const { seenMs, acknowledgedMs, failures } = samples;
  const isComplete = (): boolean => seenMs.length >= messages.length && acknowledgedMs.length >= messages.length;
  for (let waitedMs = 0; !isComplete() && waitedMs < drainMs; waitedMs += 20) await sleep(20);
  if (failures[0] !== undefined) throw failures[0];
  if (!isComplete()) throw new Error(`${messages.length - seenMs.length} of ${messages.length} messages were not seen`);
  return { seenMs, acknowledgedMs, worstDelayMs };
}

interface Samples {
  readonly sentAt: Map<string, number>;
  readonly seenMs: number[];
  readonly acknowledgedMs: number[];
  readonly failures: Error[];
}

/** Returns the send times that wait for an answer: answers come in the order of the questions. */
function listen(socket: LoadSocket, { sentAt, seenMs, acknowledgedMs, failures }: Samples): number[] {
  const unanswered: number[] = [];
  socket.onFailure = (reason) => void failures.push(reason);
  socket.onAcknowledged = () => {
    const sent = unanswered.shift();
    if (sent !== undefined) acknowledgedMs.push(performance.now() - sent);
  };
  socket.onMessage = (frame) => {
    const atMs = performance.now();
    const bytes = chunkIn(decodeRecord(frame));
    const sent = bytes instanceof Uint8Array ? sentAt.get(chunkKeyOf(bytes)) : undefined;
    if (sent !== undefined) seenMs.push(atMs - sent);
  };
  return unanswered;
}

/** SANAD delivers a `body`; a floor hands on the frame that came, with its `chunk`. */
const chunkIn = (frame: Readonly<Record<string, unknown>>): unknown => frame['body'] ?? frame['chunk'];

/** Exponential gaps: arrivals that know nothing of one another, nor of the server's windows. */
async function sendAtRate(
  messages: readonly PreparedMessage[],
  perSecond: number,
  send: (message: PreparedMessage) => void,
): Promise<number> {
  let dueMs = performance.now();
  let worstMs = 0;
  for (const message of messages) {
    dueMs += (-Math.log(1 - Math.random()) * 1000) / perSecond;
    while (performance.now() < dueMs) await sleep(Math.max(0, dueMs - performance.now()));
    worstMs = Math.max(worstMs, performance.now() - dueMs);
    send(message);
  }
  return worstMs;
}

export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
