/**
 * A reset of somebody's identity as an administrator's device signs it (CHAIN-7): through the server's doors alone, with a device that the
 * administrator's code makes. Screens are not needed, and nobody else is asked.
 */
import { importDeviceKeys } from '@sanad/model/crypto/identity';
import { type HttpClient, makeHttpClient } from '@sanad/model/engine/http-client';
import { fetchOwnChain } from '@sanad/model/engine/own-chain';
import { makeNewDevice, recoverIdentity } from '@sanad/model/engine/recovery';
import { lodgeReset, prepareReset, takeReset } from '@sanad/model/engine/reset';
import type { Result } from '@sanad/model/result';
import { signStatement } from '@sanad/model/sync/statements';
import { Empty, Me, PendingResets } from '@sanad/model/wire/http';
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
  const made = take(
    await recoverIdentity(hers.http, hers.me, admin.recoveryCode, await makeNewDevice(), 'administration', Date.now()),
  );
  const { signing } = await importDeviceKeys(made.stored);
  const administrators = take(await fetchOwnChain(hers.http, hers.me.user));
  const { http, me } = await signedIn(url, person);
  const { row } = take(await prepareReset(http, me, 'nouveau', '', Date.now()));
  take(await lodgeReset(http, row));
  const before = take(await fetchOwnChain(http, me.user));
  const asked = take(await hers.http.get('/admin/resets', PendingResets)).requests.find(({ user }) => user === me.user);
  if (asked === undefined) throw new Error('nobody asks');
  const { device: id, sig, kem, label, recovery, userKey } = asked.request;
  const link: UserLink = {
    v: 1,
    user: me.user,
    n: before.n + 1,
    prev: before.head,
    atMs: Date.now(),
    signer: { by: 'administrator', user: hers.me.user, device: made.device, chainN: administrators.n },
    type: 'reset',
    payload: { device: { id, sig, kem, label }, recovery, userKey: { gen: before.userKey.gen + 1, pub: userKey } },
  };
  const statement = await signStatement('userLink', link, signing);
  const offer = { device: id, body: statement.body, sig: statement.sig };
  take(await hers.http.send('POST', `/admin/resets/${me.user}/offer`, offer, Empty));
  const taken = take(await takeReset(http, row));
  if (taken.type !== 'done') throw new Error(taken.type);
}
