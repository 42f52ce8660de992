/**
 * Becoming a device (CHAIN-2, KEY-4, KEY-7, ORG-2): keys and recovery code made here, one request that carries account, genesis and
 * grants. Pure of state: the account keeps it. A new browser of somebody who has an account: recovery.ts.
 */
import type { Bytes } from '../bytes.ts';
import { type DeviceKeys, generateDeviceKeys, type StoredDeviceKeys } from '../crypto/identity.ts';
import { generateKey, sealUserKey } from '../crypto/key-wrap.ts';
import { kemKeyFromSecret, randomBytes, sha256 } from '../crypto/primitives.ts';
import { breakGlassScope, deriveRecoveryKeys, encodeRecoveryCode, generateRecoveryEntropy } from '../crypto/recovery-code.ts';
import { type DeviceId, type UserId, userIdToBytes, uuidV7 } from '../ids.ts';
import { deriveDeviceId, hashStatement, signStatement } from '../sync/statements.ts';
import type { UserKeyGrant } from '../wire/epoch-record.ts';
import { zeroHash } from '../wire/fields.ts';
import type { SignUp } from '../wire/http.ts';
import { bindingInput, bindingSaltBytes, type OrganisationLink } from '../wire/organisation-chain.ts';
import type { Statement } from '../wire/statement.ts';
import type { UserLink } from '../wire/user-chain.ts';
import type { SignUpForm } from './api.ts';

export interface NewIdentity {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly keys: DeviceKeys;
  readonly stored: StoredDeviceKeys;
  readonly userKey: Bytes;
  readonly salt: Bytes;
  readonly recoveryEntropy: Bytes;
  readonly recoveryCode: readonly string[];
  readonly breakGlass: { readonly entropy: Bytes; readonly code: readonly string[] } | undefined;
}

export async function makeIdentity(nowMs: number, isFirstAdmin: boolean): Promise<NewIdentity> {
  const { keys, stored } = await generateDeviceKeys();
  const recoveryEntropy = generateRecoveryEntropy();
  const breakGlassEntropy = generateRecoveryEntropy();
  return {
    user: uuidV7(nowMs, randomBytes(10)),
    device: await deriveDeviceId({ sig: keys.signing.publicKey, kem: keys.kem.publicKey }),
    keys,
    stored,
    userKey: generateKey(),
    salt: randomBytes(bindingSaltBytes),
    recoveryEntropy,
    recoveryCode: await encodeRecoveryCode(recoveryEntropy),
    breakGlass: isFirstAdmin ? { entropy: breakGlassEntropy, code: await encodeRecoveryCode(breakGlassEntropy) } : undefined,
  };
}

export interface PreparedSignUp {
  readonly request: SignUp;
  readonly organisationHash: Uint8Array;
  readonly genesisHash: Uint8Array;
}

