import { expect, test } from 'vitest';
import { bytesToHex, hexToBytes, utf8 } from '../../src/bytes.ts';
import {
  deriveKeyCommit,
  deriveLogIdBytes,
  deriveLogSecret,
  openEpochBackLink,
  openEpochKey,
  openUserKey,
  openUserKeyBackLink,
} from '../../src/crypto/key-wrap.ts';
import { hpkeOpen, hpkeSeal, kemKeyFromSecret, sha256 } from '../../src/crypto/primitives.ts';
import {
  breakGlassScope,
  comparisonCode,
  deriveRecoveryKeys,
  encodeRecoveryCode,
  parseRecoveryCode,
} from '../../src/crypto/recovery-code.ts';
import { type DeviceId, idToBytes, type SpaceId, type UserId, userIdToBytes } from '../../src/ids.ts';
import { foldOrganisationLinks, foldUserLinks } from '../../src/sync/chains.ts';
import { hashStatement, verifyStatement } from '../../src/sync/statements.ts';
import {
  applyEpochRecord,
  directSpaceIdInput,
  type EpochFacts,
  EpochRecord,
  membersHashInput,
  privateSpaceIdInput,
  type SpaceState,
} from '../../src/wire/epoch-record.ts';
import { bindingInput } from '../../src/wire/organisation-chain.ts';
import type { Profession } from '../../src/wire/profession.ts';
import { parseStatementBody } from '../../src/wire/statement.ts';
import { type FrozenStatement, readVector, toStatement } from '../support/vectors.ts';

interface Sealed {
  readonly enc: string;
  readonly sealed: string;
}
const chains = readVector<{
  readonly user: UserId;
  readonly administrator: { readonly user: UserId; readonly device: DeviceId; readonly sig: string };
  readonly userLinks: readonly FrozenStatement[];
  readonly organisationHash: string;
  readonly binding: { readonly salt: string; readonly name: string; readonly profession: Profession; readonly hash: string };
  readonly organisationLinks: readonly FrozenStatement[];
  readonly comparisonCode: string;
}>('chains');
const epochs = readVector<{
  readonly organisationHash: string;
  readonly users: readonly [UserId, UserId];
  readonly direct: SpaceId;
  readonly privates: readonly SpaceId[];
  readonly epochKeys: readonly [string, string];
  readonly commits: readonly [string, string];
  readonly logSecret: string;
  readonly log: string;
  readonly authors: readonly [string, string];
  readonly records: readonly FrozenStatement[];
  readonly membersHash: readonly string[];
  readonly userKey: { readonly secret: string; readonly public: string };
  readonly grant: Sealed & { readonly ukGen: number };
  readonly deviceSecret: string;
  readonly recipient: string;
  readonly userKeyGrant: Sealed;
  readonly newerUserKey: string;
  readonly userKeyBackLink: { readonly iv: string; readonly sealed: string };
}>('epochs');
const recovery = readVector<{
  readonly entropy: string;
  readonly groups: readonly string[];
  readonly user: UserId;
  readonly signing: string;
  readonly kem: string;
  readonly breakGlass: { readonly signing: string; readonly kem: string };
}>('recovery-code');

const unhex = <K extends string>(value: Readonly<Record<K, string>>): Record<K, Uint8Array> =>
  Object.fromEntries(Object.entries<string>(value).map(([key, hex]) => [key, hexToBytes(hex)])) as Record<K, Uint8Array>;
const sealedOf = ({ enc, sealed }: Sealed) => unhex({ enc, sealed });
const [user, peer] = epochs.users;

test('KEY-3 the key pair of HPKE is derived as in RFC 9180, A.3.1', async () => {
  const ikm = hexToBytes('668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550');
  expect(bytesToHex((await kemKeyFromSecret(ikm)).publicKey)).toBe(
    '04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0',
  );
  const ephemeral = hexToBytes('4270e54ffd08d79d5928020af4686d8f6b7d35dbe470265f1f5aa22816ce860e');
  expect(bytesToHex((await kemKeyFromSecret(ephemeral)).publicKey)).toBe(
    '04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4',
  );
});

