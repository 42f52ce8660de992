/** Stands before the server and serves a service worker of its own making: the only way a browser sees a new version. */
import { createServer, request } from 'node:http';

export interface ChangingProxy {
  readonly url: string;
  /** From now on /sw.js has these words at its end. */
  readonly change: (words: string) => void;
  readonly close: () => Promise<void>;
}

export async function openChangingProxy(target: string): Promise<ChangingProxy> {
  let added = '';
  const server = createServer((asked, answer) => {
    const { 'accept-encoding': _plain, 'if-none-match': _whole, ...headers } = asked.headers;
    const onward = request(new URL(asked.url ?? '/', target), { method: asked.method, headers }, (received) => {
      const { 'content-length': _changes, ...kept } = received.headers;
      answer.writeHead(received.statusCode ?? 502, kept);
      received.pipe(answer, { end: false });
      received.once('end', () => answer.end(asked.url === '/sw.js' ? added : ''));
    });
    onward.once('error', () => answer.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the proxy has no port');
  return {
    url: `http://localhost:${address.port}`,
    change: (words) => {
      added = `\n// ${words}\n`;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
