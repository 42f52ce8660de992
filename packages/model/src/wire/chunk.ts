/**
 * The sealed chunk (CHUNK-1 … CHUNK-4): what the relay stores and can read of it.
 *
 * | field    | bytes | meaning                                                                    |
 * |----------|-------|----------------------------------------------------------------------------|
 * | version  | 1     | 1                                                                          |
 * | kind     | 1     | 0 changes, 1 snapshot                                                      |
 * | flags    | 1     | bit 0: plaintext is deflate-raw (RFC 1951)                                 |
 * | logId    | 16    |                                                                            |
 * | epoch    | 4     | generation of the space key                                                |
 * | device   | 16    | author                                                                     |
 * | n        | 8     | 1, 2, 3 … per (log, device); a snapshot: the sequence number it covers     |
 * | prev     | 32    | hash of the author's previous chunk in this log; a snapshot: H it covers   |
 * | seenSeq  | 8     | newest sequence number the author had                                      |
 * | seenHash | 32    | rolling hash H at seenSeq                                                  |
 * | iv       | 12    |                                                                            |
 * | sealed   | ≥ 16  | AES-256-GCM, the 119-byte header is the associated data                    |
 * | sig      | 64    | Ed25519("sanad/chunk/v1\0" | everything before)                            |
 *
 * Integers are big-endian. This file neither verifies nor opens: the relay imports it.
 */
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { type DeviceId, deviceIdFromBytes, idToBytes, type LogId, logIdFromBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { maxChunkBytes, maxSnapshotBytes } from './limits.ts';

export const chunkHeaderBytes = 119;
export const chunkIvBytes = 12;
export const chunkSignatureBytes = 64;
const minChunkBytes = chunkHeaderBytes + chunkIvBytes + 16 + chunkSignatureBytes;
const signatureDomain = utf8('sanad/chunk/v1\0');

export const CHUNK_KIND = { changes: 0, snapshot: 1 } as const;
export type ChunkKind = keyof typeof CHUNK_KIND;

export interface ChunkHeader {
  readonly kind: ChunkKind;
  readonly deflated: boolean;
  readonly logId: LogId;
  readonly epoch: number;
  readonly device: DeviceId;
  readonly n: number;
  readonly prev: Uint8Array;
  readonly seenSeq: number;
  readonly seenHash: Uint8Array;
}

export interface Chunk extends ChunkHeader {
  /** The header's bytes, as they stand: the associated data. */
  readonly associatedData: Uint8Array;
  readonly iv: Uint8Array;
  readonly sealed: Uint8Array;
  readonly signature: Uint8Array;
  /** What the signature covers, domain included. */
  readonly signedBytes: Bytes;
}

export function encodeChunkHeader(header: ChunkHeader): Bytes {
  const out = new Uint8Array(chunkHeaderBytes);
  const view = new DataView(out.buffer);
  out[0] = 1;
  out[1] = CHUNK_KIND[header.kind];
  out[2] = header.deflated ? 1 : 0;
  out.set(idToBytes(header.logId), 3);
  view.setUint32(19, header.epoch);
  out.set(idToBytes(header.device), 23);
  view.setBigUint64(39, BigInt(header.n));
  out.set(header.prev, 47);
  view.setBigUint64(79, BigInt(header.seenSeq));
  out.set(header.seenHash, 87);
  return out;
}

export const chunkSignedBytes = (unsigned: Uint8Array): Bytes => concat(signatureDomain, unsigned);

/** What a device signs to attest a snapshot that it opened and compared with its own history (SNAP-3). `snapshotHash` = SHA-256 of it. */
export const attestInput = (snapshotHash: Uint8Array, device: DeviceId): Bytes =>
  concat(utf8('sanad/attest/v1\0'), snapshotHash, idToBytes(device));

export type ParseChunkError =
  | { readonly type: 'too-large' }
  | { readonly type: 'truncated' }
  | { readonly type: 'version' }
  | { readonly type: 'malformed' };

/** CHUNK-2: size, then version, then fields. Returned arrays are views of `bytes`. */
export function parseChunk(bytes: Uint8Array): Result<Chunk, ParseChunkError> {
  if (bytes.length > maxSnapshotBytes) return err({ type: 'too-large' });
  if (bytes.length < minChunkBytes) return err({ type: 'truncated' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] !== 1) return err({ type: 'version' });
  const kind = bytes[1] === CHUNK_KIND.changes ? 'changes' : bytes[1] === CHUNK_KIND.snapshot ? 'snapshot' : undefined;
  const flags = bytes[2] ?? 0;
  const n = view.getBigUint64(39);
  const seenSeq = view.getBigUint64(79);
  if (kind === undefined || flags > 1) return err({ type: 'malformed' });
  if (n > BigInt(Number.MAX_SAFE_INTEGER) || seenSeq > BigInt(Number.MAX_SAFE_INTEGER)) return err({ type: 'malformed' });
  if (kind === 'changes' && bytes.length > maxChunkBytes) return err({ type: 'too-large' });
  const end = bytes.length - chunkSignatureBytes;
  return ok({
    kind,
    deflated: (flags & 1) === 1,
    logId: logIdFromBytes(bytes.subarray(3, 19)),
    epoch: view.getUint32(19),
    device: deviceIdFromBytes(bytes.subarray(23, 39)),
    n: Number(n),
    prev: bytes.subarray(47, 79),
    seenSeq: Number(seenSeq),
    seenHash: bytes.subarray(87, 119),
    associatedData: bytes.subarray(0, chunkHeaderBytes),
    iv: bytes.subarray(chunkHeaderBytes, chunkHeaderBytes + chunkIvBytes),
    sealed: bytes.subarray(chunkHeaderBytes + chunkIvBytes, end),
    signature: bytes.subarray(end),
    signedBytes: chunkSignedBytes(bytes.subarray(0, end)),
  });
}