test('KEY-3 what is sealed to a key opens with it, for the same purpose and data only', async () => {
  const key = await kemKeyFromSecret(hexToBytes(epochs.deviceSecret));
  const sealed = await hpkeSeal(key.publicKey, utf8('info'), utf8('clé'), utf8('data'));
  if (sealed === undefined) throw new Error('a point on the curve');
  expect(await hpkeOpen(key, utf8('info'), sealed, utf8('data'))).toEqual({ ok: true, value: utf8('clé') });
  expect((await hpkeOpen(key, utf8('other'), sealed, utf8('data'))).ok).toBe(false);
  expect((await hpkeOpen(key, utf8('info'), sealed, utf8('other'))).ok).toBe(false);
});

test('KEY-7, KEY-8 the printed code and the keys behind it are the frozen ones', async () => {
  const entropy = hexToBytes(recovery.entropy);
  expect(await encodeRecoveryCode(entropy)).toEqual(recovery.groups);
  expect(await parseRecoveryCode(recovery.groups.join('-'))).toEqual({ ok: true, value: entropy });
  const publicOf = async (scope: Uint8Array) => {
    const keys = await deriveRecoveryKeys(entropy, scope);
    return { signing: bytesToHex(keys.signing.publicKey), kem: bytesToHex(keys.kem.publicKey) };
  };
  expect(await publicOf(userIdToBytes(recovery.user))).toEqual({ signing: recovery.signing, kem: recovery.kem });
  expect(await publicOf(breakGlassScope)).toEqual(recovery.breakGlass);
});

test('KEY-4, KEY-5 the frozen user key opens for its device, and the one before it by the back link', async () => {
  const device = await kemKeyFromSecret(hexToBytes(epochs.deviceSecret));
  const secret = hexToBytes(epochs.userKey.secret);
  const id = userIdToBytes(user);
  const grant = sealedOf(epochs.userKeyGrant);
  expect(await openUserKey(device, grant, id, 0, epochs.recipient)).toEqual({ ok: true, value: secret });
  expect((await openUserKey(device, grant, id, 1, epochs.recipient)).ok).toBe(false);
  expect((await openUserKey(device, grant, id, 0, 'recovery')).ok).toBe(false);
  expect((await openUserKey(device, grant, userIdToBytes(peer), 0, epochs.recipient)).ok).toBe(false);
  expect(await openUserKeyBackLink(hexToBytes(epochs.newerUserKey), unhex(epochs.userKeyBackLink), id, 1)).toEqual({
    ok: true,
    value: secret,
  });
});

test('KEY-6, EPOCH-6 the frozen epoch key opens from its grant and matches its commitment', async () => {
  const userKey = await kemKeyFromSecret(hexToBytes(epochs.userKey.secret));
  expect(bytesToHex(userKey.publicKey)).toBe(epochs.userKey.public);
  const epochKey = hexToBytes(epochs.epochKeys[0]);
  for (const [i, key] of epochs.epochKeys.entries())
    expect(bytesToHex(await deriveKeyCommit(hexToBytes(key)))).toBe(epochs.commits[i]);
  const context = {
    spaceId: idToBytes(epochs.direct),
    epoch: 0,
    userId: userIdToBytes(user),
    ukGen: epochs.grant.ukGen,
    keyCommit: hexToBytes(epochs.commits[0]),
  };
  const grant = sealedOf(epochs.grant);
  expect(await openEpochKey(userKey, grant, context)).toEqual({ ok: true, value: epochKey });
  expect((await openEpochKey(userKey, grant, { ...context, keyCommit: hexToBytes(epochs.commits[1]) })).ok).toBe(false);
});

test('DOC-1 the secret that names logs, and a log, are the frozen ones', async () => {
  const secret = await deriveLogSecret(hexToBytes(epochs.epochKeys[0]));
  expect(bytesToHex(secret)).toBe(epochs.logSecret);
  expect(bytesToHex(await deriveLogIdBytes(secret, 'messages', '2026-W47'))).toBe(epochs.log);
});

test('EPOCH-2 direct and private spaces have the frozen ids', async () => {
  const idOf = async (input: Uint8Array) => bytesToHex((await sha256(input)).subarray(0, 16));
  const organisation = hexToBytes(epochs.organisationHash);
  expect(await idOf(directSpaceIdInput(organisation, [user, peer]))).toBe(epochs.direct);
  expect(await idOf(directSpaceIdInput(organisation, [peer, user]))).toBe(epochs.direct);
  for (const [resets, id] of epochs.privates.entries()) expect(await idOf(privateSpaceIdInput(user, resets))).toBe(id);
});

