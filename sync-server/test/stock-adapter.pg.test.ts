/** The contract with automerge-repo's own WebSocket client: it is the pipe on devices and knows nothing of ours. */
import { createServer, request as httpRequest } from 'node:http';
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket';
import { proveInput } from '@sanad/model/wire/up';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, joinSocket, type Loose, type SignedInPerson, type World } from './support/test-client.ts';
import { makeChunk, randomLog, signWith } from './support/test-device.ts';
import { startTestServer, type TestServer, until } from './support/test-server.ts';

let server: TestServer;
let world: World;
let alice: SignedInPerson;
let bob: SignedInPerson;
let gate: { readonly port: number; readonly close: () => void };

/** In a browser the cookie travels by itself; in Node the stock adapter cannot send one, so a gate adds it. */
function openGate(cookie: string, target: number): Promise<{ readonly port: number; readonly close: () => void }> {
  const proxy = createServer();
  proxy.on('upgrade', (incoming, socket, head) => {
    const headers = { ...incoming.headers, cookie, origin: `http://localhost:${target}` };
    const outgoing = httpRequest({ port: target, host: '127.0.0.1', path: incoming.url, headers });
    outgoing.on('upgrade', (response, upstream, upstreamHead) => {
      const lines = Object.entries(response.headers).map(([name, value]) => `${name}: ${String(value)}`);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.write(upstreamHead);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    outgoing.end();
  });
  return new Promise((done) => {
    proxy.listen(0, '127.0.0.1', () => {
      const address = proxy.address();
      done({ port: address !== null && typeof address === 'object' ? address.port : 0, close: () => proxy.close() });
    });
  });
}

beforeAll(async () => {
  server = await startTestServer();
  world = await createWorld(server);
  alice = await world.colleague();
  bob = await world.colleague();
  gate = await openGate(alice.client.cookie ?? '', server.port);
});
afterAll(async () => {
  gate.close();
  await server.stop();
});

it('SYNC-13: the stock client adapter connects, proves, becomes ready, appends and hears live chunks', async () => {
  const { space } = await world.direct(alice, bob);
  const adapter: Loose = new WebSocketClientAdapter(`ws://127.0.0.1:${gate.port}/sync`, 5000);
  const messages: Loose[] = [];
  const peers: Loose[] = [];
  adapter.on('message', (message: Loose) => messages.push(message));
  adapter.on('peer-candidate', (peer: Loose) => peers.push(peer));
  adapter.connect(alice.device, {});
  await until(() => messages.some((message) => message.type === 'challenge'));
  expect(peers).toEqual([]);
  const envelope = { senderId: alice.device, targetId: 'server' };
  adapter.send({ ...envelope, type: 'prove', sig: signWith(alice.keys, proveInput(messages[0].nonce, alice.device)) });
  await until(() => peers.length > 0);
  expect(peers).toEqual([{ peerId: 'server', peerMetadata: {} }]);
  await adapter.whenReady();

  const log = randomLog();
  adapter.send({ ...envelope, type: 'append', ref: 7, space, log, chunk: makeChunk(alice, log).bytes });
  await until(() => messages.some((message) => message.type === 'appended' && message.ref === 7 && message.seq === 1));
  const socket = await joinSocket(server, bob);
  const chunk = makeChunk(bob, log, { seenSeq: 1 });
  expect((await socket.append(space, log, chunk.bytes)).seq).toBe(2);
  await until(() => messages.some((message) => message.type === 'chunk' && message.seq === 2));
  const live = messages.find((message) => message.type === 'chunk');
  expect(live.body).toBeInstanceOf(Uint8Array);
  expect(new Uint8Array(live.body)).toEqual(chunk.bytes);
  adapter.disconnect();
  socket.close();
});
