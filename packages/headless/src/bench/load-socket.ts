/**
 * One device's socket for load: the relay's handshake without an engine, then bytes in and out. It reads as little as it can: short
 * frames are answers and are decoded, long ones are messages and only counted, unless somebody listens.
 */
import { type Bytes, copyBytes } from '@sanad/model/bytes';
import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import { sign } from '@sanad/model/crypto/primitives';
import { proveInput } from '@sanad/model/wire/up';
import WebSocket from 'ws';
import type { BenchDevice } from './people.ts';
import { makeSignal, within } from './waiting.ts';

export interface LoadSocket {
  send(frame: Bytes): void;
  /** Called for every `appended`. */
  onAcknowledged: () => void;
  /** Called for every message, with the frame's bytes. */
  onMessage: (frame: Uint8Array) => void;
  /** Called for an answer that load must not get: a conflict, a refusal, a closed socket. */
  onFailure: (reason: Error) => void;
  close(): void;
}
export interface SocketAddress {
  readonly url: string;
  readonly cookie: string;
}

const longFrameBytes = 300;
const connectTimeoutMs = 20_000;

export async function openLoadSocket({ url, cookie }: SocketAddress, { device, keys }: BenchDevice): Promise<LoadSocket> {
  const ready = makeSignal();
  const socket = new WebSocket(new URL('/sync', url.replace(/^http/, 'ws')), {
    headers: { cookie, origin: new URL(url).origin },
    perMessageDeflate: false,
  });
  const send = (frame: Bytes): void => socket.send(frame);
  const load: LoadSocket = {
    send,
    onAcknowledged: () => undefined,
    onMessage: () => undefined,
    onFailure: ready.fail,
    close: () => {
      load.onFailure = () => undefined;
      socket.close();
    },
  };
  const prove = async (nonce: Uint8Array): Promise<void> => {
    const sig = await sign(keys.signing.privateKey, proveInput(nonce, device));
    send(encodeCbor({ type: 'prove', senderId: device, targetId: 'server', sig }));
    send(encodeCbor({ type: 'join', senderId: device, supportedProtocolVersions: ['1'], peerMetadata: {} }));
  };
  const onAnswer = (frame: Readonly<Record<string, unknown>>): void => {
    const { type, nonce } = { type: frame['type'], nonce: frame['nonce'] };
    if (type === 'appended') load.onAcknowledged();
    else if (type === 'challenge' && nonce instanceof Uint8Array) prove(copyBytes(nonce)).catch(load.onFailure);
    else if (type === 'peer') ready.give();
    else if (type === 'conflict' || type === 'refused') load.onFailure(new Error(`${type}: ${JSON.stringify(frame)}`));
  };
  socket.on('message', (data) => {
    if (!(data instanceof Uint8Array)) return;
    if (data.length > longFrameBytes) load.onMessage(data);
    else onAnswer(decodeRecord(data));
  });
  socket.on('error', (error) => load.onFailure(error));
  socket.on('close', (code) => load.onFailure(new Error(`the socket was closed: ${code}`)));
  await within('a socket', connectTimeoutMs, ready.promise);
  return load;
}

export function decodeRecord(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const decoded = decodeCbor(bytes, 1024 * 1024);
  return decoded.ok && typeof decoded.value === 'object' && decoded.value !== null
    ? (decoded.value as Record<string, unknown>)
    : {};
}
