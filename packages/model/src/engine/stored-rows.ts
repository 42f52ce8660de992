/** Rows of one table read without an engine, for commands that only look (docs/headless.md). Nothing is cached and nothing written. */
import * as v from 'valibot';
import type { RowKey, RowStoreDep } from './deps.ts';
import { openRow } from './store.ts';

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
  const row = v.safeParse(schema, await openRow(localKey, key, sealed));
  return row.success ? row.output : undefined;
}
