/**
 * KEY-1: before anything is promised, keys of both kinds are stored, read back in a new transaction and used. Private windows refuse
 * storage, Lockdown Mode loses keys, old browsers lack Ed25519: each is found here and named.
 */
import type { Unsupported } from '@sanad/model/engine/api';
import { type DBSchema, deleteDB, openDB } from 'idb';

interface TestSchema extends DBSchema {
  keys: { key: string; value: CryptoKeyPair };
}
const probe = new TextEncoder().encode('sanad self-test');

export async function selfTest(): Promise<Unsupported | undefined> {
  if (!('locks' in navigator) || typeof BroadcastChannel === 'undefined') return 'locks';
  const made = await makeKeys();
  if (made === undefined) return 'crypto';
  const read = await storeAndRead(made);
  if (read === 'refused') return 'storage';
  return read !== undefined && (await canUse(read, made)) ? undefined : 'key-storage';
}

interface Keys {
  readonly signing: CryptoKeyPair;
  readonly agreement: CryptoKeyPair;
}

async function makeKeys(): Promise<Keys | undefined> {
  // Outside a secure context there is no SubtleCrypto at all.
  if (typeof crypto === 'undefined' || !('subtle' in crypto) || typeof CompressionStream === 'undefined') return undefined;
  try {
    const signing = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
    const agreement = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
    return 'privateKey' in signing ? { signing, agreement } : undefined;
  } catch {
    return undefined; // NotSupportedError: an algorithm is missing
  }
}

/** A database of its own per test, so that two tabs that start together do not disturb each other. */
async function storeAndRead(keys: Keys): Promise<Keys | 'refused' | undefined> {
  const name = `sanad-self-test-${crypto.randomUUID()}`;
  try {
    const db = await openDB<TestSchema>(name, 1, { upgrade: (fresh) => void fresh.createObjectStore('keys') });
    try {
      const write = db.transaction('keys', 'readwrite');
      await Promise.all([write.store.put(keys.signing, 'signing'), write.store.put(keys.agreement, 'agreement'), write.done]);
      const signing = await db.get('keys', 'signing');
      const agreement = await db.get('keys', 'agreement');
      return signing === undefined || agreement === undefined ? undefined : { signing, agreement };
    } finally {
      db.close();
      await deleteDB(name);
    }
  } catch (cause) {
    // A browser that cannot clone a key says so; everything else is storage that is refused.
    return cause instanceof DOMException && cause.name === 'DataCloneError' ? undefined : 'refused';
  }
}

async function canUse(read: Keys, made: Keys): Promise<boolean> {
  try {
    const signature = await crypto.subtle.sign('Ed25519', read.signing.privateKey, probe);
    if (!(await crypto.subtle.verify('Ed25519', made.signing.publicKey, signature, probe))) return false;
    const bits = await crypto.subtle.deriveBits(
      { name: 'ECDH', public: made.agreement.publicKey },
      read.agreement.privateKey,
      256,
    );
    return bits.byteLength === 32;
  } catch {
    return false; // WebKit reads back `null` for what it could not keep
  }
}
