/**
 * How keys are handed on (KEY-3 … KEY-6): user keys to devices and to the recovery key, epoch keys to user keys, and the back links
 * that let whoever opens the newest generation open all older ones.
 */
import { type Bytes, concat, u32, utf8 } from '../bytes.ts';
import { err, type Result } from '../result.ts';
import {
  aesNonceBytes,
  aesOpen,
  aesSeal,
  equalSecrets,
  type HpkeSealed,
  hkdf,
  hpkeOpen,
  hpkeSeal,
  importAesKey,
  type KemKey,
  type OpenError,
  randomBytes,
} from './primitives.ts';

export const keyBytes = 32;
export const generateKey = (): Bytes => randomBytes(keyBytes);
const noSalt = new Uint8Array(32);

/** `keyCommit`: stands in the signed epoch record, so that no one can hand different keys to different members. */
export const deriveKeyCommit = (epochKey: Uint8Array): Promise<Bytes> => hkdf(epochKey, noSalt, utf8('sanad/commit/v1'), 32);

export type SubKeyPurpose = 'chunk' | 'snapshot' | 'ephemeral' | 'mark' | 'file';
export const deriveSubKey = async (epochKey: Uint8Array, purpose: SubKeyPurpose): Promise<CryptoKey> =>
  importAesKey(await hkdf(epochKey, noSalt, utf8(`sanad/${purpose}/v1`), 32));

/** From EK_0, kept for the life of the space: names its logs (DOC-1). */
export const deriveLogSecret = (firstEpochKey: Uint8Array): Promise<Bytes> =>
  hkdf(firstEpochKey, noSalt, utf8('sanad/log/v1'), 32);
export const deriveLogIdBytes = (logSecret: Uint8Array, kind: string, segment: string): Promise<Bytes> =>
  hkdf(logSecret, noSalt, utf8(`sanad/log-id/v1\0${kind}\0${segment}`), 16);

/** What the relay calls an event of this space (CAL-40): the same for all its members, and nothing to anybody else. */
export const deriveEventKeyBytes = (logSecret: Uint8Array, event: string): Promise<Bytes> =>
  hkdf(logSecret, noSalt, utf8(`sanad/event/v1\0${event}`), 16);

const epochGrantInfo = utf8('sanad/grant/v1');
const userKeyGrantInfo = utf8('sanad/user-key-grant/v1');

export interface EpochGrantContext {
  readonly spaceId: Uint8Array;
  readonly epoch: number;
  readonly userId: Uint8Array;
  readonly ukGen: number;
  readonly keyCommit: Uint8Array;
}
const epochGrantData = (context: EpochGrantContext): Bytes =>
  concat(context.spaceId, u32(context.epoch), context.userId, u32(context.ukGen), context.keyCommit);

export const sealEpochKey = (
  userKeyPublic: Uint8Array,
  epochKey: Uint8Array,
  context: EpochGrantContext,
): Promise<HpkeSealed | undefined> => hpkeSeal(userKeyPublic, epochGrantInfo, epochKey, epochGrantData(context));

/** Fails also when the key does not match the record's commitment (EPOCH-6). */
export async function openEpochKey(
  userKey: KemKey,
  grant: { readonly enc: Uint8Array; readonly sealed: Uint8Array },
  context: EpochGrantContext,
): Promise<Result<Bytes, OpenError>> {
  const opened = await hpkeOpen(userKey, epochGrantInfo, grant, epochGrantData(context));
  return opened.ok ? committed(opened.value, context.keyCommit) : opened;
}

async function committed(epochKey: Bytes, keyCommit: Uint8Array): Promise<Result<Bytes, OpenError>> {
  const matches = await equalSecrets(await deriveKeyCommit(epochKey), keyCommit);
  return matches ? { ok: true, value: epochKey } : err({ type: 'cannot-open' });
}

export interface BackLink {
  readonly iv: Bytes;
  readonly sealed: Bytes;
}
const backKey = async (key: Uint8Array): Promise<CryptoKey> => importAesKey(await hkdf(key, noSalt, utf8('sanad/back/v1'), 32));
const epochBackData = (spaceId: Uint8Array, epoch: number): Bytes => concat(utf8('sanad/back/epoch\0'), spaceId, u32(epoch));
const userBackData = (userId: Uint8Array, gen: number): Bytes => concat(utf8('sanad/back/user\0'), userId, u32(gen));

async function sealBack(key: Uint8Array, older: Uint8Array, data: Uint8Array): Promise<BackLink> {
  const iv = randomBytes(aesNonceBytes);
  return { iv, sealed: await aesSeal(await backKey(key), iv, older, data) };
}
/** EK_{e−1} under EK_e. */
export const sealEpochBackLink = (
  epochKey: Uint8Array,
  older: Uint8Array,
  spaceId: Uint8Array,
  epoch: number,
): Promise<BackLink> => sealBack(epochKey, older, epochBackData(spaceId, epoch));
/** `olderCommit` is the commitment in the older epoch's record. */
export async function openEpochBackLink(
  epochKey: Uint8Array,
  link: { readonly iv: Uint8Array; readonly sealed: Uint8Array },
  spaceId: Uint8Array,
  epoch: number,
  olderCommit: Uint8Array,
): Promise<Result<Bytes, OpenError>> {
  const opened = await aesOpen(await backKey(epochKey), link.iv, link.sealed, epochBackData(spaceId, epoch));
  return opened.ok ? committed(opened.value, olderCommit) : opened;
}

/** UK_{g−1} under UK_g. */
export const sealUserKeyBackLink = (userKey: Uint8Array, older: Uint8Array, userId: Uint8Array, gen: number): Promise<BackLink> =>
  sealBack(userKey, older, userBackData(userId, gen));
export const openUserKeyBackLink = async (
  userKey: Uint8Array,
  link: { readonly iv: Uint8Array; readonly sealed: Uint8Array },
  userId: Uint8Array,
  gen: number,
): Promise<Result<Bytes, OpenError>> => aesOpen(await backKey(userKey), link.iv, link.sealed, userBackData(userId, gen));

const userKeyGrantData = (userId: Uint8Array, gen: number, recipient: string): Bytes => concat(userId, u32(gen), utf8(recipient));

export const sealUserKey = (
  recipientKem: Uint8Array,
  userKey: Uint8Array,
  userId: Uint8Array,
  gen: number,
  recipient: string,
): Promise<HpkeSealed | undefined> => hpkeSeal(recipientKem, userKeyGrantInfo, userKey, userKeyGrantData(userId, gen, recipient));

export const openUserKey = (
  key: KemKey,
  grant: { readonly enc: Uint8Array; readonly sealed: Uint8Array },
  userId: Uint8Array,
  gen: number,
  recipient: string,
): Promise<Result<Bytes, OpenError>> => hpkeOpen(key, userKeyGrantInfo, grant, userKeyGrantData(userId, gen, recipient));
