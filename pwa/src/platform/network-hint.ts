/** What the browser believes about the network. True only as a hint: the engine tries, and hears a missing heartbeat. */
export function onNetworkHint(listener: (online: boolean) => void): void {
  addEventListener('online', () => listener(true));
  addEventListener('offline', () => listener(false));
}
