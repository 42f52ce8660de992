/**
 * Throws the page away with its worker, so that nothing that was read on it stays in memory (LOCK-9, SHARED-1). False: it would not come
 * back (no network, no service worker yet), and stays; the engine alone has let go of everything.
 */
export async function throwAway(): Promise<boolean> {
  const comesBack = navigator.serviceWorker?.controller != null || (await isServed());
  if (comesBack) location.reload();
  return comesBack;
}

const isServed = (): Promise<boolean> =>
  fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
