/**
 * Ephemeral frames between processes (WIRE-6): never stored, so they travel inside notifications, cut into parts that fit one and put
 * together again. A part that is missing loses the frame, as losing a packet would.
 */
import { randomBytes } from 'node:crypto';
import { base64UrlToBytes, bytesToBase64Url, bytesToHex } from '@sanad/model/bytes';
import { isDeviceId, isSpaceId } from '@sanad/model/ids';
import type { EphemeralEvent } from './live.ts';

const partCharacters = 4500;
const maxHeld = 200;

/** `id index total space device to data`, each part below the size of a notification (`to` has at most 64 × 33 characters). */
export function splitEphemeral({ space, device, to, data }: EphemeralEvent): readonly string[] {
  const text = bytesToBase64Url(data);
  const id = bytesToHex(randomBytes(6));
  const total = Math.max(1, Math.ceil(text.length / partCharacters));
  return Array.from({ length: total }, (_, index) => {
    const part = text.slice(index * partCharacters, (index + 1) * partCharacters);
    return `${id} ${index} ${total} ${space} ${device} ${to?.join(',') ?? '*'} ${part}`;
  });
}

/** Feed it every part; it returns the frame when the last one came. */
export function createEphemeralJoiner(): (payload: string) => EphemeralEvent | undefined {
  const held = new Map<string, string[]>();
  return (payload) => {
    const [id = '', index = '', total = '', space, device, to = '*', part = ''] = payload.split(' ');
    if (!isSpaceId(space) || !isDeviceId(device)) return undefined;
    const parts = held.get(id) ?? [];
    parts[Number(index)] = part;
    held.set(id, parts);
    if (Object.keys(parts).length < Number(total)) {
      const oldest = held.keys().next();
      if (held.size > maxHeld && oldest.done !== true) held.delete(oldest.value);
      return undefined;
    }
    held.delete(id);
    const data = base64UrlToBytes(parts.join(''));
    if (data === undefined) return undefined;
    return { space, device, to: to === '*' ? undefined : to.split(',').filter(isDeviceId), data };
  };
}
