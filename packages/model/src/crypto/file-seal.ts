/**
 * Files (FILE-2, FILE-3), sealed in blocks by the STREAM construction: AES-256-GCM under a key of the file alone, so that neither truncating,
 * reordering, repeating nor mixing blocks goes unnoticed, and a block opens without the others. Nothing here holds more than a block.
 *
 *   key    = HKDF(file key, salt = id, info = "sanad/file/v1")
 *   sealed = block 0 | block 1 | …                 1 MiB each with its tag, the last one what is left
 *   nonce  = zeros 7 | number u32 | last u8        no two blocks of a file share one, and no two files a key
 *   data   = id 16 | number u32 | length u32 | bytes u64        the length of this block's content; of the whole, before it was padded
 *
 * The content is padded with zeros (Padmé). Its true length is in the associated data of every block: whoever believes another one opens
 * nothing.
 *
 * The key is no proof of who sealed: everybody who reads the message has it. What its author sealed is told by the digest in her signed message:
 *
 *   digest = SHA-256(SHA-256(block 0) | SHA-256(block 1) | …)     of sealed blocks
 */
import { type Bytes, concat, equalBytes, u32, u64, utf8 } from '../bytes.ts';
import { type FileId, fileIdFromBytes, idToBytes } from '../ids.ts';
import { paddedLength } from '../padding.ts';
import { err, ok, type Result } from '../result.ts';
import { aesOpen, aesSeal, hkdf, importAesKey, type OpenError, randomBytes, sha256 } from './primitives.ts';

const fileKeyBytes = 32;
export const sealedBlockBytes = 1024 * 1024;
const tagBytes = 16;
export const contentBlockBytes = sealedBlockBytes - tagBytes;

/** What a `Blob` is, as far as sealing needs one: browsers and Node have it, and it crosses to a worker without its bytes being copied. */
export interface FileSource {
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}
/** What opens a file (FILE-1). */
export interface FileSecret {
  readonly file: FileId;
  readonly key: Uint8Array;
  /** Of the content, before it was padded. */
  readonly bytes: number;
}
/** The source ended early, grew or could not be read. */
export interface SourceError {
  readonly type: 'unreadable-source';
}

export const newFileSecret = (bytes: number): FileSecret & { readonly key: Bytes } => ({
  file: fileIdFromBytes(randomBytes(16)),
  key: randomBytes(fileKeyBytes),
  bytes,
});

export const countBlocks = (bytes: number): number => Math.ceil(paddedLength(bytes) / contentBlockBytes);
/** Of a file whose content has this many bytes. */
export const sealedFileBytes = (bytes: number): number => paddedLength(bytes) + countBlocks(bytes) * tagBytes;

