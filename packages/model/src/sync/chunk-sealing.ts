/** Sealing and opening of chunks (CHUNK-1 … CHUNK-7): header codec, payload and ciphers put together. */
import { type Bytes, concat } from '../bytes.ts';
import {
  aesNonceBytes,
  aesOpen,
  aesSeal,
  deflate,
  inflate,
  randomBytes,
  type SigningKey,
  sign,
  verify,
} from '../crypto/primitives.ts';
import { err, ok, type Result } from '../result.ts';
import { type ChunkPayload, encodeChunkPayload, pad, parseChunkPayload, unpad } from '../schema/chunk-payload.ts';
import { type Chunk, type ChunkHeader, chunkSignedBytes, encodeChunkHeader } from '../wire/chunk.ts';

/** Opened payloads are bounded whatever the chunk claims: 64 MiB is far above any segment. */
const maxPayloadBytes = 64 * 1024 * 1024;

export async function sealChunk(
  header: Omit<ChunkHeader, 'deflated'>,
  payload: ChunkPayload,
  key: CryptoKey,
  signing: SigningKey,
): Promise<Bytes> {
  const plain = encodeChunkPayload(payload);
  const packed = await deflate(plain);
  const deflated = packed.length < plain.length;
  const associatedData = encodeChunkHeader({ ...header, deflated });
  const iv = randomBytes(aesNonceBytes);
  const sealed = await aesSeal(key, iv, pad(deflated ? packed : plain), associatedData);
  const unsigned = concat(associatedData, iv, sealed);
  return concat(unsigned, await sign(signing.privateKey, chunkSignedBytes(unsigned)));
}

export type OpenChunkError = { readonly type: 'signature' } | { readonly type: 'unreadable' } | { readonly type: 'malformed' };

/** Signature first: nothing is decrypted for somebody who may not write. */
export async function openChunk(
  chunk: Chunk,
  verifyKey: CryptoKey,
  key: CryptoKey,
): Promise<Result<ChunkPayload, OpenChunkError>> {
  if (!(await verify(verifyKey, chunk.signature, chunk.signedBytes))) return err({ type: 'signature' });
  const opened = await aesOpen(key, chunk.iv, chunk.sealed, chunk.associatedData);
  if (!opened.ok) return err({ type: 'unreadable' });
  const packed = unpad(opened.value);
  if (!packed.ok) return packed;
  const plain = chunk.deflated ? await inflate(packed.value, maxPayloadBytes) : ok(packed.value);
  return plain.ok ? parseChunkPayload(plain.value) : err({ type: 'malformed' });
}
