/**
 * A device as the server sees one: keys, chain links, epoch records and chunks signed with Node's crypto. What is sealed is random
 * bytes: the server cannot tell.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Bytes, base64UrlToBytes, concat } from '@sanad/model/bytes';
import {
  type DeviceId,
  idToBytes,
  type LogId,
  logIdFromBytes,
  type SpaceId,
  spaceIdFromBytes,
  type UserId,
  uuidV7,
} from '@sanad/model/ids';
import { type ChunkHeader, chunkSignedBytes, encodeChunkHeader } from '@sanad/model/wire/chunk';
import {
  directSpaceIdInput,
  type EpochRecord,
  type Grant,
  type Member,
  membersHashInput,
  packGrant,
  privateSpaceIdInput,
  sharedSpaceIdInput,
  type UserKeyGrant,
} from '@sanad/model/wire/epoch-record';
import { zeroHash } from '@sanad/model/wire/fields';
import type { AppendEpochRecord, SignUp } from '@sanad/model/wire/http';
import { bindingInput, type OrganisationLink, type Role } from '@sanad/model/wire/organisation-chain';
import { encodeStatementBody, type Statement, type StatementDomain, statementSignedBytes } from '@sanad/model/wire/statement';
import type { UserLink } from '@sanad/model/wire/user-chain';
import { deviceIdOf, sha256, statementHash } from '../../src/devices/signature.ts';

export const random = (length: number): Bytes => new Uint8Array(randomBytes(length));

export interface SigningKey {
  readonly sig: Bytes;
  readonly kem: Bytes;
  readonly privateKey: KeyObject;
}

export function makeKeys(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const sig = base64UrlToBytes(String(publicKey.export({ format: 'jwk' }).x));
  if (sig === undefined) throw new Error('no key');
  return {
    sig,
    kem: concat(Uint8Array.of(4), random(64)),
    privateKey: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}

export const signWith = ({ privateKey }: SigningKey, bytes: Uint8Array): Bytes => new Uint8Array(sign(null, bytes, privateKey));

export function makeStatement(domain: StatementDomain, value: unknown, signer: SigningKey, coSigner?: SigningKey): Statement {
  const body = encodeStatementBody(value);
  const signed = statementSignedBytes(domain, body);
  const sig = signWith(signer, signed);
  return coSigner === undefined ? { body, sig } : { body, sig, coSig: signWith(coSigner, signed) };
}

/** The same values as in the schema's output, before bytes became text. */
type Body<T> = T;

export interface TestPerson {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly keys: SigningKey;
  readonly recovery: SigningKey;
  readonly request: SignUp;
  readonly genesisHash: Uint8Array;
  /** Newest position and hash of the device chain, moved on by the tests. */
  readonly chain: { n: number; head: Uint8Array; ukGen: number };
}

export const userKeyGrant = (gen: number, recipient: DeviceId | 'recovery'): UserKeyGrant => ({
  gen,
  recipient,
  enc: random(65),
  sealed: random(48),
});

let people = 0;

