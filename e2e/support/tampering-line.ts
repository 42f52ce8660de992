/** A line before the server that changes what it carries: from a moment on one bit in every long ephemeral that comes down; or keeps all of it for a while. */
import { connect, createServer, type Socket } from 'node:net';

export interface TamperingLine {
  readonly url: string;
  readonly tamper: (isOn: boolean) => void;
  /** What comes down waits, and comes in its order when it is let go. */
  readonly hold: (isOn: boolean) => void;
  readonly close: () => Promise<void>;
}

const kind = new TextEncoder().encode('ephemeral');
const field = new TextEncoder().encode('data');
/** Shorter ones hold no description. */
const longBytes = 800;
/** Behind length, header and nonce: in what is sealed. */
const sealedAt = 200;

export async function openTamperingLine(target: string, port: number): Promise<TamperingLine> {
  let isOn = false;
  /** Undefined: nothing waits. */
  let held: (() => void)[] | undefined;
  const open = new Set<Socket>();
  const change = (bytes: Uint8Array): Uint8Array => {
    const frame = indexOf(bytes, kind, 0);
    const data = frame < 0 ? -1 : indexOf(bytes, field, frame);
    const at = data + field.length + sealedAt;
    if (!isOn || data < 0 || bytes.length - data < longBytes) return bytes;
    return bytes.with(at, (bytes[at] ?? 0) ^ 1);
  };
  const server = createServer((near) => {
    const far = connect(Number(new URL(target).port), '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
      socket.on('error', () => socket.destroy());
    }
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes: Uint8Array) => {
      const pass = () => void near.write(change(new Uint8Array(bytes)));
      if (held === undefined) pass();
      else held.push(pass);
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    url: `http://localhost:${port}`,
    tamper: (next) => {
      isOn = next;
    },
    hold: (next) => {
      const waiting = held ?? [];
      held = next ? waiting : undefined;
      if (!next) for (const pass of waiting) pass();
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = from; at + wanted.length <= bytes.length; at++) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
