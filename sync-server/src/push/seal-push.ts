/**
 * A push as a request to its service (PUSH-6): what it tells as JSON, sealed for the browser (RFC 8188, RFC 8291), signed by this server
 * (RFC 8292). The only place that seals anything on the server: with keys that a browser made for this, never with one that opens a chunk.
 */
import { bytesToBase64Url } from '@sanad/model/bytes';
import type { DeviceId } from '@sanad/model/ids';
import { PushPayload } from '@sanad/model/wire/push';
import * as v from 'valibot';
import webpush from 'web-push';
import type { PushJob } from './job-store.ts';
import type { VapidSigner } from './vapid.ts';

export interface PushRequest {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** All payloads are this long, with blanks at the end: from their lengths a push service could tell what each is for. */
const paddedLength = 512;

/** `undefined`: nothing can be sealed for this subscription. */
export function sealPush(signer: VapidSigner, job: PushJob, nowMs: number): PushRequest | undefined {
  const { endpoint, p256dh, auth, urgency, topic } = job;
  const payload = payloadOf(job.payload, job.device);
  if (payload === undefined) return undefined;
  try {
    const made = webpush.generateRequestDetails(
      { endpoint, keys: { p256dh: bytesToBase64Url(p256dh), auth: bytesToBase64Url(auth) } },
      JSON.stringify(payload).padEnd(paddedLength),
      {
        headers: { Authorization: signer.headerFor(new URL(endpoint).origin, nowMs) },
        contentEncoding: 'aes128gcm',
        // What is left of it: a job that waited is not kept any longer for that.
        TTL: Math.max(0, Math.ceil((job.untilAtMs - nowMs) / 1000)),
        urgency,
        ...(topic === null ? {} : { topic }),
      },
    );
    const headers = Object.entries(made.headers).filter(([name]) => name.toLowerCase() !== 'content-length');
    return {
      endpoint: made.endpoint,
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      body: new Uint8Array(made.body),
    };
  } catch {
    return undefined;
  }
}

/** What the schema does not name does not leave. */
function payloadOf(stored: unknown, device: DeviceId): PushPayload | undefined {
  const fields = typeof stored === 'object' && stored !== null ? stored : {};
  const parsed = v.safeParse(PushPayload, { ...fields, v: 1, d: device });
  return parsed.success ? parsed.output : undefined;
}