/** The longest content whose sealed file has at most so many bytes. */
export function maxContentBytes(maxSealedBytes: number): number {
  let [fits, tooMany] = [0, maxSealedBytes + 1];
  while (tooMany - fits > 1) {
    const middle = fits + Math.floor((tooMany - fits) / 2);
    if (sealedFileBytes(middle) <= maxSealedBytes) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

export interface FileCipher {
  readonly blocks: number;
  /** Where a block stands in the sealed file. */
  placeOf(number: number): { readonly from: number; readonly to: number };
  /** `content`: without padding; of the blocks that hold nothing but padding, none. */
  seal(number: number, content: Uint8Array): Promise<Bytes>;
  /** The content, without padding. */
  open(number: number, sealed: Uint8Array): Promise<Result<Uint8Array<ArrayBuffer>, OpenError>>;
}

export async function makeFileCipher({ file, key: secret, bytes }: FileSecret): Promise<FileCipher> {
  if (!Number.isSafeInteger(bytes) || bytes < 1) throw new Error('a file has at least one byte');
  const id = idToBytes(file);
  const key = await importAesKey(await hkdf(secret, id, utf8('sanad/file/v1'), 32));
  const blocks = countBlocks(bytes);
  const padded = paddedLength(bytes);
  const lengthOf = (number: number): number => Math.min(contentBlockBytes, padded - number * contentBlockBytes);
  const contentOf = (number: number): number => Math.max(0, Math.min(contentBlockBytes, bytes - number * contentBlockBytes));
  const nonce = (number: number): Bytes =>
    concat(new Uint8Array(7), u32(number), new Uint8Array([number === blocks - 1 ? 1 : 0]));
  const data = (number: number): Bytes => concat(id, u32(number), u32(lengthOf(number)), u64(bytes));
  return {
    blocks,
    placeOf(number) {
      const from = number * sealedBlockBytes;
      return { from, to: from + lengthOf(number) + tagBytes };
    },
    async seal(number, content) {
      if (content.length !== contentOf(number)) throw new Error('a block has the length of its place');
      const isFull = content.length === lengthOf(number);
      const plain = isFull ? content : new Uint8Array(lengthOf(number));
      if (!isFull) plain.set(content);
      return aesSeal(key, nonce(number), plain, data(number));
    },
    async open(number, sealed) {
      const isThere = Number.isInteger(number) && number >= 0 && number < blocks;
      if (!isThere || sealed.length !== lengthOf(number) + tagBytes) return err({ type: 'cannot-open' });
      const opened = await aesOpen(key, nonce(number), sealed, data(number));
      if (!opened.ok) return opened;
      const content = opened.value.subarray(0, contentOf(number));
      return opened.value.subarray(content.length).every((byte) => byte === 0) ? ok(content) : err({ type: 'cannot-open' });
    },
  };
}

/**
 * Block by block, in order; returns the digest. Reading, sealing, hashing and writing take turns on different parts of a machine: while a block is
 * sealed, the next one is read and the one before is hashed and written, and no more than these three are in memory. A failure of the sink ends it
 * and is returned. When it returns nothing reads or writes any more.
 */
export async function sealFile<E>(
  secret: FileSecret,
  source: FileSource,
  sink: (sealed: Bytes, from: number) => Promise<Result<void, E>>,
): Promise<Result<Bytes, E | SourceError>> {
  const cipher = await makeFileCipher(secret);
  const hashes: Bytes[] = [];
  const putAway = async (sealed: Bytes, from: number): Promise<Result<void, E>> => {
    const [hash, written] = await Promise.all([sha256(sealed), sink(sealed, from)]);
    hashes.push(hash);
    return written;
  };
  if (source.size !== secret.bytes) return err({ type: 'unreadable-source' });
  let reading = readBlock(source, 0);
  let writing: Promise<Result<void, E>> = Promise.resolve(ok(undefined));
  for (let number = 0; number < cipher.blocks; number++) {
    const content = await reading;
    if (content !== undefined) reading = readBlock(source, number + 1);
    const sealed = content && (await cipher.seal(number, content));
    const written = await writing;
    if (!written.ok || sealed === undefined) await reading;
    if (!written.ok) return written;
    if (sealed === undefined) return err({ type: 'unreadable-source' });
    writing = putAway(sealed, cipher.placeOf(number).from);
    // What a sink throws is thrown where it is waited for.
    writing.catch(() => undefined);
  }
  const written = await writing;
  return written.ok ? ok(await sha256(concat(...hashes))) : written;
}

/** All of it, in parts of at most a block; only when every byte is the one that was sealed by the author of `digest`. */
export async function openSealedFile(
  secret: FileSecret & { readonly digest: Uint8Array },
  read: (from: number, to: number) => Promise<Uint8Array | undefined>,
): Promise<Result<readonly Uint8Array<ArrayBuffer>[], OpenError>> {
  const cipher = await makeFileCipher(secret);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const hashes: Bytes[] = [];
  for (let number = 0; number < cipher.blocks; number++) {
    const { from, to } = cipher.placeOf(number);
    const sealed = await read(from, to);
    if (sealed === undefined) return err({ type: 'cannot-open' });
    const opened = await cipher.open(number, sealed);
    if (!opened.ok) return opened;
    hashes.push(await sha256(sealed));
    if (opened.value.length > 0) parts.push(opened.value);
  }
  return equalBytes(await sha256(concat(...hashes)), secret.digest) ? ok(parts) : err({ type: 'cannot-open' });
}

/** Without opening it: whether these are the blocks of `digest`. */
export async function isSealedAs(
  { bytes, digest }: Pick<FileSecret, 'bytes'> & { readonly digest: Uint8Array },
  read: (from: number, to: number) => Promise<Uint8Array | undefined>,
): Promise<boolean> {
  const hashes: Bytes[] = [];
  const end = sealedFileBytes(bytes);
  for (let from = 0; from < end; from += sealedBlockBytes) {
    const sealed = await read(from, Math.min(end, from + sealedBlockBytes));
    if (sealed === undefined) return false;
    hashes.push(await sha256(sealed));
  }
  return equalBytes(await sha256(concat(...hashes)), digest);
}

async function readBlock(source: FileSource, number: number): Promise<Bytes | undefined> {
  const from = Math.min(source.size, number * contentBlockBytes);
  const to = Math.min(source.size, from + contentBlockBytes);
  if (from === to) return new Uint8Array();
  try {
    const bytes = new Uint8Array(await source.slice(from, to).arrayBuffer());
    return bytes.length === to - from ? bytes : undefined;
  } catch {
    // A picked file that was changed or deleted meanwhile.
    return undefined;
  }
}