/** `organisation`: its hash, or everything to found it. */
export function makePerson(
  organisation: Uint8Array | { readonly founding: TestOrganisation },
  changes: Partial<SignUp> = {},
): TestPerson {
  people += 1;
  const keys = makeKeys();
  const recovery = makeKeys();
  const user = uuidV7(Date.now(), random(10));
  const device = deviceIdOf(keys);
  const founding = 'founding' in organisation ? organisation.founding : undefined;
  const organisationStatement = founding?.genesis(user, device, keys);
  const hash =
    'founding' in organisation
      ? statementHash('organisationLink', organisationStatement ?? { body: zeroHash, sig: zeroHash })
      : organisation;
  const link: Body<UserLink> = {
    v: 1,
    user,
    n: 0,
    prev: zeroHash,
    atMs: Date.now(),
    type: 'genesis',
    signer: { by: 'device', device },
    payload: {
      organisation: hash,
      device: { id: device, sig: keys.sig, kem: keys.kem, label: 'Test phone' },
      recovery: { sig: recovery.sig, kem: recovery.kem },
      userKey: { gen: 0, pub: concat(Uint8Array.of(4), random(64)) },
    },
  };
  const genesis = makeStatement('userLink', link, keys);
  const genesisHash = statementHash('userLink', genesis);
  const fields = {
    user,
    name: `Person ${people}`,
    email: `person${people}.${user.slice(-6)}@example.org`,
    staffNumber: `M${people}-${user.slice(-6).toUpperCase()}`,
    password: `Correct horse ${people}`,
    profession: 'doctor' as const,
    unit: 'Cardiology',
    salt: random(16),
    genesis,
    userKeyGrants: [userKeyGrant(0, device), userKeyGrant(0, 'recovery')],
    ...changes,
  };
  const firstAdmin =
    founding === undefined || organisationStatement === undefined
      ? {}
      : {
          firstAdmin: {
            token: founding.token,
            organisation: organisationStatement,
            approval: makeApproval(
              { user, device, keys },
              1,
              hash,
              { user, genesisHash, salt: fields.salt, name: fields.name, profession: fields.profession },
              'administrator',
            ),
          },
        };
  return {
    user,
    device,
    keys,
    recovery,
    request: { ...fields, ...firstAdmin },
    genesisHash,
    chain: { n: 0, head: genesisHash, ukGen: 0 },
  };
}

export interface TestOrganisation {
  readonly token: string;
  readonly genesis: (user: UserId, device: DeviceId, keys: SigningKey) => Statement;
}
export function makeOrganisation(token: string): TestOrganisation {
  const breakGlass = makeKeys();
  return {
    token,
    genesis: (user, device, keys) => {
      const link: OrganisationLink = {
        v: 1,
        n: 0,
        prev: zeroHash,
        atMs: Date.now(),
        type: 'genesis',
        signer: { user, device, chainN: 0 },
        payload: {
          name: 'Hôpital d’essai',
          breakGlass: { sig: breakGlass.sig, kem: breakGlass.kem },
          administrator: { sig: keys.sig },
        },
      };
      return makeStatement('organisationLink', link, keys, breakGlass);
    },
  };
}

export interface Signer {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly keys: SigningKey;
}
export interface Approved {
  readonly user: UserId;
  readonly genesisHash: Uint8Array;
  readonly salt: Uint8Array;
  readonly name: string;
  readonly profession: SignUp['profession'];
}

