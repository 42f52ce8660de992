/** Requests to our own origin with the session cookie. Every way of getting no answer is `offline`; bodies are opaque bytes. */
import type { HttpDep } from '@sanad/model/engine/deps';
import { err, ok } from '@sanad/model/result';
import { personHeader } from '@sanad/model/wire/computer';

/** The `Date` header has whole seconds: half of one is the fairest guess for the rest. */
const halfSecondMs = 500;

export const makeHttp =
  (fetchFromHere: typeof fetch): HttpDep =>
  async ({ method, path, body, person, timeoutMs }) => {
    try {
      const response = await fetchFromHere(path, {
        method,
        credentials: 'same-origin',
        redirect: 'error',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        headers: {
          accept: 'application/cbor',
          ...(body === undefined ? {} : { 'content-type': 'application/cbor' }),
          ...(person === undefined ? {} : { [personHeader]: person }),
        },
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body }),
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      return ok({ status: response.status, body: bytes, serverTimeMs: serverTime(response.headers.get('date')) });
    } catch {
      // Network failure, timeout, a broken body or a redirect that is not ours: there is no answer to speak of.
      return err({ type: 'offline' });
    }
  };

function serverTime(date: string | null): number | undefined {
  const ms = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(ms) ? undefined : ms + halfSecondMs;
}
