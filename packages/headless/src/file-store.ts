/**
 * A durable key-value journal for Node (REST-2): one append-only file, one record per batch, fdatasync before a write resolves.
 * Concurrent writes share a sync. A half-written record at the end – a crash – is cut off; nothing before it is lost.
 * A record that the disk damaged is passed over when a whole one follows it.
 *
 *   record = length u32 | CRC-32 of payload u32 | payload      payload = CBOR [[key, value | null], …]
 */
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Bytes } from '@sanad/model/bytes';
import { copyBytes } from '@sanad/model/bytes';
import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import type { RowKey, RowStoreDep, RowWrite } from '@sanad/model/engine/deps';
import { err, ok, type Result } from '@sanad/model/result';

export interface FileStore extends RowStoreDep {
  close(): Promise<void>;
}

const headerBytes = 8;
const maxRecordBytes = 512 * 1024 * 1024;
/** Rewritten at opening when the file is this much larger than what is alive in it. */
const compactFactor = 3;
const compactFloorBytes = 4 * 1024 * 1024;

type Rows = Map<string, { readonly key: RowKey; readonly value: Bytes }>;
const nameOf = (key: readonly string[]): string => key.join('\u0000');

export async function openFileStore(path: string): Promise<FileStore> {
  const rows: Rows = new Map();
  let file = await open(path, 'a+', 0o600);
  let length = await replay(file, rows);
  await file.truncate(length);
  const live = [...rows.values()].reduce((total, { value }) => total + value.length + 64, 0);
  if (length > compactFloorBytes && length > live * compactFactor) {
    await file.close();
    length = await compact(path, rows);
    file = await open(path, 'a+', 0o600);
  }

  type Waiting = { readonly batch: readonly RowWrite[]; resolve(result: Result<void, { readonly type: 'storage-full' }>): void };
  let waiting: Waiting[] = [];
  let draining: Promise<void> | undefined;
  let isClosed = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const result = await append(group.map(({ batch }) => encodeRecord(batch)));
      if (result.ok) for (const { batch } of group) applyBatch(rows, batch);
      for (const { resolve } of group) resolve(result);
    }
    draining = undefined;
  }

  async function append(records: readonly Uint8Array[]): Promise<Result<void, { readonly type: 'storage-full' }>> {
    try {
      for (const record of records) await file.appendFile(record);
      await file.datasync();
      length += records.reduce((total, record) => total + record.length, 0);
      return ok(undefined);
    } catch (failure) {
      await file.truncate(length);
      if (isFull(failure)) return err({ type: 'storage-full' });
      throw failure;
    }
  }

  return {
    write(batch) {
      if (batch.length === 0) return Promise.resolve(ok(undefined));
      // Whoever still writes is being stopped: neither "stored" nor "full" would be true.
      if (isClosed) return new Promise(() => undefined);
      return new Promise((resolve) => {
        waiting.push({ batch, resolve });
        draining ??= drain();
      });
    },
    read: async (key) => rows.get(nameOf(key))?.value,
    readRange: async (prefix) => [...rows.values()].filter(({ key }) => prefix.every((part, i) => key[i] === part)),
    async clear() {
      await draining;
      rows.clear();
      await file.truncate(0);
      await file.datasync();
      length = 0;
    },
    async close() {
      isClosed = true;
      await draining;
      await file.close();
    },
  };
}

/** No space, no quota, or the largest size that this process may give a file. */
const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
export const isFull = (failure: unknown): boolean => failure instanceof Error && 'code' in failure && fullCodes.has(failure.code);

function applyBatch(rows: Rows, batch: readonly RowWrite[]): void {
  for (const { key, value } of batch) {
    if (value === undefined) rows.delete(nameOf(key));
    else rows.set(nameOf(key), { key, value });
  }
}

function encodeRecord(batch: readonly RowWrite[]): Uint8Array {
  const payload = encodeCbor(batch.map(({ key, value }) => [key, value ?? null]));
  const record = new Uint8Array(headerBytes + payload.length);
  const view = new DataView(record.buffer);
  view.setUint32(0, payload.length);
  view.setUint32(4, crc32(payload));
  record.set(payload, headerBytes);
  return record;
}

/** Applies every whole record; returns where the next one goes. */
async function replay(file: FileHandle, rows: Rows): Promise<number> {
  const { size } = await file.stat();
  const bytes = new Uint8Array(size);
  await file.read(bytes, 0, size, 0);
  const view = new DataView(bytes.buffer);
  let at = 0;
  while (at + headerBytes <= size) {
    const end = at + headerBytes + view.getUint32(at);
    if (end > size) break;
    const batch = batchAt(bytes, at);
    // A damaged record with a whole one behind it is passed over: the rest of the journal is worth more than its place.
    if (batch === undefined && batchAt(bytes, end) === undefined) break;
    if (batch !== undefined) applyBatch(rows, batch);
    at = end;
  }
  return at;
}

/** Undefined: no whole, undamaged record begins here. */
function batchAt(bytes: Uint8Array<ArrayBuffer>, at: number): readonly RowWrite[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (at + headerBytes > bytes.length) return undefined;
  const end = at + headerBytes + view.getUint32(at);
  if (end > bytes.length) return undefined;
  const payload = bytes.subarray(at + headerBytes, end);
  return crc32(payload) === view.getUint32(at + 4) ? parseBatch(payload) : undefined;
}

function parseBatch(payload: Uint8Array): readonly RowWrite[] | undefined {
  const decoded = decodeCbor(payload, maxRecordBytes);
  if (!decoded.ok || !Array.isArray(decoded.value)) return undefined;
  const batch: RowWrite[] = [];
  for (const entry of decoded.value as readonly unknown[]) {
    if (!Array.isArray(entry)) return undefined;
    const [key, value] = entry as readonly unknown[];
    if (!isKey(key)) return undefined;
    batch.push({ key, value: value instanceof Uint8Array ? copyBytes(value) : undefined });
  }
  return batch;
}
const isKey = (key: unknown): key is RowKey =>
  Array.isArray(key) && key.length > 0 && key.every((part) => typeof part === 'string');

/** Writes what is alive to a new file and puts it in place of the old one. */
async function compact(path: string, rows: Rows): Promise<number> {
  const next = await open(`${path}.new`, 'w', 0o600);
  for (const { key, value } of rows.values()) await next.appendFile(encodeRecord([{ key, value }]));
  await next.datasync();
  await next.close();
  await rename(`${path}.new`, path);
  return (await stat(path)).size;
}
