/**
 * Where a push may be sent (PUSH-2). An endpoint is what some client says: without this, anybody with an account could have the server
 * send requests into the hospital's own network.
 */
import { createPublicKey } from 'node:crypto';
import { bytesToBase64Url } from '@sanad/model/bytes';
import type { PushEndpoint } from '@sanad/model/wire/push';

/** A host, or with a leading dot every host under it. Their owners decide where these names lead. */
const KNOWN_SERVICES = [
  'fcm.googleapis.com', // Chrome, Edge and Samsung on Android, Chrome, Brave, Opera
  '.push.services.mozilla.com', // Firefox
  '.push.apple.com', // Safari, and every browser on an iPhone
  '.notify.windows.com', // Edge on Windows
];

/** `more`: origins that the configuration adds. */
export function isPushService(endpoint: string, more: readonly string[]): boolean {
  // What one parser reads as a path another may read as a host.
  if (!/^[!-[\]-~]+$/.test(endpoint) || !URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  if (url.username !== '' || url.password !== '') return false;
  if (more.includes(url.origin)) return true;
  if (url.protocol !== 'https:' || url.port !== '') return false;
  return KNOWN_SERVICES.some((name) => (name.startsWith('.') ? url.hostname.endsWith(name) : url.hostname === name));
}

/**
 * Whose service an endpoint is of, as a pattern (SQL `like`) of its host: all hosts of one owner are one service, whatever name somebody makes up
 * under it.
 */
export function serviceOf(endpoint: string): string {
  const { host } = new URL(endpoint);
  const known = KNOWN_SERVICES.find((name) => name.startsWith('.') && host.endsWith(name));
  return known === undefined ? host : `%${known}`;
}

/** A key that is no point of the curve could be sealed for nobody. */
export function isCurvePoint(p256dh: PushEndpoint['p256dh']): boolean {
  if (p256dh[0] !== 4) return false;
  const [x, y] = [p256dh.subarray(1, 33), p256dh.subarray(33)].map(bytesToBase64Url);
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
