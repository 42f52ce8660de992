/** A client of a TURN server that allocates, asks for a way to a peer, and lets go: over UDP, TCP or TLS. One request at a time. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  type Answer,
  type Asked,
  type Challenge,
  type Credentials,
  decodeAnswer,
  encodeRequest,
  type Method,
  messageBytes,
} from './stun-message.ts';

export const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
export type Transport = (typeof TRANSPORTS)[number];
interface Line {
  ask(request: Buffer): Promise<Buffer>;
  close(): void;
}
export interface TurnClient {
  /** The address that was allocated, or the code of the refusal. */
  allocate(): Promise<string | number>;
  /** 0 where a way to that peer was opened, otherwise the code of the refusal. */
  permit(peer: string): Promise<number>;
  /** Lets go of what was allocated. */
  close(): Promise<void>;
}
const host = '127.0.0.1';
const patienceMs = 5_000;

/** `certificate` is the only one that is believed over TLS. */
export async function openTurnClient(
  transport: Transport,
  port: number,
  credentials: Credentials,
  certificate: string,
): Promise<TurnClient> {
  const line = transport === 'udp' ? await openDatagrams(port) : await openStream(transport, port, certificate);
  let challenge: Challenge | undefined;
  let isAllocated = false;
  const ask = async (method: Method, asked: Asked): Promise<Answer> =>
    decodeAnswer(await line.ask(encodeRequest(method, asked, credentials, challenge)));
  return {
    async allocate() {
      // The first one brings the nonce; without a name nobody gets anything.
      const unsigned = decodeAnswer(await line.ask(encodeRequest('allocate', {})));
      if (unsigned.isSuccess || unsigned.errorCode !== 401) throw new Error('it allocates without credentials');
      challenge = unsigned.challenge;
      const answer = await ask('allocate', { lifetimeS: 600 });
      isAllocated = answer.isSuccess;
      return answer.relayed ?? answer.errorCode ?? 0;
    },
    permit: async (peer) => {
      const answer = await ask('createPermission', { peer });
      return answer.isSuccess ? 0 : (answer.errorCode ?? -1);
    },
    async close() {
      if (isAllocated) await ask('refresh', { lifetimeS: 0 });
      line.close();
    },
  };
}

async function openDatagrams(port: number): Promise<Line> {
  const socket = createSocket('udp4');
  socket.connect(port, host);
  await once(socket, 'connect');
  return {
    async ask(request) {
      const heard = once(socket, 'message', { signal: AbortSignal.timeout(patienceMs) });
      socket.send(request);
      const [answer] = await heard;
      return answer as Buffer;
    },
    close: () => socket.close(),
  };
}

async function openStream(transport: 'tcp' | 'tls', port: number, certificate: string): Promise<Line> {
  const socket: Socket =
    transport === 'tcp' ? connectTcp(port, host) : connectTls({ port, host, ca: certificate, servername: 'localhost' });
  await once(socket, transport === 'tcp' ? 'connect' : 'secureConnect', { signal: AbortSignal.timeout(patienceMs) });
  return {
    async ask(request) {
      socket.write(request);
      let bytes = Buffer.alloc(0);
      for (;;) {
        const length = messageBytes(bytes);
        if (length !== undefined && bytes.length >= length) return bytes.subarray(0, length);
        const [more] = await once(socket, 'data', { signal: AbortSignal.timeout(patienceMs) });
        bytes = Buffer.concat([bytes, more as Buffer]);
      }
    },
    close: () => socket.destroy(),
  };
}
