/** The keys of one space on this device: epoch keys by number, sub-keys made on demand, and the secret that names its logs. */
import { type Bytes, bytesToHex, concat, utf8 } from '../bytes.ts';
import { deriveEventKeyBytes, deriveLogIdBytes, deriveSubKey, type SubKeyPurpose } from '../crypto/key-wrap.ts';
import { sha256 } from '../crypto/primitives.ts';
import { idToBytes, type LogId, logIdFromBytes, type MessageId } from '../ids.ts';

export interface SpaceKeys {
  readonly epochKeys: ReadonlyMap<number, Bytes>;
  readonly logSecret: Bytes;
  /** Undefined: this epoch's key is not known here. */
  subKey(epoch: number, purpose: SubKeyPurpose): Promise<CryptoKey | undefined>;
  logId(kind: string, segment: string): Promise<LogId>;
  /** What the relay calls an event (CAL-40). */
  eventKey(event: MessageId): Promise<Bytes>;
}

export function makeSpaceKeys(epochKeys: ReadonlyMap<number, Bytes>, logSecret: Bytes): SpaceKeys {
  const subKeys = new Map<string, Promise<CryptoKey>>();
  const logIds = new Map<string, Promise<LogId>>();
  const eventKeys = new Map<string, Promise<Bytes>>();
  return {
    epochKeys,
    logSecret,
    async subKey(epoch, purpose) {
      const epochKey = epochKeys.get(epoch);
      if (epochKey === undefined) return undefined;
      return remember(subKeys, `${epoch} ${purpose}`, () => deriveSubKey(epochKey, purpose));
    },
    logId: (kind, segment) =>
      remember(logIds, `${kind} ${segment}`, async () => logIdFromBytes(await deriveLogIdBytes(logSecret, kind, segment))),
    eventKey: (event) => remember(eventKeys, event, () => deriveEventKeyBytes(logSecret, event)),
  };
}

function remember<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = cache.get(key);
  if (found !== undefined) return found;
  const made = make();
  cache.set(key, made);
  return made;
}

/** The actor of a segment's frozen root (DOC-2). */
export const segmentRootActor = async (log: LogId): Promise<string> =>
  bytesToHex((await sha256(concat(utf8('sanad/root/v1\0'), idToBytes(log)))).subarray(0, 16));
