/** Rows of one table read without an engine, for commands that only look (docs/headless.md). Nothing is cached and nothing written. */
import * as v from 'valibot';
import { decodeCbor } from '../cbor.ts';
import { openLocal } from '../crypto/local-seal.ts';
import type { RowKey, RowStoreDep } from './deps.ts';

const maxRowBytes = 32 * 1024 * 1024;

/** Rows that do not open or do not parse are left out, as the engine does. */
export async function readStoredRows<const S extends v.GenericSchema>(
  rows: Pick<RowStoreDep, 'readRange'>,
  localKey: CryptoKey,
  table: string,
  schema: S,
): Promise<readonly v.InferOutput<S>[]> {
  const stored = await rows.readRange(['row', table]);
  const parsed = await Promise.all(stored.map(({ key, value }) => parseRow(localKey, key, value, schema)));
  return parsed.filter((row) => row !== undefined);
}

async function parseRow<const S extends v.GenericSchema>(
  localKey: CryptoKey,
  key: RowKey,
  sealed: Uint8Array,
  schema: S,
): Promise<v.InferOutput<S> | undefined> {
  const opened = await openLocal(localKey, key, sealed);
  const decoded = opened.ok ? decodeCbor(opened.value, maxRowBytes) : opened;
  const row = v.safeParse(schema, decoded.ok ? decoded.value : undefined);
  return row.success ? row.output : undefined;
}
