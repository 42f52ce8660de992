/** Registers the service worker and hears when a new version waits. It takes over only when a person says so. */
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

export interface Update {
  readonly isReady: Accessor<boolean>;
  apply(): void;
}
const lookEveryMs = 60 * 60_000;

export function createUpdate(): Update {
  const [isReady, setReady] = createSignal(false);
  let apply = () => {};
  let timer: ReturnType<typeof setInterval> | undefined;
  const start = async () => {
    if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
    const { Workbox } = await import('workbox-window');
    const workbox = new Workbox('/sw.js');
    workbox.addEventListener('waiting', () => setReady(true));
    apply = () => {
      workbox.addEventListener('controlling', () => location.reload());
      workbox.messageSkipWaiting();
    };
    // Without a service worker SANAD still works, it only does not open offline (for example behind a certificate nobody trusts).
    const registered = await workbox.register().then(
      () => true,
      () => false,
    );
    if (!registered) return;
    timer = setInterval(() => void workbox.update().catch(ignoreOffline), lookEveryMs);
  };
  onMount(() => {
    // After the first screen: the shell's download must not compete with it.
    const later = () => void start();
    if ('requestIdleCallback' in window) requestIdleCallback(later, { timeout: 5000 });
    else setTimeout(later, 1500);
  });
  onCleanup(() => clearInterval(timer));
  return { isReady, apply: () => apply() };
}

/** Looking for a new version offline fails; the next hour looks again. */
const ignoreOffline = () => undefined;
