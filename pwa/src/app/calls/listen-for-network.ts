/**
 * Another network than before (CALL-7): from the ward's Wi-Fi to the telephone's network and back the browser says no word of being offline. It
 * tells of it in different ways, several times, and of strength as well: what comes within a second is one change.
 */
const settleMs = 1_000;

/** Returns how to stop. */
export function listenForNetworkChange(changed: () => void): () => void {
  const { connection } = navigator as { readonly connection?: EventTarget & { readonly type?: string } };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let type = connection?.type;
  const hear = (): void => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      changed();
    }, settleMs);
  };
  const look = (): void => {
    if (connection?.type === type) return;
    type = connection?.type;
    if (type !== 'none') hear();
  };
  addEventListener('online', hear);
  connection?.addEventListener('change', look);
  return () => {
    clearTimeout(timer);
    removeEventListener('online', hear);
    connection?.removeEventListener('change', look);
  };
}
