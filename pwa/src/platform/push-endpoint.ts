/** A subscription of the browser as the server takes it. */
import type { PushEndpoint } from '@sanad/model/wire/push';

export function toEndpoint(subscription: PushSubscription): PushEndpoint | undefined {
  const p256dh = subscription.getKey('p256dh');
  const auth = subscription.getKey('auth');
  if (p256dh === null || auth === null) return undefined;
  return { endpoint: subscription.endpoint, p256dh: new Uint8Array(p256dh), auth: new Uint8Array(auth) };
}
