import { expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import { filled } from '../../test/support/links.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { ok } from '../result.ts';
import { makeSecurityCommands } from './account-security.ts';
import { makeHttpClient } from './http-client.ts';

function makeServer(answer: { readonly status: number; readonly value: unknown }) {
  const asked: { readonly path: string; readonly body: unknown }[] = [];
  const http = makeHttpClient(async ({ path, body }) => {
    const decoded = body === undefined ? undefined : decodeCbor(body, 100_000);
    asked.push({ path: path.slice('/api/v1'.length), body: decoded?.ok === true ? decoded.value : undefined });
    return ok({ status: answer.status, body: encodeCbor(answer.value), serverTimeMs: undefined });
  }, makeClock());
  return { asked, commands: makeSecurityCommands(http, async () => undefined) };
}

test('AUTH-12 a code that cannot be one is refused here, and counts nowhere', async () => {
  const { asked, commands } = makeServer({ status: 200, value: { codes: [] } });
  for (const typed of ['12345', 'ABCDE-FGHJK'])
    expect(await commands.turnOnSecondFactor(typed)).toEqual({ ok: false, error: { type: 'refused', code: 'auth/code' } });
  expect((await commands.turnOffSecondFactor('1234')).ok).toBe(false);
  expect(asked).toEqual([]);
  expect(await commands.turnOnSecondFactor('123 456')).toEqual(ok([]));
  expect(asked).toEqual([{ path: '/me/second-factor/confirm', body: { code: '123456' } }]);
});

test('AUTH-14 who must wait hears how long', async () => {
  const { commands } = makeServer({ status: 429, value: { code: 'request/rate-limited', retryAfterMs: 840_000 } });
  expect(await commands.provePassword('a password')).toEqual({
    ok: false,
    error: { type: 'refused', code: 'request/rate-limited', retryAfterMs: 840_000 },
  });
});

test('AUTH-16 what an authenticator is asked for is parsed: the server is not believed', async () => {
  const request = { challenge: filled(32, 1), relyingParty: 'localhost', allow: [], timeoutMs: 60_000 };
  const { commands } = makeServer({ status: 200, value: request });
  expect(await commands.beginPasskeySignIn()).toEqual(ok(request));
  const { commands: lied } = makeServer({ status: 200, value: { ...request, challenge: 'text' } });
  expect((await lied.beginPasskeySignIn()).ok).toBe(false);
});
