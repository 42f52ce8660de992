/** People for the benchmark: enrolled through the HTTP doors with the model's own statements, without an engine behind each of them. */
import type { Bytes } from '@sanad/model/bytes';
import { type DeviceKeys, generateDeviceKeys } from '@sanad/model/crypto/identity';
import { randomBytes, sha256 } from '@sanad/model/crypto/primitives';
import { grantUserKey, makeIdentity, type NewIdentity, prepareSignUp } from '@sanad/model/engine/enrolment';
import { type HttpClient, makeHttpClient } from '@sanad/model/engine/http-client';
import { fetchOwnChain } from '@sanad/model/engine/own-chain';
import { type DeviceId, uuidV7 } from '@sanad/model/ids';
import { deriveDeviceId, hashStatement, signStatement } from '@sanad/model/sync/statements';
import { type AppendUserLink, Me, Position } from '@sanad/model/wire/http';
import { bindingInput, type OrganisationLink } from '@sanad/model/wire/organisation-chain';
import type { UserLink } from '@sanad/model/wire/user-chain';
import { type CookieJar, openCookieJar } from '../cookie-jar.ts';
import { makeHttp, systemClock } from '../node-platform.ts';
import { inParallel, must } from './waiting.ts';

export interface BenchDevice {
  readonly device: DeviceId;
  readonly keys: DeviceKeys;
}
export interface BenchPerson extends BenchDevice {
  readonly identity: NewIdentity;
  readonly email: string;
  readonly password: string;
  readonly cookies: CookieJar;
  readonly http: HttpClient;
  readonly genesisHash: Uint8Array;
}
export interface Population {
  readonly organisationHash: Uint8Array;
  /** The first is the administrator. */
  readonly people: readonly BenchPerson[];
}

const password = 'une longue phrase de banc';
/** A sign-up costs the server one scrypt: as many at once as it has threads for. */
const parallelSignUps = 4;

export async function enrolPeople(url: string, firstAdminToken: string, count: number): Promise<Population> {
  const founder = await signUp(url, 0, undefined, firstAdminToken);
  const { organisationHash } = founder;
  const places = Array.from({ length: count - 1 }, (_, i) => i + 1);
  const others = await inParallel(places, parallelSignUps, (place) => signUp(url, place, organisationHash, undefined));
  await approveAll(founder, others, { n: 1, head: founder.organisationHead ?? new Uint8Array(32) });
  return { organisationHash, people: [founder, ...others] };
}

interface SignedUp extends BenchPerson {
  readonly organisationHash: Uint8Array;
  readonly binding: Bytes;
  /** Head of the organisation's chain after the founder's own approval; only hers has one. */
  readonly organisationHead: Uint8Array | undefined;
}

async function signUp(url: string, place: number, pinned: Uint8Array | undefined, token: string | undefined): Promise<SignedUp> {
  const cookies = await openCookieJar(undefined);
  const http = makeHttpClient(makeHttp(url, cookies), systemClock);
  const nowMs = Date.now();
  const identity = { ...(await makeIdentity(nowMs, token !== undefined)), user: uuidV7(nowMs, randomBytes(10)) };
  const email = `person.${place}@bench.test`;
  const form = {
    name: `Personne ${place}`,
    email,
    staffNumber: `B-${place}`,
    password,
    profession: 'nurse',
    unit: 'Banc',
    deviceLabel: 'bench',
    ...(token === undefined ? {} : { firstAdmin: { token, organisationName: 'Banc' } }),
  } as const;
  const prepared = await prepareSignUp(identity, form, pinned, nowMs);
  if (prepared === undefined) throw new Error('the organisation is not known');
  must('sign-up', await http.send('POST', '/sign-up', prepared.request, Me));
  const { request, organisationHash, genesisHash } = prepared;
  const approval = request.firstAdmin?.approval;
  return {
    ...{ identity, email, password, cookies, http, genesisHash, organisationHash },
    device: identity.device,
    keys: identity.keys,
    binding: await sha256(bindingInput(request.salt, request.name, request.profession)),
    organisationHead: approval && (await hashStatement('organisationLink', approval)),
  };
}

export interface Approvable {
  readonly identity: Pick<NewIdentity, 'user'>;
  readonly genesisHash: Uint8Array;
  readonly binding: Bytes;
}

/** ORG-5: one link per person after `last`, signed by the administrator's device. */
export async function approveAll(
  founder: BenchPerson,
  people: readonly Approvable[],
  last: { readonly n: number; readonly head: Uint8Array },
): Promise<void> {
  let prev = last.head;
  for (const [i, person] of people.entries()) {
    const link: OrganisationLink = {
      v: 1,
      n: last.n + 1 + i,
      prev,
      atMs: Date.now(),
      signer: { user: founder.identity.user, device: founder.device, chainN: 0 },
      type: 'approve',
      payload: { user: person.identity.user, genesis: person.genesisHash, binding: person.binding, role: 'member' },
    };
    const statement = await signStatement('organisationLink', link, founder.keys.signing);
    must('approval', await founder.http.send('POST', '/organisation/chain', { link: statement }, Position));
    prev = await hashStatement('organisationLink', statement);
  }
}

/** The link that adds a device, signed by the first device and the new one. */
export async function makeDeviceLink(identity: NewIdentity, n: number, prev: Uint8Array) {
  const { keys } = await generateDeviceKeys();
  const [sig, kem] = [keys.signing.publicKey, keys.kem.publicKey];
  const device = await deriveDeviceId({ sig, kem });
  const link: UserLink = {
    v: 1,
    user: identity.user,
    n,
    prev,
    atMs: Date.now(),
    signer: { by: 'device', device: identity.device },
    type: 'add_device',
    payload: { device: { id: device, sig, kem, label: 'bench' } },
  };
  const statement = await signStatement('userLink', link, identity.keys.signing, keys.signing);
  const grant = await grantUserKey(kem, identity.userKey, identity.user, 0, device);
  const body: AppendUserLink = { link: statement, userKeyGrants: [grant] };
  return { device, keys, body, head: await hashStatement('userLink', statement) };
}

/** More devices of one person, each a link of her chain (CHAIN-4). */
export async function addDevices(person: BenchPerson, count: number): Promise<readonly BenchDevice[]> {
  const devices: BenchDevice[] = [];
  const chain = must('chain', await fetchOwnChain(person.http, person.identity.user));
  let prev = chain.head;
  for (let n = chain.n + 1; n <= chain.n + count; n++) {
    const { device, keys, body, head } = await makeDeviceLink(person.identity, n, prev);
    must('another device', await person.http.send('POST', '/me/chain', body, Position));
    prev = head;
    devices.push({ device, keys });
  }
  return devices;
}
