/**
 * What the browser believes about the network. True only as a hint: the engine tries, and hears a missing heartbeat. Not every browser tells
 * workers (SYNC-4): each page says on what it hears, and a worker takes what comes first, of its own or of any page.
 */
const channelName = 'sanad-network';

/** In a worker. */
export function onNetworkHint(listener: (online: boolean) => void): void {
  let last: boolean | undefined;
  const hear = (online: boolean): void => {
    if (online !== last) listener(online);
    last = online;
  };
  addEventListener('online', () => hear(true));
  addEventListener('offline', () => hear(false));
  new BroadcastChannel(channelName).addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'boolean') hear(data);
  });
}

/** In a page; returns how to stop. */
export function passOnNetworkHints(): () => void {
  const channel = new BroadcastChannel(channelName);
  const pass = ({ type }: Event): void => channel.postMessage(type === 'online');
  const stop = new AbortController();
  for (const type of ['online', 'offline']) addEventListener(type, pass, { signal: stop.signal });
  return () => {
    stop.abort();
    channel.close();
  };
}