export function makeApproval(by: Signer, n: number, prev: Uint8Array, who: Approved, role: Role = 'member'): Statement {
  const binding = sha256(bindingInput(who.salt, who.name, who.profession));
  return makeOrganisationLink(by, n, prev, {
    type: 'approve',
    payload: { user: who.user, genesis: who.genesisHash, binding, role },
  });
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export function makeOrganisationLink(
  by: Signer,
  n: number,
  prev: Uint8Array,
  act: DistributiveOmit<OrganisationLink, 'v' | 'n' | 'prev' | 'atMs' | 'signer'>,
  atMs = Date.now(),
): Statement {
  return makeStatement(
    'organisationLink',
    { v: 1, n, prev, atMs, signer: { user: by.user, device: by.device, chainN: 0 }, ...act },
    by.keys,
  );
}

export function makeUserLink(
  person: TestPerson,
  act: DistributiveOmit<UserLink, 'v' | 'user' | 'n' | 'prev' | 'atMs' | 'signer'>,
  by: { readonly keys: SigningKey; readonly signer: UserLink['signer']; readonly coSigner?: SigningKey },
): Statement {
  const { n, head } = person.chain;
  const body = { v: 1, user: person.user, n: n + 1, prev: head, atMs: Date.now(), signer: by.signer, ...act };
  return makeStatement('userLink', body, by.keys, by.coSigner);
}

export const directSpace = (organisation: Uint8Array, users: readonly UserId[]): SpaceId =>
  spaceIdFromBytes(sha256(directSpaceIdInput(organisation, users)).subarray(0, 16));
export const privateSpace = (user: UserId, resets = 0): SpaceId =>
  spaceIdFromBytes(sha256(privateSpaceIdInput(user, resets)).subarray(0, 16));
export const randomLog = (): LogId => logIdFromBytes(random(16));
export const randomSpace = (): SpaceId => spaceIdFromBytes(random(16));

export interface SpacePosition {
  readonly epoch: number;
  readonly rev: number;
  readonly head: Uint8Array;
  readonly keyCommit: Uint8Array;
}
export const asMember = (person: TestPerson, admin = true): Member => ({
  user: person.user,
  admin,
  ukGen: person.chain.ukGen,
  chainN: person.chain.n,
});
export const grantFor = ({ user, ukGen }: Member): Grant => ({ user, ukGen, enc: random(65), sealed: random(48) });

export interface MadeRecord {
  readonly request: AppendEpochRecord;
  readonly position: SpacePosition;
}
/** `all`: members after the record; `listed`: those in it (all of them unless it only adds). */
export function makeRecord(
  author: TestPerson,
  space: SpaceId,
  kind: EpochRecord['kind'],
  all: readonly Member[],
  before?: SpacePosition,
  options: { readonly add?: readonly Member[]; readonly changes?: Partial<EpochRecord>; readonly grants?: readonly Grant[] } = {},
): MadeRecord {
  const isAddition = options.add !== undefined && before !== undefined;
  const listed = options.add ?? all;
  const record: EpochRecord = {
    v: 1,
    space,
    kind,
    epoch: before === undefined ? 0 : before.epoch + (isAddition ? 0 : 1),
    rev: isAddition ? before.rev + 1 : 0,
    prev: before?.head ?? zeroHash,
    keyCommit: isAddition ? before.keyCommit : random(32),
    ...(before === undefined || isAddition ? {} : { backLink: { iv: random(12), sealed: random(48) } }),
    members: [...listed],
    membersHash: sha256(membersHashInput(new Map(all.map((member) => [member.user, member])))),
    author: { user: author.user, device: author.device, chainN: author.chain.n },
    atMs: Date.now(),
    ...options.changes,
  };
  const statement = makeStatement('epochRecord', record, author.keys);
  return {
    request: { record: statement, grants: (options.grants ?? listed.map(grantFor)).map(packGrant) },
    position: {
      epoch: record.epoch,
      rev: record.rev,
      head: statementHash('epochRecord', statement),
      keyCommit: record.keyCommit,
    },
  };
}

/** EPOCH-2: a group, and what its first record must commit to. */
export function newGroup(): { readonly space: SpaceId; readonly changes: Pick<EpochRecord, 'keyCommit'> } {
  const keyCommit = random(32);
  return { space: spaceIdFromBytes(sha256(sharedSpaceIdInput('group', keyCommit)).subarray(0, 16)), changes: { keyCommit } };
}

export interface MadeChunk {
  readonly bytes: Bytes;
  readonly hash: Uint8Array;
}
export function makeChunk(
  by: Pick<TestPerson, 'device' | 'keys'>,
  log: LogId,
  changes: Partial<ChunkHeader> = {},
  sealedBytes = 272,
): MadeChunk {
  const header = encodeChunkHeader({
    kind: 'changes',
    deflated: false,
    logId: log,
    epoch: 0,
    device: by.device,
    n: 1,
    prev: zeroHash,
    seenSeq: 0,
    seenHash: zeroHash,
    ...changes,
  });
  const unsigned = concat(header, random(12), random(sealedBytes));
  const bytes = concat(unsigned, signWith(by.keys, chunkSignedBytes(unsigned)));
  return { bytes, hash: sha256(bytes) };
}

/** `count` chunks of one author, each on the one before. */
export function makeChunks(
  by: TestPerson,
  log: LogId,
  count: number,
  start: { readonly n: number; readonly prev: Uint8Array } = { n: 0, prev: zeroHash },
): readonly MadeChunk[] {
  const chunks: MadeChunk[] = [];
  let { n, prev } = start;
  for (let i = 0; i < count; i++) {
    n += 1;
    const chunk = makeChunk(by, log, { n, prev });
    chunks.push(chunk);
    prev = chunk.hash;
  }
  return chunks;
}
export { idToBytes };
