/**
 * A reset of somebody's identity as an administrator's device signs it (CHAIN-7): through the server's doors alone, with a device that the
 * administrator's code makes. Screens are not needed, and nobody else is asked.
 */
import { generateDeviceKeys, importDeviceKeys } from '@sanad/model/crypto/identity';
import { generateKey } from '@sanad/model/crypto/key-wrap';
import { kemKeyFromSecret } from '@sanad/model/crypto/primitives';
import { deriveRecoveryKeys, generateRecoveryEntropy } from '@sanad/model/crypto/recovery-code';
import { fetchOwnChain, grantUserKey, recoverIdentity } from '@sanad/model/engine/enrolment';
import { type HttpClient, makeHttpClient } from '@sanad/model/engine/http-client';
import { userIdToBytes } from '@sanad/model/ids';
import type { Result } from '@sanad/model/result';
import { deriveDeviceId, signStatement } from '@sanad/model/sync/statements';
import { Me, Position } from '@sanad/model/wire/http';
import type { UserLink } from '@sanad/model/wire/user-chain';
import { openCookieJar } from '../../src/cookie-jar.ts';
import { makeHttp, systemClock } from '../../src/node-platform.ts';

export interface Login {
  readonly login: string;
  readonly password: string;
}

function take<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function signedIn(url: string, { login, password }: Login): Promise<{ readonly http: HttpClient; readonly me: Me }> {
  const http = makeHttpClient(makeHttp(url, await openCookieJar(undefined)), systemClock);
  return { http, me: take(await http.send('POST', '/sign-in', { login, password }, Me)) };
}

export async function resetIdentity(url: string, admin: Login & { readonly recoveryCode: string }, person: Login): Promise<void> {
  const hers = await signedIn(url, admin);
  const made = take(await recoverIdentity(hers.http, hers.me, admin.recoveryCode, 'administration', Date.now()));
  const { signing } = await importDeviceKeys(made.stored);
  const administrators = take(await fetchOwnChain(hers.http, hers.me.user));
  const { http, me } = await signedIn(url, person);
  const before = take(await fetchOwnChain(http, me.user));
  const { keys } = await generateDeviceKeys();
  const device = { sig: keys.signing.publicKey, kem: keys.kem.publicKey };
  const id = await deriveDeviceId(device);
  const recovery = await deriveRecoveryKeys(generateRecoveryEntropy(), userIdToBytes(me.user));
  const userKey = generateKey();
  const gen = before.userKey.gen + 1;
  const link: UserLink = {
    v: 1,
    user: me.user,
    n: before.n + 1,
    prev: before.head,
    atMs: Date.now(),
    signer: { by: 'administrator', user: hers.me.user, device: made.device, chainN: administrators.n },
    type: 'reset',
    payload: {
      device: { id, ...device, label: 'nouveau' },
      recovery: { sig: recovery.signing.publicKey, kem: recovery.kem.publicKey },
      userKey: { gen, pub: (await kemKeyFromSecret(userKey)).publicKey },
    },
  };
  const body = {
    link: await signStatement('userLink', link, signing, keys.signing),
    userKeyGrants: [
      await grantUserKey(keys.kem.publicKey, userKey, me.user, gen, id),
      await grantUserKey(recovery.kem.publicKey, userKey, me.user, gen, 'recovery'),
    ],
  };
  take(await http.send('POST', '/me/chain', body, Position));
}
