/** This page's side of Web Push: whether the person allows it, and the subscription of this browser (NOTIFY-7). */
import type { PushEndpoint } from '@sanad/model/wire/push';
import { toEndpoint } from './push-endpoint.ts';

export type PushPermission = NotificationPermission | 'unsupported';

export function pushPermission(): PushPermission {
  const isThere = 'Notification' in globalThis && 'serviceWorker' in navigator && 'PushManager' in globalThis;
  return isThere ? Notification.permission : 'unsupported';
}

/** Asks the person; only after a press of hers. */
export const askPushPermission = async (): Promise<PushPermission> =>
  pushPermission() === 'default' ? Notification.requestPermission() : pushPermission();

/** `key`: of the server. A subscription for another key is given up first. Undefined: the browser refuses, or cannot reach its service. */
export async function subscribePush(key: Uint8Array): Promise<PushEndpoint | undefined> {
  const { pushManager } = await navigator.serviceWorker.ready;
  try {
    const present = await pushManager.getSubscription();
    if (present !== null && sameKey(present.options.applicationServerKey, key)) return toEndpoint(present);
    await present?.unsubscribe();
    return toEndpoint(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: new Uint8Array(key) }));
  } catch {
    return undefined;
  }
}

export async function unsubscribePush(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  const present = await registration?.pushManager.getSubscription();
  await present?.unsubscribe();
}

function sameKey(present: ArrayBuffer | null, wanted: Uint8Array): boolean {
  if (present === null) return false;
  const bytes = new Uint8Array(present);
  return bytes.length === wanted.length && bytes.every((byte, at) => byte === wanted[at]);
}
