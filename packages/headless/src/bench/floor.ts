/** Starts a floor (floor-server.ts) and connects the same devices to it that the server has. */
import { type ChildProcess, fork } from 'node:child_process';
import { type Bytes, bytesToBase64Url } from '@sanad/model/bytes';
import WebSocket from 'ws';
import type { Conversation } from './conversations.ts';
import type { FloorSettings } from './floor-server.ts';
import type { LoadSocket } from './load-socket.ts';
import type { BenchDevice } from './people.ts';
import { floorProgram } from './places.ts';

export interface Floor {
  readonly pid: number;
  readonly sockets: readonly LoadSocket[];
  dispose(): void;
}

export const floorTable = (level: FloorSettings['level']): string => `bench_floor_${level}`;

const longFrameBytes = 300;

export async function startFloor(
  level: FloorSettings['level'],
  postgresUrl: string,
  conversations: readonly Conversation[],
  devices: readonly BenchDevice[],
  example: Bytes,
): Promise<Floor> {
  const child = fork(floorProgram, { stdio: 'inherit', serialization: 'advanced' });
  const port = await askForPort(child, {
    level,
    postgresUrl,
    table: floorTable(level),
    spaces: conversations.map(({ space, members }) => ({ space, members })),
    keys: devices.map(({ keys }) => bytesToBase64Url(keys.signing.publicKey)),
    ...placesIn(example),
  });
  const sockets = await Promise.all(devices.map((_, device) => connect(`ws://127.0.0.1:${port}/?device=${device}`)));
  return {
    pid: child.pid ?? 0,
    sockets,
    dispose() {
      for (const socket of sockets) socket.close();
      child.disconnect();
    },
  };
}

const askForPort = (child: ChildProcess, settings: FloorSettings): Promise<number> =>
  new Promise((done, fail) => {
    child.once('message', (answer: { readonly port: number }) => done(answer.port));
    child.once('exit', (code) => fail(new Error(`a floor ended: ${String(code)}`)));
    child.send(settings);
  });

/** After `65 'space' 78 20` come the digits; after `65 'chunk' 59` the chunk's length, two bytes. */
function placesIn(frame: Bytes): Pick<FloorSettings, 'spaceAt' | 'chunkAt'> {
  const text = String.fromCharCode(...frame.subarray(0, 200));
  return { spaceAt: text.indexOf('\x65space\x78\x20') + 8, chunkAt: text.indexOf('\x65chunk\x59') + 7 };
}

function connect(url: string): Promise<LoadSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const load: LoadSocket = {
    send: (frame) => socket.send(frame),
    onAcknowledged: () => undefined,
    onMessage: () => undefined,
    onFailure: () => undefined,
    close: () => socket.close(),
  };
  socket.on('message', (data) => {
    if (!(data instanceof Uint8Array)) return;
    if (data.length > longFrameBytes) load.onMessage(data);
    else load.onAcknowledged();
  });
  socket.on('error', (error) => load.onFailure(error));
  return new Promise((done) => socket.once('open', () => done(load)));
}
