/** Other tabs of this profile. Delivery is best effort; a tab never hears itself. */
import type { TabsDep } from '@sanad/model/engine/deps';

export function makeTabs(channelName: string): TabsDep {
  const channel = new BroadcastChannel(channelName);
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (listener) => channel.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
    close: () => channel.close(),
  };
}
