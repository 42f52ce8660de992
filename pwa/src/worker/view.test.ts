import type { Unsubscribe } from '@sanad/model/engine/api';
import { expose, finalizer, proxy, type Remote, wrap } from 'comlink';
import { afterEach, expect, test } from 'vitest';
import { view } from './view.ts';

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** The page's side of a thread that has one view, and the thread's. */
function makeThread() {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const engine: { tell?: (words: string) => void; ended: number } = { ended: 0 };
  const open = async (listener: (words: string) => void): Promise<Unsubscribe> => {
    engine.tell = listener;
    return () => {
      engine.ended++;
    };
  };
  const api = { onWords: (listener: (words: string) => void) => view(listener, open) };
  expose(api, port1);
  const page: Remote<typeof api> = wrap(port2);
  return { page, engine };
}

/** What the page hears, and whether it is still held. */
function makeListener() {
  const heard: string[] = [];
  let letGo = (): void => {};
  const released = new Promise<void>((done) => {
    letGo = done;
  });
  const listener = Object.assign((words: string) => void heard.push(words), { [finalizer]: () => letGo() });
  return { heard, released, listener: proxy(listener) };
}

test('what the page listens with is let go of as the view ends', async () => {
  const { page, engine } = makeThread();
  const { heard, released, listener } = makeListener();
  const end = await page.onWords(listener);
  await engine.tell?.('one');
  expect(heard).toEqual(['one']);
  await end();
  await released;
  expect(engine.ended).toBe(1);
});

test('what is told after the end reaches nobody and fails nowhere', async () => {
  const { page, engine } = makeThread();
  const { heard, released, listener } = makeListener();
  const end = await page.onWords(listener);
  await end();
  await released;
  expect(() => engine.tell?.('late')).not.toThrow();
  await end();
  expect(heard).toEqual([]);
  expect(engine.ended).toBe(1);
});
