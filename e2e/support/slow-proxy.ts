/** A thin line before the server: everything that goes either way shares so many bytes a second. */
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SlowProxy {
  readonly url: string;
  /** From now on. */
  readonly allow: (bytesPerSecond: number) => void;
  readonly close: () => Promise<void>;
}

const stepMs = 50;

export async function openSlowProxy(target: string, port: number, bytesPerSecond: number): Promise<SlowProxy> {
  let rate = bytesPerSecond;
  let freeAtMs = 0;
  const open = new Set<Socket>();
  const pass = async (from: Socket, to: Socket): Promise<void> => {
    try {
      for await (const part of from) {
        const bytes: Uint8Array = part;
        const step = Math.max(1, Math.floor((rate * stepMs) / 1000));
        for (let at = 0; at < bytes.length; at += step) {
          const slice = bytes.subarray(at, at + step);
          freeAtMs = Math.max(freeAtMs, Date.now()) + (slice.length / rate) * 1000;
          await sleep(Math.max(0, freeAtMs - Date.now()));
          if (!to.write(slice)) await new Promise((done) => to.once('drain', done).once('close', done));
        }
      }
      to.end();
    } catch {
      // One end broke: so does the other.
      to.destroy();
    }
  };
  const server = createServer((near) => {
    const far = connect(Number(new URL(target).port), '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      // Whichever way it ends: a line of which one half stands would keep the other waiting.
      one
        .once('error', () => other.destroy())
        .once('close', () => {
          open.delete(one);
          other.destroy();
        });
      void pass(one, other);
    }
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    url: `http://localhost:${port}`,
    allow: (next) => {
      rate = next;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
