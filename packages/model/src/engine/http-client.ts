/** Typed requests to `/api/v1` (HTTP-1): CBOR out, size-bounded CBOR in, parsed by schema; the relay's answers are not trusted. */

import * as v from 'valibot';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import type { UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { type ErrorCode, isErrorCode } from '../wire/error-code.ts';
import { ErrorBody } from '../wire/http.ts';
import type { ClockDep, HttpDep } from './deps.ts';
import { makeListeners } from './listeners.ts';

export type RequestError =
  | { readonly type: 'offline' }
  /** The server said no; `body` holds what a conflict tells. */
  | { readonly type: 'refused'; readonly code: ErrorCode | 'unknown'; readonly body: ErrorBody | undefined }
  /** The server answered something that is not the protocol. */
  | { readonly type: 'malformed-answer' };

/** Whose requests these are, and how her session is opened again where a colleague's has taken its place (SHARED-2, SHARED-4). */
export interface Asking {
  person(): UserId | undefined;
  /** True: it is worth asking again. */
  reopen(): Promise<boolean>;
}

export interface HttpClient {
  get<const S extends v.GenericSchema>(path: string, answer: S): Promise<Result<v.InferOutput<S>, RequestError>>;
  send<const S extends v.GenericSchema>(
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    answer: S,
  ): Promise<Result<v.InferOutput<S>, RequestError>>;
  /** Server time minus ours, milliseconds; undefined before the first answer. */
  clockOffsetMs(): number | undefined;
  /** Told when it is known and when it changes by half a minute or more. */
  onClockOffset(listener: () => void): () => void;
  /** Another source of the server's time: the socket's frames. */
  noteServerTime(serverTimeMs: number): void;
  /** Every request, also those under way, ends as offline. */
  close(): void;
}

const maxAnswerBytes = 32 * 1024 * 1024;
const timeoutMs = 30_000;
const earliestTimeMs = Date.UTC(2020);
const latestTimeMs = Date.UTC(2200);
/** Half a second around the middle of its second, and the way of an answer. */
const dateToleranceMs = 1_500;
const noticedChangeMs = 30_000;

/** Ways into a session and between them: nothing before them could open one. */
const isDoor = (path: string): boolean => path.startsWith('/sign-') || path.startsWith('/sessions/');

export function makeHttpClient(http: HttpDep, clock: ClockDep, asking?: Asking): HttpClient {
  let offsetMs: number | undefined;
  let toldOffsetMs: number | undefined;
  let isClosed = false;
  const { on: onClockOffset, tell: tellOffset } = makeListeners<void>();
  const underWay = new Set<() => void>();

  /** The platform's answer, or `offline` as soon as the client is closed. */
  const exchange = (request: Parameters<HttpDep>[0]): ReturnType<HttpDep> =>
    new Promise((resolve) => {
      const giveUp = (): void => resolve(err({ type: 'offline' }));
      if (isClosed) return giveUp();
      underWay.add(giveUp);
      void http(request).then((answer) => {
        underWay.delete(giveUp);
        resolve(answer);
      });
    });

  /** A time that no calendar knows would be signed into messages that nobody can read. */
  const noteServerTime = (serverTimeMs: number): void => {
    const isOfCalendar = serverTimeMs >= earliestTimeMs && serverTimeMs <= latestTimeMs;
    if (!isOfCalendar) return;
    offsetMs = serverTimeMs - clock.nowMs();
    if (toldOffsetMs !== undefined && Math.abs(offsetMs - toldOffsetMs) < noticedChangeMs) return;
    toldOffsetMs = offsetMs;
    tellOffset();
  };
  /** `Date` counts whole seconds: the socket knows better, and of two values of one device the later must not carry an earlier time. */
  const isKnown = (serverTimeMs: number): boolean =>
    offsetMs !== undefined && Math.abs(clock.nowMs() + offsetMs - (serverTimeMs + 500)) <= dateToleranceMs;
  async function request<const S extends v.GenericSchema>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body: unknown,
    schema: S,
  ): Promise<Result<v.InferOutput<S>, RequestError>> {
    const answer = await requestOnce(method, path, body, schema);
    if (answer.ok || asking === undefined || isDoor(path) || !isShut(answer.error)) return answer;
    return (await asking.reopen()) ? requestOnce(method, path, body, schema) : answer;
  }
  async function requestOnce<const S extends v.GenericSchema>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body: unknown,
    schema: S,
  ): Promise<Result<v.InferOutput<S>, RequestError>> {
    const person = asking?.person();
    const answer = await exchange({
      method,
      path: `/api/v1${path}`,
      timeoutMs,
      ...(person === undefined ? {} : { person }),
      ...(body === undefined ? {} : { body: encodeCbor(body) }),
    });
    if (!answer.ok) return answer;
    const { status, serverTimeMs } = answer.value;
    if (serverTimeMs !== undefined && !isKnown(serverTimeMs)) noteServerTime(serverTimeMs);
    const decoded = decodeCbor(answer.value.body, maxAnswerBytes);
    if (status >= 200 && status < 300) {
      const parsed = v.safeParse(schema, decoded.ok ? decoded.value : undefined);
      return parsed.success ? ok(parsed.output) : err({ type: 'malformed-answer' });
    }
    const failure = v.safeParse(ErrorBody, decoded.ok ? decoded.value : undefined);
    // A proxy's 502 or 504 carries no code of ours: the server was not reached.
    if (!failure.success && status >= 500) return err({ type: 'offline' });
    const code = failure.success && isErrorCode(failure.output.code) ? failure.output.code : 'unknown';
    return err({ type: 'refused', code, body: failure.success ? failure.output : undefined });
  }
  return {
    get: (path, answer) => request('GET', path, undefined, answer),
    send: (method, path, body, answer) => request(method, path, body, answer),
    clockOffsetMs: () => offsetMs,
    onClockOffset,
    noteServerTime,
    close() {
      isClosed = true;
      for (const giveUp of underWay) giveUp();
    },
  };
}

/** The open session is a colleague's, or nobody's. */
const isShut = (error: RequestError): boolean =>
  error.type === 'refused' && (error.code === 'auth/other-person' || error.code === 'auth/required');

/** `malformed-answer` reads as `unknown` to people: the server is not one we understand. */
export function toCommandError(
  error: RequestError,
):
  | { readonly type: 'offline' }
  | { readonly type: 'refused'; readonly code: ErrorCode | 'unknown'; readonly retryAfterMs?: number } {
  if (error.type === 'offline') return error;
  if (error.type === 'malformed-answer') return { type: 'refused', code: 'unknown' };
  const retryAfterMs = error.body?.retryAfterMs;
  return { type: 'refused', code: error.code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
