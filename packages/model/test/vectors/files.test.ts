import { expect, test } from 'vitest';
import { bytesToHex, concat, hexToBytes } from '../../src/bytes.ts';
import { decodeCbor, encodeCbor } from '../../src/cbor.ts';
import { makeFileCipher, sealedFileBytes, sealFile } from '../../src/crypto/file-seal.ts';
import { sha256 } from '../../src/crypto/primitives.ts';
import type { FileId } from '../../src/ids.ts';
import { ok } from '../../src/result.ts';
import { attachmentsToShape, readAttachments } from '../../src/schema/attachment.ts';
import { readVector } from '../support/vectors.ts';

interface FrozenFile {
  readonly file: FileId;
  readonly key: string;
  readonly bytes: number;
  /** Of its sealed blocks. */
  readonly digest: string;
}
const vector = readVector<{
  readonly short: FrozenFile & { readonly content: string; readonly sealed: string };
  /** Content: the byte at i is i modulo 251. */
  readonly long: FrozenFile & {
    readonly sealedBytes: number;
    readonly sha256: string;
    readonly begins: string;
    readonly ends: string;
  };
  readonly lengths: readonly (readonly [number, number])[];
  readonly attachments: { readonly shape: string; readonly read: unknown };
}>('files');
const secretOf = ({ file, key, bytes }: FrozenFile) => ({ file, key: hexToBytes(key), bytes });
const asFrozen = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, field: unknown) => (field instanceof Uint8Array ? bytesToHex(field) : field)));

async function seal(frozen: FrozenFile, content: Uint8Array<ArrayBuffer>) {
  const parts: Uint8Array[] = [];
  const sealed = await sealFile(secretOf(frozen), new Blob([content]), async (part) => ok(void parts.push(part)));
  expect(sealed.ok && bytesToHex(sealed.value)).toBe(frozen.digest);
  return concat(...parts);
}

test('FILE-2, FILE-3: the frozen short file is sealed to the same bytes and opens', async () => {
  const { short } = vector;
  expect(bytesToHex(await seal(short, hexToBytes(short.content)))).toBe(short.sealed);
  const opened = await (await makeFileCipher(secretOf(short))).open(0, hexToBytes(short.sealed));
  expect(opened.ok && bytesToHex(opened.value)).toBe(short.content);
});

test('FILE-2: the frozen file of two blocks is sealed to the same bytes', async () => {
  const { long } = vector;
  const sealed = await seal(
    long,
    Uint8Array.from({ length: long.bytes }, (_, at) => at % 251),
  );
  expect(sealed.length).toBe(long.sealedBytes);
  expect(bytesToHex(await sha256(sealed))).toBe(long.sha256);
  expect(bytesToHex(sealed.subarray(0, 32))).toBe(long.begins);
  expect(bytesToHex(sealed.subarray(-32))).toBe(long.ends);
});

test('FILE-3: lengths of sealed files are the frozen ones', () => {
  expect(vector.lengths.map(([bytes]) => [bytes, sealedFileBytes(bytes)])).toEqual(vector.lengths);
});

test('FILE-1: frozen attachments read, and are encoded to the same bytes', () => {
  const { shape, read } = vector.attachments;
  const decoded = decodeCbor(hexToBytes(shape), 4096);
  const attachments = readAttachments(decoded.ok ? decoded.value : undefined);
  expect(asFrozen(attachments)).toEqual(read);
  expect(bytesToHex(encodeCbor(attachmentsToShape(attachments)))).toBe(shape);
});
