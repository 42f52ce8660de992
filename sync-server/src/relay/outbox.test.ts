import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { randomLog, randomSpace } from '../../test/support/test-device.ts';
import { droppableFrame, frameWithPoke, outFrame } from './frame.ts';
import { createOutbox, hopelessBytes, type OutSocket, slowBytes } from './outbox.ts';

function fakeSocket(bufferedAmount: number) {
  const sent: Uint8Array[] = [];
  const closed: (number | undefined)[] = [];
  const events = new EventEmitter();
  const socket = {
    bufferedAmount,
    readyState: 1,
    OPEN: 1,
    send: (bytes: Uint8Array) => void sent.push(bytes),
    close: (code?: number) => void closed.push(code),
    terminate: () => undefined,
    once: events.once.bind(events),
  };
  return { socket: socket as unknown as OutSocket, sent, closed };
}
const stream = { cork: () => undefined, uncork: () => undefined };
const poke = { type: 'chunk', space: randomSpace(), log: randomLog(), seq: 1, receivedAtMs: 1 } as const;
const chunk = frameWithPoke({ ...poke, body: new Uint8Array(1000) }, poke);
const typing = droppableFrame({ type: 'organisation', n: 1 });

it('SYNC-15: a reader that keeps up gets everything', () => {
  const { socket, sent } = fakeSocket(0);
  const outbox = createOutbox(socket, stream);
  outbox.deliver(chunk);
  outbox.deliver(typing);
  expect(sent).toEqual([chunk.bytes, typing.bytes]);
});

it('SYNC-15: a slow one gets pokes, no ephemerals, and every answer', () => {
  const { socket, sent, closed } = fakeSocket(slowBytes + 1);
  const outbox = createOutbox(socket, stream);
  const plain = outFrame({ type: 'organisation', n: 2 });
  outbox.deliver(chunk);
  outbox.deliver(typing);
  outbox.deliver(plain);
  outbox.reply(plain.bytes);
  expect(sent).toEqual([chunk.poke?.(), plain.bytes, plain.bytes]);
  expect(closed).toEqual([]);
});

it('SYNC-15: a hopeless one is closed with 4503', () => {
  const { socket, sent, closed } = fakeSocket(hopelessBytes + 1);
  createOutbox(socket, stream).deliver(chunk);
  expect([sent, closed]).toEqual([[], [4503]]);
});
