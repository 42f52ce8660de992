/** The stored key ring, parsed like any other input: what is not one counts as none. */
import type { KeyRing, LockedKey } from '@sanad/model/engine/deps';

export function parseKeyRing(stored: unknown, bareKey: unknown): KeyRing {
  if (typeof stored !== 'object' || stored === null) return { open: parseKey(bareKey), locked: undefined };
  return {
    open: 'open' in stored ? parseKey(stored.open) : undefined,
    locked: 'locked' in stored ? parseLocked(stored.locked) : undefined,
  };
}

const parseKey = (value: unknown): CryptoKey | undefined => (value instanceof CryptoKey ? value : undefined);

function parseLocked(value: unknown): LockedKey | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('binding' in value && 'record' in value && 'failed' in value && 'lastAtMs' in value)) return undefined;
  const { record, failed, lastAtMs } = value;
  const binding = parseKey(value.binding);
  if (binding === undefined || !(record instanceof Uint8Array) || typeof failed !== 'number' || typeof lastAtMs !== 'number')
    return undefined;
  return { binding, record: new Uint8Array(record), failed, lastAtMs };
}
