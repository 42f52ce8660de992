/** What was answered in a notification while the page was loading. */
import { MemoryRouter, Route } from '@solidjs/router';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { type EngineClient, EngineContext } from '../engine-client.ts';
import { hearWorker } from './hear-worker.ts';

let end = () => {};
afterEach(() => {
  end();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

test('NOTIFY-4 what was answered before this window heard the worker is taken as well', async () => {
  const worker = Object.assign(new EventTarget(), { startMessages: () => undefined });
  Object.defineProperty(navigator, 'serviceWorker', { value: worker, configurable: true });
  const takeIntents = vi.fn(async () => undefined);
  const client = { api: { takeIntents } } as unknown as EngineClient;
  const Page = () => {
    hearWorker();
    return undefined;
  };
  end = render(
    () => (
      <EngineContext.Provider value={client}>
        <MemoryRouter>
          <Route path="/" component={Page} />
        </MemoryRouter>
      </EngineContext.Provider>
    ),
    document.body,
  );
  await vi.waitFor(() => expect(takeIntents).toHaveBeenCalledTimes(1));
  worker.dispatchEvent(new MessageEvent('message', { data: { type: 'intents' } }));
  expect(takeIntents).toHaveBeenCalledTimes(2);
});
