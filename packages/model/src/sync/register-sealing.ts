/**
 * Sealed registers and ephemerals (MARK-1, WIRE-6): small values outside the log, bound to space, epoch, device and counter.
 *
 *   1 | epoch 4 | device 16 | counter 8 | iv 12 | sealed | sig 64
 *   sig = Ed25519("sanad/<purpose>/v1\0" | spaceId | everything before)
 */
import { type Bytes, concat, u32, u64, utf8 } from '../bytes.ts';
import { aesNonceBytes, aesOpen, aesSeal, randomBytes, type SigningKey, sign, verify } from '../crypto/primitives.ts';
import { type DeviceId, deviceIdFromBytes, idToBytes, type SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';

export type RegisterPurpose = 'mark' | 'ephemeral';
export interface RegisterHeader {
  readonly epoch: number;
  readonly device: DeviceId;
  /** Grows with every value of a device: an older one never replaces a newer one. */
  readonly counter: number;
}
const headerBytes = 1 + 4 + 16 + 8;
const minBytes = headerBytes + aesNonceBytes + 16 + 64;

const bound = (purpose: RegisterPurpose, space: SpaceId, bytes: Uint8Array): Bytes =>
  concat(utf8(`sanad/${purpose}/v1\0`), idToBytes(space), bytes);

export async function sealRegister(
  purpose: RegisterPurpose,
  space: SpaceId,
  header: RegisterHeader,
  plaintext: Uint8Array,
  key: CryptoKey,
  signing: SigningKey,
): Promise<Bytes> {
  const head = concat(new Uint8Array([1]), u32(header.epoch), idToBytes(header.device), u64(header.counter));
  const iv = randomBytes(aesNonceBytes);
  const unsigned = concat(head, iv, await aesSeal(key, iv, plaintext, bound(purpose, space, head)));
  return concat(unsigned, await sign(signing.privateKey, bound(purpose, space, unsigned)));
}

export interface RegisterError {
  readonly type: 'malformed' | 'signature' | 'unreadable';
}

export function parseRegisterHeader(bytes: Uint8Array): Result<RegisterHeader, RegisterError> {
  if (bytes.length < minBytes || bytes[0] !== 1) return err({ type: 'malformed' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const counter = view.getBigUint64(21);
  if (counter > BigInt(Number.MAX_SAFE_INTEGER)) return err({ type: 'malformed' });
  return ok({ epoch: view.getUint32(1), device: deviceIdFromBytes(bytes.subarray(5, 21)), counter: Number(counter) });
}

export async function openRegister(
  purpose: RegisterPurpose,
  space: SpaceId,
  bytes: Uint8Array,
  verifyKey: CryptoKey,
  key: CryptoKey,
): Promise<Result<Bytes, RegisterError>> {
  const end = bytes.length - 64;
  if (end < headerBytes + aesNonceBytes) return err({ type: 'malformed' });
  if (!(await verify(verifyKey, bytes.subarray(end), bound(purpose, space, bytes.subarray(0, end)))))
    return err({ type: 'signature' });
  const head = bytes.subarray(0, headerBytes);
  const iv = bytes.subarray(headerBytes, headerBytes + aesNonceBytes);
  const opened = await aesOpen(key, iv, bytes.subarray(headerBytes + aesNonceBytes, end), bound(purpose, space, head));
  return opened.ok ? opened : err({ type: 'unreadable' });
}
