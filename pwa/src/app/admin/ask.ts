/**
 * Questions of the administration to the server (ADMIN-2): through the engine's session, answered for this page alone. An answer that no schema
 * knows reads as a refusal for a reason that nobody here has words for. Pages of the administration, which know no platform and no model, name here
 * what they are answered: it loads with them alone.
 */
import type { CommandError } from '@sanad/model/engine/api';
import { err, type Result } from '@sanad/model/result';
import type * as v from 'valibot';
import { Done, personHeader, readAnswer } from '../../platform/admin-answers.ts';
import { useEngine } from '../engine-client.ts';
import { useMe } from '../me.ts';

export * from '../../platform/admin-answers.ts';

type Answer<S extends v.GenericSchema> = Promise<Result<v.InferOutput<S>, CommandError>>;

export interface AdminAsk {
  get<const S extends v.GenericSchema>(path: `/admin/${string}`, schema: S): Answer<S>;
  post<const S extends v.GenericSchema>(path: `/admin/${string}`, body: unknown, schema: S): Answer<S>;
  /** Where nothing is told but that it was done. */
  act(path: `/admin/${string}`, body?: unknown): Promise<Result<unknown, CommandError>>;
  /** The address of a file that a link fetches; it names for whom, as every question does (SHARED-2). */
  file(path: `/admin/${string}`, fields: Fields): string;
}

export function useAdminAsk(): AdminAsk {
  const { api } = useEngine();
  const me = useMe();
  const read = async <const S extends v.GenericSchema>(schema: S, asked: Promise<Result<unknown, CommandError>>): Answer<S> => {
    const answer = await asked;
    if (!answer.ok) return answer;
    const found = readAnswer(schema, answer.value);
    return found.ok ? found : err({ type: 'refused', code: 'unknown' });
  };
  const post = <const S extends v.GenericSchema>(path: `/admin/${string}`, body: unknown, schema: S) =>
    read(schema, api.askAdministration({ method: 'POST', path, body }));
  return {
    get: (path, schema) => read(schema, api.askAdministration({ method: 'GET', path })),
    post,
    act: (path, body = {}) => post(path, body, Done),
    file: (path, fields) => `/api/v1${path}${queryOf({ ...fields, [personHeader]: me()?.user })}`,
  };
}

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** `?a=1&b=2` of what is there. */
export function queryOf(fields: Fields): string {
  const entries = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
}
