import { bytesToBase64Url } from '@sanad/model/bytes';
import { alarmIdFromBytes, deviceIdFromBytes, logIdFromBytes, spaceIdFromBytes, type UserId } from '@sanad/model/ids';
import { PUSH_KINDS, PushPayload } from '@sanad/model/wire/push';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import webpush from 'web-push';
import { makeBrowser, openPush, readVapid } from '../../test/support/open-push.ts';
import type { PushJob } from './job-store.ts';
import { sealPush } from './seal-push.ts';
import { createVapidSigner } from './vapid.ts';

const made = webpush.generateVAPIDKeys();
const keys = { publicKey: new Uint8Array(Buffer.from(made.publicKey, 'base64url')), privateKey: made.privateKey };
const signer = createVapidSigner(keys, 'mailto:it@hospital.example');
const browser = makeBrowser();
const nowMs = 1_800_000_000_000;
const device = deviceIdFromBytes(new Uint8Array(16).fill(7));
const jobOf = (payload: unknown, changes: Partial<PushJob> = {}): PushJob => ({
  id: 1,
  deviceKey: 1,
  device,
  user: '00000000-0000-7000-8000-000000000001' as UserId,
  endpoint: 'https://updates.push.services.mozilla.com/wpush/v2/abc',
  p256dh: browser.p256dh,
  auth: browser.auth,
  payload,
  urgency: 'high',
  topic: null,
  alarm: undefined,
  attempts: 1,
  untilAtMs: nowMs + 60_000,
  isWelcome: true,
  ...changes,
});
const id = fc.uint8Array({ minLength: 16, maxLength: 16 });
const payloads = fc.record(
  {
    k: fc.constantFrom(...PUSH_KINDS),
    s: id.map(spaceIdFromBytes),
    l: id.map(logIdFromBytes),
    n: fc.nat(),
    a: id.map(alarmIdFromBytes),
    r: fc.nat(20),
    t: id.map(bytesToBase64Url),
  },
  { requiredKeys: ['k'] },
);

/** Names that the schema does not know. */
const foreignName = fc.string().filter((name) => !(name in PushPayload.entries));

it('PUSH-6: what is sealed is the payload, the device and the version, and nothing that stands beside them', () => {
  fc.assert(
    fc.property(payloads, fc.dictionary(foreignName, fc.jsonValue()), (payload, more) => {
      const request = sealPush(signer, jobOf({ ...more, ...payload }), nowMs);
      const text = Buffer.from(openPush(browser, request?.body ?? new Uint8Array())).toString();
      expect(JSON.parse(text)).toEqual({ ...payload, v: 1, d: device });
      expect(
        Object.keys(request?.headers ?? {})
          .map((name) => name.toLowerCase())
          .toSorted(),
      ).toEqual(['authorization', 'content-encoding', 'content-type', 'ttl', 'urgency']);
    }),
    { numRuns: 60 },
  );
});

it('PUSH-6: what is no payload, or for nobody, is not sealed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(!(typeof value === 'object' && value !== null && 'k' in value));
      expect(sealPush(signer, jobOf(value), nowMs)).toBeUndefined();
    }),
  );
  expect(sealPush(signer, jobOf({ k: 'urgent', a: 'Kalium 6.8' }), nowMs)).toBeUndefined();
  expect(sealPush(signer, jobOf({ k: 'urgent' }, { p256dh: new Uint8Array(65) }), nowMs)).toBeUndefined();
  expect(sealPush(signer, jobOf({ k: 'urgent' }, { topic: 'no topic!' }), nowMs)).toBeUndefined();
});

it('PUSH-6: the same push twice shares no byte of key, salt or body', () => {
  const [one, other] = [0, 1].map(() => sealPush(signer, jobOf({ k: 'urgent' }), nowMs)?.body ?? new Uint8Array());
  expect(Buffer.from(one ?? []).subarray(0, 16)).not.toEqual(Buffer.from(other ?? []).subarray(0, 16));
  expect(Buffer.from(one ?? []).subarray(21, 86)).not.toEqual(Buffer.from(other ?? []).subarray(21, 86));
});

it('PUSH-3: a signature is for one service, made again after an hour', () => {
  const [apple, mozilla] = ['https://web.push.apple.com', 'https://updates.push.services.mozilla.com'];
  const header = signer.headerFor(apple, nowMs);
  expect(readVapid(header)).toMatchObject({ audience: apple, subject: 'mailto:it@hospital.example', key: keys.publicKey });
  expect(readVapid(signer.headerFor(mozilla, nowMs))?.audience).toBe(mozilla);
  expect(signer.headerFor(apple, nowMs + 3_599_000)).toBe(header);
  expect(signer.headerFor(apple, nowMs + 3_600_000)).not.toBe(header);
});
