/**
 * Passkeys (AUTH-16): better-auth's ceremonies behind our shapes. Bytes on our side, base64url on the library's; of an authenticator's
 * answer only the parts that are verified go on, never the results of extensions (AUTH-17).
 */
import { base64UrlToBytes, bytesToBase64Url, utf8 } from '@sanad/model/bytes';
import { isUserId, type UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import {
  maxPasskeys,
  type NewPasskey,
  type PasskeyAssertion,
  type PasskeyCreation,
  type PasskeyEntry,
  type PasskeyRequest,
} from '@sanad/model/wire/account-security';
import type { Database, Queryable } from '../db/database.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { type Auth, relyingParty } from './auth.ts';
import { onlyCookies } from './cookies.ts';
import { type Called, callLibrary, cookieNames } from './library.ts';
import type { SignedIn } from './sign-in.ts';

export interface PasskeyDeps {
  readonly auth: Auth;
  readonly database: Database;
  readonly baseUrl: string;
}

/** What the library needs of a request. `origin` was accepted before (HTTP-4); it must be the one that the authenticator signed. */
export interface Asked {
  readonly cookie: string | undefined;
  readonly origin: string | undefined;
}

/** A browser uses our passkeys at the host they belong to, and below it. */
function arePasskeysHere(baseUrl: string, origin: string | undefined): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  const host = relyingParty(baseUrl);
  return hostname === host || hostname.endsWith(`.${host}`);
}

/** Without a session: whichever passkey the authenticator keeps for us. With one: hers. */
export async function askForPasskey(
  { auth, baseUrl }: PasskeyDeps,
  asked: Asked,
  isSignedIn: boolean,
): Promise<Result<Called<PasskeyRequest>, Refusal>> {
  if (!arePasskeysHere(baseUrl, asked.origin)) return err(refusal('request/not-found'));
  const headers = new Headers({ cookie: isSignedIn ? (asked.cookie ?? '') : '' });
  const called = await callLibrary('auth/passkey', () =>
    auth.api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true }),
  );
  if (!called.ok) return called;
  const { challenge, rpId, allowCredentials, timeout } = called.value.value;
  const value: PasskeyRequest = {
    challenge: toBytes(challenge),
    relyingParty: rpId ?? relyingParty(baseUrl),
    allow: (allowCredentials ?? []).map(toCredential),
    timeoutMs: timeout ?? 60_000,
  };
  return ok({ value, cookies: called.value.cookies });
}

/** A passkey is both factors: it was unlocked by a finger, a face or a PIN. */
export async function signInWithPasskey(
  { auth }: PasskeyDeps,
  { cookie, origin }: Asked,
  assertion: PasskeyAssertion,
): Promise<Result<SignedIn, Refusal>> {
  const { passkey } = await cookieNames(auth);
  const headers = new Headers({ cookie: onlyCookies(cookie, [passkey]), origin: origin ?? '' });
  const called = await callLibrary('auth/passkey', () =>
    auth.api.verifyPasskeyAuthentication({ body: { response: toLibrary(assertion) }, headers, returnHeaders: true }),
  );
  if (!called.ok) return called;
  const user = called.value.value.session.userId;
  return isUserId(user) ? ok({ user, cookies: called.value.cookies }) : err(refusal('auth/passkey'));
}

/** The library knows a passkey as a sign-in only: the session that it makes is nobody's and ends here. */
export async function proveWithPasskey(
  deps: PasskeyDeps,
  asked: Asked,
  user: UserId,
  assertion: PasskeyAssertion,
): Promise<Result<undefined, Refusal>> {
  const { passkey } = await cookieNames(deps.auth);
  const headers = new Headers({ cookie: onlyCookies(asked.cookie, [passkey]), origin: asked.origin ?? '' });
  const called = await callLibrary('auth/passkey', () =>
    deps.auth.api.verifyPasskeyAuthentication({ body: { response: toLibrary(assertion) }, headers, returnHeaders: true }),
  );
  if (!called.ok) return called;
  const { session } = called.value.value;
  await deps.database.query('delete from session where id = $1::uuid', [session.id]);
  return session.userId === user ? ok(undefined) : err(refusal('auth/passkey'));
}

