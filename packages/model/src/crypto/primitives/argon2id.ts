/**
 * Argon2id (RFC 9106), which WebCrypto lacks. A door of its own beside `primitives`, because it brings WebAssembly along: nobody loads
 * it who neither sets a lock nor opens one.
 */
import { argon2id } from 'hash-wasm';
import { type Bytes, copyBytes } from '../../bytes.ts';

export interface Argon2idCost {
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly lanes: number;
}

export const deriveArgon2id = async (secret: Uint8Array, salt: Uint8Array, cost: Argon2idCost, length: number): Promise<Bytes> =>
  copyBytes(
    await argon2id({
      password: secret,
      salt,
      memorySize: cost.memoryKiB,
      iterations: cost.iterations,
      parallelism: cost.lanes,
      hashLength: length,
      outputType: 'binary',
    }),
  );
