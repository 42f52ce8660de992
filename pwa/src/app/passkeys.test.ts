import { afterEach, expect, test, vi } from 'vitest';
import { answerWithPasskey, makePasskey, toAssertion, toCreated } from './passkeys.ts';

const bytes = (fill: number) => new Uint8Array(8).fill(fill);
const secret = new Uint8Array(32).fill(0x5e);

/** What a browser gives after a login with PRF: the secret stands beside what may leave. */
const credential = (response: object) => ({
  type: 'public-key',
  id: 'AQ',
  rawId: bytes(1).buffer,
  authenticatorAttachment: 'platform',
  response: { ...response, userHandle: bytes(9).buffer },
  getClientExtensionResults: () => ({ prf: { enabled: true, results: { first: secret.buffer } } }),
  toJSON: () => ({ clientExtensionResults: { prf: { results: { first: 'Xl5e' } } } }),
});
const assertion = credential({
  clientDataJSON: bytes(2).buffer,
  authenticatorData: bytes(3).buffer,
  signature: bytes(4).buffer,
}) as unknown as Credential;
const created = credential({
  clientDataJSON: bytes(2).buffer,
  attestationObject: bytes(5).buffer,
  getTransports: () => ['internal', 'Not a transport'],
}) as unknown as Credential;

test('AUTH-17 of an answer four parts leave the device, and nothing that an extension computed', () => {
  expect(toAssertion(assertion)).toEqual({
    id: bytes(1),
    clientData: bytes(2),
    authenticatorData: bytes(3),
    signature: bytes(4),
  });
  expect(toCreated(created)).toEqual({
    id: bytes(1),
    clientData: bytes(2),
    attestation: bytes(5),
    transports: ['internal'],
  });
  expect(toAssertion(created)).toBeUndefined();
  expect(toCreated(assertion)).toBeUndefined();
  expect(toAssertion(null)).toBeUndefined();
});

const request = { challenge: bytes(7), relyingParty: 'localhost', allow: [], timeoutMs: 1000 };
afterEach(() => vi.unstubAllGlobals());
const answering = (ask: () => Promise<Credential>) => vi.stubGlobal('navigator', { credentials: { get: ask, create: ask } });

test('AUTH-16 user verification is asked for, and why nothing came is said as far as a browser says it', async () => {
  const get = vi.fn(async (_options: unknown) => assertion);
  vi.stubGlobal('navigator', { credentials: { get } });
  expect((await answerWithPasskey(request)).ok).toBe(true);
  expect(get.mock.calls[0]?.[0]).toMatchObject({ publicKey: { userVerification: 'required', rpId: 'localhost' } });
  const asked = { ...request, userHandle: bytes(8), userName: 'amel@chu.tn', algorithms: [-7], exclude: [] };
  for (const [name, fault] of [
    ['NotAllowedError', 'cancelled'],
    ['InvalidStateError', 'known'],
    ['SecurityError', 'not-here'],
    ['UnknownError', 'failed'],
  ] as const) {
    answering(() => Promise.reject(new DOMException('', name)));
    expect(await makePasskey(asked)).toEqual({ ok: false, error: { type: fault } });
  }
});
