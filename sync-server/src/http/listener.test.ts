import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { type Listener, openListener } from './listener.ts';

const opened: Listener[] = [];
afterEach(async () => {
  for (const listener of opened.splice(0)) await listener.close();
});

async function listen(serve: (request: Request) => Response | Promise<Response>): Promise<number> {
  const bounds = { patienceMs: 200, leastBytesPerSecond: 1_000_000 };
  const listener = await openListener({ host: '127.0.0.1', port: 0, tls: undefined }, { idleMs: 300, lookMs: 50, body: bounds });
  if (!listener.ok) throw new Error(listener.error.type);
  opened.push(listener.value);
  listener.value.serve(serve, (_request, socket) => socket.destroy());
  return listener.value.port;
}

it('HTTP-13: a download that nobody takes any more ends, and so does the reading of its bytes', async () => {
  let isCancelled = false;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(256 * 1024)),
      cancel: () => {
        isCancelled = true;
      },
    });
  const port = await listen(() => new Response(endless()));
  const answer = await new Promise<IncomingMessage>((done) => httpRequest({ port }, done).end());
  const ended = new Promise<void>((done) => answer.once('error', () => done()));
  answer.pause();
  await expect.poll(() => isCancelled, { timeout: 5000 }).toBe(true);
  answer.resume();
  await ended;
});

it('HTTP-13: a body that drips is cut although it never rests', async () => {
  const port = await listen(async (request) => new Response(String((await request.arrayBuffer()).byteLength)));
  const outgoing = httpRequest({ port, method: 'POST', headers: { 'content-length': 1_000_000 } });
  const ended = new Promise<string>((done) => outgoing.once('error', (error) => done('code' in error ? String(error.code) : '')));
  const drip = setInterval(() => outgoing.write('x'), 20);
  expect(await ended).toBe('ECONNRESET');
  clearInterval(drip);
});
