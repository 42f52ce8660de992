/**
 * A new browser, the recovery code, nobody else (KEY-7, KEY-8, CODE-3): what the code is, as exactly as it can be told, and then a device.
 * Pure of state: the account keeps the keys of an attempt, because an answer can be lost (CODE-5).
 */
import { type Bytes, copyBytes, equalBytes } from '../bytes.ts';
import { type DeviceKeys, generateDeviceKeys, type StoredDeviceKeys } from '../crypto/identity.ts';
import {
  breakGlassScope,
  deriveRecoveryKeys,
  parseRecoveryCode,
  type RecoveryKeys,
  suspectGroup,
} from '../crypto/recovery-code.ts';
import { type DeviceId, userIdToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { deriveDeviceId, hashStatement, signStatement } from '../sync/statements.ts';
import { type AppendUserLink, Links, type Me, Position } from '../wire/http.ts';
import { maxLinkBytes } from '../wire/limits.ts';
import { OrganisationLink } from '../wire/organisation-chain.ts';
import { parseStatementBody } from '../wire/statement.ts';
import { isActive, type UserChain, type UserLink } from '../wire/user-chain.ts';
import type { CodeError } from './api.ts';
import { grantUserKey, type RecoveredIdentity } from './enrolment.ts';
import type { HttpClient, RequestError } from './http-client.ts';
import { fetchOwnChain } from './own-chain.ts';
import { fetchUserKeys } from './user-keyring.ts';

export type RecoveryError =
  | RequestError
  | CodeError
  /** The server shows a chain that cannot be. */
  | { readonly type: 'chain-fault' };

/** Keys that this browser will have, made before anything is sent: the same ones for every attempt (CODE-5). */
export interface NewDevice {
  readonly id: DeviceId;
  readonly keys: DeviceKeys;
  readonly stored: StoredDeviceKeys;
}

export async function makeNewDevice(): Promise<NewDevice> {
  const { keys, stored } = await generateDeviceKeys();
  return { id: await deriveDeviceId({ sig: keys.signing.publicKey, kem: keys.kem.publicKey }), keys, stored };
}

/** Without a network: a typing error is said at once. */
export async function readCode(code: string): Promise<Result<Bytes, CodeError>> {
  const entropy = await parseRecoveryCode(code);
  return entropy.ok ? entropy : err({ type: 'mistyped', group: await suspectGroup(code) });
}

/** How often another device of hers may be faster before the attempt is given up. */
const maxAttempts = 5;

export async function recoverIdentity(
  http: HttpClient,
  me: Me,
  code: string,
  newDevice: NewDevice,
  label: string,
  nowMs: number,
): Promise<Result<RecoveredIdentity, RecoveryError>> {
  const entropy = await readCode(code);
  if (!entropy.ok) return entropy;
  const recovery = await deriveRecoveryKeys(entropy.value, userIdToBytes(me.user));
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const chain = await fetchOwnChain(http, me.user);
    if (!chain.ok) return chain;
    if (!equalBytes(chain.value.recovery.sig, recovery.signing.publicKey))
      return err(await whatItIs(http, chain.value, recovery, entropy.value));
    const done = await becomeDevice(http, chain.value, recovery, newDevice, label, nowMs);
    const isConflict = !done.ok && done.error.type === 'refused' && done.error.code === 'chain/conflict';
    if (!isConflict) return done;
  }
  return err({ type: 'refused', code: 'chain/conflict', body: undefined });
}

async function becomeDevice(
  http: HttpClient,
  chain: UserChain,
  recovery: RecoveryKeys,
  { id, keys, stored }: NewDevice,
  label: string,
  nowMs: number,
): Promise<Result<RecoveredIdentity, RecoveryError>> {
  const { user } = chain;
  const userKeys = await fetchUserKeys(http, user, 'recovery', recovery.kem);
  if (!userKeys.ok) return userKeys.error.type === 'cannot-open' ? err({ type: 'chain-fault' }) : err(userKeys.error);
  const newest = userKeys.value.get(chain.userKey.gen);
  if (newest === undefined) return err({ type: 'chain-fault' });
  const recovered = { device: id, stored, userKeys: userKeys.value, organisationHash: copyBytes(chain.organisation) };
  // The answer to an earlier attempt was lost: its keys are in the chain, and nobody else has them.
  if (isActive(chain.devices.get(id))) return ok(recovered);
  const link: UserLink = {
    v: 1,
    user,
    n: chain.n + 1,
    prev: chain.head,
    atMs: nowMs,
    signer: { by: 'recovery' },
    type: 'add_device',
    payload: { device: { id, sig: keys.signing.publicKey, kem: keys.kem.publicKey, label } },
  };
  const body: AppendUserLink = {
    link: await signStatement('userLink', link, recovery.signing, keys.signing),
    userKeyGrants: [await grantUserKey(keys.kem.publicKey, newest, user, chain.userKey.gen, id)],
  };
  const added = await http.send('POST', '/me/chain', body, Position);
  return added.ok ? ok(recovered) : added;
}

/** CODE-3: a well-formed code that does not open this account: an earlier one of hers, the hospital's own key, or nobody knows whose. */
async function whatItIs(http: HttpClient, chain: UserChain, recovery: RecoveryKeys, entropy: Bytes): Promise<CodeError> {
  const at = chain.recoveries.findLastIndex(({ sig }) => equalBytes(sig, recovery.signing.publicKey));
  const next = at < 0 ? undefined : chain.recoveries[at + 1];
  if (next !== undefined) return { type: 'spent-code', replacedAtMs: next.atMs };
  const breakGlass = await deriveRecoveryKeys(entropy, breakGlassScope);
  const printed = await breakGlassKey(http, chain.organisation);
  const isBreakGlass = printed !== undefined && equalBytes(printed, breakGlass.signing.publicKey);
  return { type: 'wrong-code', isBreakGlass };
}

/** The public key that the organisation's genesis names, believed because it hashes to what her own chain names. */
async function breakGlassKey(http: HttpClient, organisation: Uint8Array): Promise<Uint8Array | undefined> {
  const answer = await http.get('/organisation/chain?from=0', Links);
  const genesis = answer.ok ? answer.value.links[0] : undefined;
  if (genesis === undefined || !equalBytes(await hashStatement('organisationLink', genesis), organisation)) return undefined;
  const link = parseStatementBody(OrganisationLink, genesis.body, maxLinkBytes);
  return link.ok && link.value.type === 'genesis' ? link.value.payload.breakGlass.sig : undefined;
}
