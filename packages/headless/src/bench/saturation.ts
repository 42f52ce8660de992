/** As many messages a second as go through: every device keeps a window of unanswered appends until all are acknowledged and seen. */
import type { LoadSocket } from './load-socket.ts';
import type { PreparedMessage } from './prepared.ts';
import { makeSignal, within } from './waiting.ts';

const windowPerDevice = 16;
const patienceMs = 120_000;

/** Messages per second over all of `messages`. */
export async function saturate(sockets: readonly LoadSocket[], messages: readonly PreparedMessage[]): Promise<number> {
  const queues = sockets.map((_, device) => messages.filter(({ author }) => author === device).values());
  const all = makeSignal();
  let [acknowledged, seen] = [0, 0];
  const count = (): void => {
    if (acknowledged === messages.length && seen === messages.length) all.give();
  };
  const sendNext = (device: number): void => {
    const next = queues[device]?.next();
    if (next?.done === false) sockets[device]?.send(next.value.frame);
  };
  for (const [device, socket] of sockets.entries()) {
    socket.onAcknowledged = () => {
      acknowledged += 1;
      sendNext(device);
      count();
    };
    socket.onMessage = () => {
      seen += 1;
      count();
    };
    socket.onFailure = all.fail;
  }
  const startedMs = performance.now();
  for (const device of sockets.keys()) for (let i = 0; i < windowPerDevice; i++) sendNext(device);
  await within(`${messages.length} messages`, patienceMs, all.promise);
  return messages.length / ((performance.now() - startedMs) / 1000);
}