export async function beginPasskey(
  { auth, database, baseUrl }: PasskeyDeps,
  asked: Asked,
  user: UserId,
): Promise<Result<Called<PasskeyCreation>, Refusal>> {
  if (!arePasskeysHere(baseUrl, asked.origin)) return err(refusal('request/not-found'));
  if ((await readPasskeys(database, user)).length >= maxPasskeys) return err(refusal('request/too-large'));
  const headers = new Headers({ cookie: asked.cookie ?? '' });
  const called = await callLibrary('auth/passkey', () =>
    auth.api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true }),
  );
  if (!called.ok) return called;
  const options = called.value.value;
  const value: PasskeyCreation = {
    challenge: toBytes(options.challenge),
    relyingParty: options.rp.id ?? relyingParty(baseUrl),
    userHandle: toBytes(options.user.id),
    userName: options.user.name,
    algorithms: options.pubKeyCredParams.map(({ alg }) => alg),
    exclude: (options.excludeCredentials ?? []).map(toCredential),
    timeoutMs: options.timeout ?? 60_000,
  };
  return ok({ value, cookies: called.value.cookies });
}

export async function addPasskey(
  { auth }: PasskeyDeps,
  { cookie, origin }: Asked,
  { name, created }: NewPasskey,
): Promise<Result<undefined, Refusal>> {
  const id = bytesToBase64Url(created.id);
  const response = {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: bytesToBase64Url(created.clientData),
      attestationObject: bytesToBase64Url(created.attestation),
      transports: created.transports,
    },
  };
  const headers = new Headers({ cookie: cookie ?? '', origin: origin ?? '' });
  const called = await callLibrary('auth/passkey', () =>
    auth.api.verifyPasskeyRegistration({ body: { response, name }, headers, returnHeaders: true }),
  );
  return called.ok ? ok(undefined) : called;
}

export async function readPasskeys(client: Queryable, user: UserId): Promise<readonly PasskeyEntry[]> {
  const { rows } = await client.query<PasskeyEntry>(
    `select id, coalesce(name, '') as name, coalesce(floor(extract(epoch from "createdAt") * 1000), 0)::bigint as "createdAtMs"
       from passkey where "userId" = $1 order by "createdAt", id limit $2`,
    [user, maxPasskeys],
  );
  return rows;
}

export async function renamePasskey(client: Queryable, user: UserId, id: string, name: string): Promise<boolean> {
  const changed = await client.query('update passkey set name = $3 where id::text = $2 and "userId" = $1', [user, id, name]);
  return changed.rowCount === 1;
}

export async function removePasskey(client: Queryable, user: UserId, id: string): Promise<boolean> {
  const removed = await client.query('delete from passkey where id::text = $2 and "userId" = $1', [user, id]);
  return removed.rowCount === 1;
}

function toLibrary({ id, clientData, authenticatorData, signature }: PasskeyAssertion) {
  const name = bytesToBase64Url(id);
  return {
    id: name,
    rawId: name,
    type: 'public-key' as const,
    clientExtensionResults: {},
    response: {
      clientDataJSON: bytesToBase64Url(clientData),
      authenticatorData: bytesToBase64Url(authenticatorData),
      signature: bytesToBase64Url(signature),
    },
  };
}

const toBytes = (text: string): Uint8Array => base64UrlToBytes(text) ?? utf8(text);
const toCredential = ({ id, transports }: { readonly id: string; readonly transports?: readonly string[] | undefined }) => ({
  id: toBytes(id),
  transports: (transports ?? []).filter((transport) => transport !== ''),
});