test('EPOCH-1, EPOCH-6, EPOCH-9 the frozen records verify, apply and lead back to the first key', async () => {
  const facts: EpochFacts = {
    sha256,
    organisationHash: hexToBytes(epochs.organisationHash),
    isSuspended: () => false,
    mayBeRemoved: () => false,
    resetsOf: () => 0,
    firstGenerationOf: () => 0,
    verifyLeave: async () => false,
  };
  let space: SpaceState | undefined;
  for (const [i, frozen] of epochs.records.entries()) {
    const statement = toStatement(frozen);
    expect(await verifyStatement('epochRecord', statement, hexToBytes(epochs.authors[i] ?? ''), undefined)).toBe(true);
    const hash = await hashStatement('epochRecord', statement);
    expect(bytesToHex(hash)).toBe(frozen.hash);
    const record = parseStatementBody(EpochRecord, statement.body, 10_000);
    if (!record.ok) throw new Error(record.error.type);
    expect(bytesToHex(record.value.keyCommit)).toBe(epochs.commits[i]);
    const next = await applyEpochRecord(space, record.value, hash, facts);
    if (!next.ok) throw new Error(next.error.type);
    space = next.value;
    expect(bytesToHex(await sha256(membersHashInput(space.members)))).toBe(epochs.membersHash[i]);
    const { backLink } = record.value;
    if (backLink === undefined) continue;
    const opened = await openEpochBackLink(
      hexToBytes(epochs.epochKeys[1]),
      backLink,
      idToBytes(epochs.direct),
      1,
      hexToBytes(epochs.commits[0]),
    );
    expect(opened).toEqual({ ok: true, value: hexToBytes(epochs.epochKeys[0]) });
  }
  expect(space).toMatchObject({ epoch: 1, rev: 0, space: epochs.direct });
});

test('CHAIN-1, CHAIN-7 the frozen device chain folds, with a link of every kind, to its frozen hashes', async () => {
  const statements = chains.userLinks.map(toStatement);
  const hashes = await Promise.all(statements.map((statement) => hashStatement('userLink', statement)));
  expect(hashes.map(bytesToHex)).toEqual(chains.userLinks.map(({ hash }) => hash));
  const { administrator } = chains;
  const lookup = async (who: UserId, device: DeviceId) =>
    who === administrator.user && device === administrator.device ? hexToBytes(administrator.sig) : undefined;
  const chain = await foldUserLinks(undefined, chains.user, statements, lookup);
  expect(chain).toMatchObject({
    ok: true,
    value: { n: 5, resets: 1, userKey: { gen: 2 }, head: hashes.at(-1), genesisHash: hashes[0] },
  });
});

test('ORG-1, ORG-5 the frozen organisation folds under its pinned hash', async () => {
  const statements = chains.organisationLinks.map(toStatement);
  const hashes = await Promise.all(statements.map((statement) => hashStatement('organisationLink', statement)));
  expect(hashes.map(bytesToHex)).toEqual(chains.organisationLinks.map(({ hash }) => hash));
  const lookup = async () => hexToBytes(chains.administrator.sig);
  const chain = await foldOrganisationLinks(undefined, statements, hexToBytes(chains.organisationHash), lookup);
  if (!chain.ok) throw new Error(chain.error.type);
  expect(chain.value).toMatchObject({ n: 5, name: 'CHU Test' });
  const { salt, name, profession, hash } = chains.binding;
  expect(bytesToHex(await sha256(bindingInput(hexToBytes(salt), name, profession)))).toBe(hash);
  expect(chain.value.members.get(chains.user)).toMatchObject({
    role: 'administrator',
    suspended: false,
    binding: hexToBytes(hash),
  });
});

test('ORG-8 the symbols that two people compare are the frozen ones, and others for another identity or organisation', async () => {
  const [organisation, genesis] = [hexToBytes(chains.organisationHash), hexToBytes(chains.userLinks[0]?.hash ?? '')];
  const symbols = async (a: Uint8Array, b: Uint8Array) => (await comparisonCode(a, b)).replaceAll(' ', '');
  expect(await symbols(organisation, genesis)).toBe(chains.comparisonCode);
  expect(chains.comparisonCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(await symbols(genesis, organisation)).not.toBe(chains.comparisonCode);
});
