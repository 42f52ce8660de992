/** The wraps of the local key as they are stored (LOCK-2). What does not parse counts as no way in: nothing opens it. */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { SECRET_KINDS } from '../crypto/lock-secret.ts';
import { maxLockCost } from '../crypto/lock-wrap.ts';
import { withoutUndefined } from './row-codec.ts';

const bytes = (maxBytes: number) =>
  v.pipe(
    v.custom<Uint8Array>((value) => value instanceof Uint8Array),
    v.check(({ length }) => length <= maxBytes),
  );
const upTo = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));

const SecretWrap = v.object({
  kind: v.picklist(SECRET_KINDS),
  salt: bytes(64),
  cost: v.object({
    memoryKiB: upTo(maxLockCost.memoryKiB),
    iterations: upTo(maxLockCost.iterations),
    lanes: upTo(maxLockCost.lanes),
  }),
  sealed: bytes(256),
});
const PasskeyWrap = v.object({ credential: bytes(1024), prfSalt: bytes(64), salt: bytes(64), sealed: bytes(256) });

export const LockRecord = v.object({ secret: v.optional(SecretWrap), passkey: v.optional(PasskeyWrap) });
export type LockRecord = v.InferOutput<typeof LockRecord>;

const maxRecordBytes = 8 * 1024;

export const encodeLockRecord = (record: LockRecord): Bytes => encodeCbor(withoutUndefined(record));

export function parseLockRecord(stored: Uint8Array): LockRecord {
  const decoded = decodeCbor(stored, maxRecordBytes);
  const parsed = v.safeParse(LockRecord, decoded.ok ? decoded.value : undefined);
  return parsed.success ? parsed.output : {};
}
