/**
 * What a request carries through the app, and the one way in and out of a route (HTTP-2): bodies are bounded, decoded and parsed
 * before a route sees them; answers are CBOR; a refusal is its status with `{code}`.
 */

import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import type { UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { personHeader } from '@sanad/model/wire/computer';
import { maxRequestBytes } from '@sanad/model/wire/limits';
import type { Role } from '@sanad/model/wire/organisation-chain';
import type { Context } from 'hono';
import * as v from 'valibot';
import { type Refusal, refusal, refusalBody, refusalStatus } from './refusal.ts';

export interface Session {
  readonly id: string;
  readonly user: UserId;
  readonly status: 'pending' | 'active';
  readonly role: Role;
  /** The device that uses it was revoked (AUTH-11). */
  readonly isRevoked: boolean;
  /** The rules ask for a second factor, and this account has none (POLICY-2). */
  readonly lacksFactor: boolean;
}
export interface AppEnv {
  Bindings: {
    /** The socket's peer. Absent in tests that call the app without a port. */
    remoteAddress?: string;
    /** Ends the connection in the middle of its answer. Absent where there is no port. */
    cut?: () => void;
  };
  Variables: { session: Session };
}
export type AppContext = Context<AppEnv>;

export const cborType = 'application/cbor';

/** Order: type, size, decode, schema. */
export async function readBody<const S extends v.GenericSchema>(
  c: AppContext,
  schema: S,
  maxBytes: number = maxRequestBytes,
): Promise<Result<v.InferOutput<S>, Refusal>> {
  if (!c.req.header('content-type')?.startsWith(cborType)) return err(refusal('request/malformed'));
  const bytes = await readBounded(c.req.raw, maxBytes);
  if (bytes === undefined) return err(refusal('request/too-large'));
  const decoded = decodeCbor(bytes, maxBytes);
  if (!decoded.ok) return err(refusal('request/malformed'));
  const parsed = v.safeParse(schema, decoded.value);
  return parsed.success ? ok(parsed.output) : err(refusal('request/malformed'));
}

/** `undefined` when the body is larger than `maxBytes`, whatever its Content-Length claims. */
async function readBounded(request: Request, maxBytes: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return undefined;
  if (request.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const noStore = { 'content-type': cborType, 'cache-control': 'no-store' };

export const answer = (c: AppContext, value: unknown, status: 200 | 201 = 200): Response =>
  c.body(encodeCbor(value), status, noStore);

export function refuse(_c: AppContext, failure: Refusal): Response {
  const headers = new Headers(noStore);
  if (failure.retryAfterMs !== undefined) headers.set('retry-after', String(Math.ceil(failure.retryAfterMs / 1000)));
  return new Response(encodeCbor(refusalBody(failure)), { status: refusalStatus(failure.type), headers });
}

/** The success as CBOR, or the refusal. */
export const answerResult = (c: AppContext, result: Result<unknown, Refusal>, status: 200 | 201 = 200): Response =>
  result.ok ? answer(c, result.value, status) : refuse(c, result.error);

/** What was asked. For whom, where a link asks, is the session's to check (SHARED-2). */
export function askedQuery(c: AppContext): Record<string, string> {
  const { [personHeader]: _person, ...query } = c.req.query();
  return query;
}

const Count = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

/** A non-negative integer of the query; `fallback` when absent, `undefined` when malformed. */
export function countQuery(c: AppContext, name: string, fallback: number): number | undefined {
  const text = c.req.query(name);
  if (text === undefined) return fallback;
  const parsed = v.safeParse(Count, text);
  return parsed.success ? parsed.output : undefined;
}
