/** What the server answers about administration, read by its schema before a screen sees it; for `app/admin` alone, so that it loads with it. */
import { err, ok, type Result } from '@sanad/model/result';
import * as v from 'valibot';

export * from '@sanad/model/wire/admin';
export * from '@sanad/model/wire/announcement';
export * from '@sanad/model/wire/audit';
export * from '@sanad/model/wire/audit-acts';
export { personHeader } from '@sanad/model/wire/computer';
export * from '@sanad/model/wire/csv';
export * from '@sanad/model/wire/invitation';
export * from '@sanad/model/wire/unit';
export * from '@sanad/model/wire/usage';

export const Done = v.object({});

/** `undefined` error: not an answer that we know. */
export function readAnswer<const S extends v.GenericSchema>(schema: S, value: unknown): Result<v.InferOutput<S>, undefined> {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? ok(parsed.output) : err(undefined);
}
