/**
 * What the service worker tells and asks this window (NOTIFY-4, NOTIFY-5, NOTIFY-9): go where a notification leads, without loading anything; take
 * what was answered in one; read or sign for it, while the engine has the key; a test came through.
 */
import { useNavigate } from '@solidjs/router';
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { useEngine } from '../engine-client.ts';

const [testSeen, setTestSeen] = createSignal<string>();
/** The token of the newest test push that this browser received while the window was open. */
export const pushTestSeen: Accessor<string | undefined> = testSeen;

export function hearWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  const navigate = useNavigate();
  const { api } = useEngine();
  const answer = async (request: unknown, port: MessagePort | undefined): Promise<void> =>
    port?.postMessage(await api.wake(request).catch(() => undefined));
  const hear = (event: MessageEvent<unknown>) => {
    const { data } = event;
    if (typeof data !== 'object' || data === null || !('type' in data)) return;
    if (data.type === 'intents') void api.takeIntents();
    if (data.type === 'wake' && 'request' in data) void answer(data.request, event.ports[0]);
    // The worker is ours; an address of another site would still not be one of the router's.
    if (data.type === 'open' && 'path' in data && typeof data.path === 'string' && /^\/(?![/\\])/u.test(data.path))
      navigate(data.path);
    if (data.type === 'push-test' && 'token' in data && typeof data.token === 'string') setTestSeen(data.token);
  };
  navigator.serviceWorker.addEventListener('message', hear);
  navigator.serviceWorker.startMessages();
  // What was answered after the engine looked, and before anybody here heard of it.
  void api.takeIntents();
  onCleanup(() => navigator.serviceWorker.removeEventListener('message', hear));
}