/** `pinned`: the organisation that the invitation or else the server names; absent for the first administrator, who makes it. */
export async function prepareSignUp(
  identity: NewIdentity,
  form: SignUpForm,
  pinned: Uint8Array | undefined,
  nowMs: number,
): Promise<PreparedSignUp | undefined> {
  const founding =
    identity.breakGlass && form.firstAdmin
      ? await foundOrganisation(identity, form.firstAdmin.organisationName, nowMs)
      : undefined;
  const organisationHash = founding?.hash ?? pinned;
  if (organisationHash === undefined) return undefined;
  const userId = userIdToBytes(identity.user);
  const recovery = await deriveRecoveryKeys(identity.recoveryEntropy, userId);
  const userKeyPublic = (await kemKeyFromSecret(identity.userKey)).publicKey;
  const genesis: UserLink = {
    v: 1,
    user: identity.user,
    n: 0,
    prev: zeroHash,
    atMs: nowMs,
    signer: { by: 'device', device: identity.device },
    type: 'genesis',
    payload: {
      organisation: organisationHash,
      device: {
        id: identity.device,
        sig: identity.keys.signing.publicKey,
        kem: identity.keys.kem.publicKey,
        label: form.deviceLabel,
      },
      recovery: { sig: recovery.signing.publicKey, kem: recovery.kem.publicKey },
      userKey: { gen: 0, pub: userKeyPublic },
    },
  };
  const statement = await signStatement('userLink', genesis, identity.keys.signing);
  const genesisHash = await hashStatement('userLink', statement);
  const grants = await Promise.all([
    grantUserKey(identity.keys.kem.publicKey, identity.userKey, identity.user, 0, identity.device),
    grantUserKey(recovery.kem.publicKey, identity.userKey, identity.user, 0, 'recovery'),
  ]);
  const { name, email, staffNumber, password, profession, unit } = form;
  const account = {
    user: identity.user,
    name: name.normalize('NFC').trim(),
    email,
    staffNumber,
    password,
    profession,
    unit,
    salt: identity.salt,
  };
  const { invitation } = form;
  const request: SignUp = {
    ...account,
    genesis: statement,
    userKeyGrants: grants,
    ...(invitation === undefined ? {} : { invitation: invitation.token }),
  };
  if (founding === undefined || form.firstAdmin === undefined) return { request, organisationHash, genesisHash };
  const approval = await approveFounder(identity, request, founding, genesisHash, nowMs);
  const firstAdmin = { token: form.firstAdmin.token, organisation: founding.statement, approval };
  return { request: { ...request, firstAdmin }, organisationHash, genesisHash };
}

export async function grantUserKey(
  kem: Uint8Array,
  userKey: Uint8Array,
  user: UserId,
  gen: number,
  recipient: DeviceId | 'recovery',
): Promise<UserKeyGrant> {
  const sealed = await sealUserKey(kem, userKey, userIdToBytes(user), gen, recipient);
  if (sealed === undefined) throw new Error('our own public key is not on the curve');
  return { gen, recipient, ...sealed };
}

interface Founding {
  readonly statement: Statement;
  readonly hash: Uint8Array;
}

async function foundOrganisation(identity: NewIdentity, name: string, nowMs: number): Promise<Founding> {
  if (identity.breakGlass === undefined) throw new Error('an organisation has a break-glass key');
  const breakGlass = await deriveRecoveryKeys(identity.breakGlass.entropy, breakGlassScope);
  const link: OrganisationLink = {
    v: 1,
    n: 0,
    prev: zeroHash,
    atMs: nowMs,
    signer: { user: identity.user, device: identity.device, chainN: 0 },
    type: 'genesis',
    payload: {
      name: name.trim(),
      breakGlass: { sig: breakGlass.signing.publicKey, kem: breakGlass.kem.publicKey },
      administrator: { sig: identity.keys.signing.publicKey },
    },
  };
  const statement = await signStatement('organisationLink', link, identity.keys.signing, breakGlass.signing);
  return { statement, hash: await hashStatement('organisationLink', statement) };
}

async function approveFounder(
  identity: NewIdentity,
  account: Pick<SignUp, 'name' | 'profession' | 'salt'>,
  founding: Founding,
  genesisHash: Uint8Array,
  nowMs: number,
): Promise<Statement> {
  const binding = await sha256(bindingInput(account.salt, account.name, account.profession));
  const link: OrganisationLink = {
    v: 1,
    n: 1,
    prev: founding.hash,
    atMs: nowMs,
    signer: { user: identity.user, device: identity.device, chainN: 0 },
    type: 'approve',
    payload: { user: identity.user, genesis: genesisHash, binding, role: 'administrator' },
  };
  return signStatement('organisationLink', link, identity.keys.signing);
}

export interface RecoveredIdentity {
  readonly device: DeviceId;
  readonly stored: StoredDeviceKeys;
  readonly userKeys: ReadonlyMap<number, Bytes>;
  readonly organisationHash: Bytes;
}

/** Two different groups out of seven, without bias (KEY-8). */
export function chooseGroups(): readonly [number, number] {
  const pick = (count: number): number => {
    for (;;) {
      const [byte = 0] = randomBytes(1);
      if (byte < 256 - (256 % count)) return byte % count;
    }
  };
  const first = pick(7);
  const second = (first + 1 + pick(6)) % 7;
  return first < second ? [first, second] : [second, first];
}
