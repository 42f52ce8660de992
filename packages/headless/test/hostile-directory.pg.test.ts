/**
 * A server that lies about people (TRUST-4 … TRUST-6): a new browser of a member, whose answers are altered between the real server and the
 * device. Each lie is noted and shown, seals nothing for anybody, and ends when the truth is shown again.
 */
import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import { generateDeviceKeys } from '@sanad/model/crypto/identity';
import type { ThreadRow, TrustFault, TrustState } from '@sanad/model/engine/api';
import type { EngineDeps } from '@sanad/model/engine/deps';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { deriveDeviceId, hashStatement, signStatement } from '@sanad/model/sync/statements';
import { zeroHash } from '@sanad/model/wire/fields';
import type { Statement } from '@sanad/model/wire/statement';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Device } from '../src/device.ts';
import { arrives, form, must, sees, watch } from './support/group-watch.ts';
import { makeWard, openNewBrowser, type TestPerson, waitMs, watchThread } from './support/people.ts';
import { resetIdentity } from './support/reset-identity.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

type Answer = Record<string, unknown>;
/** The answer to a GET of this path, altered; undefined: as it came. */
type Lie = (path: string, from: number, answer: Answer) => Answer | undefined;

let server: ServerProcess;
let ward: readonly TestPerson[];
const person = (i: number): TestPerson => {
  const found = ward[i];
  if (found === undefined) throw new Error('nobody');
  return found;
};
const [admin, amel, youssef, sonia, bilel] = [0, 1, 2, 3, 4].map((i) => () => person(i)) as [
  () => TestPerson,
  () => TestPerson,
  () => TestPerson,
  () => TestPerson,
  () => TestPerson,
];
let reader: Awaited<ReturnType<typeof openNewBrowser>>;
let group: SpaceId;
let trust: TrustState | undefined;
/** What the reader asked the server to store. */
const posted: string[] = [];
let lies: readonly Lie[] = [];
/** What the real server has, as far as the reader asked. */
const real = new Map<string, { readonly length: number; readonly newest: Statement }>();
const watchers = new Set<() => void>();

const lying = (deps: EngineDeps): EngineDeps => ({
  ...deps,
  async http(request) {
    if (request.method === 'POST') posted.push(request.path);
    const answer = await deps.http(request);
    if (!answer.ok || answer.value.status !== 200 || request.method !== 'GET') return answer;
    const { pathname, searchParams } = new URL(request.path, 'http://x');
    const decoded = decodeCbor(answer.value.body, 1 << 24);
    let value = decoded.ok ? (decoded.value as Answer) : {};
    const path = pathname.replace('/api/v1', '');
    const from = Number(searchParams.get('from') ?? 0);
    const newest = path.endsWith('/chain') ? linksOf(value).at(-1) : undefined;
    if (newest !== undefined) real.set(path, { length: from + linksOf(value).length, newest });
    for (const lie of lies) value = lie(path, from, value) ?? value;
    return { ok: true, value: { ...answer.value, body: encodeCbor(value) } };
  },
});
const linksOf = (answer: Answer): readonly Statement[] => answer['links'] as readonly Statement[];
const peopleOf = (answer: Answer): readonly Answer[] => answer['people'] as readonly Answer[];

/** The chain of this path ends before position `n`. */
const cut =
  (path: string, n: number): Lie =>
  (asked, from, answer) =>
    asked === path ? { links: linksOf(answer).slice(0, Math.max(0, n - from)), more: false } : undefined;
const listed =
  (change: (people: readonly Answer[]) => readonly Answer[]): Lie =>
  (asked, _from, answer) =>
    asked === '/directory' ? { ...answer, people: change(peopleOf(answer)) } : undefined;
const standsAt = (user: UserId, chainN: number): Lie =>
  listed((people) => people.map((entry) => (entry['user'] === user ? { ...entry, chainN } : entry)));
const chainPath = (user: UserId): string => `/users/${user}/chain`;

/** Device keys that the server made, as they stand in a link. */
async function ghostDevice() {
  const { keys } = await generateDeviceKeys();
  const device = { sig: keys.signing.publicKey, kem: keys.kem.publicKey };
  return { signing: keys.signing, device: { id: await deriveDeviceId(device), ...device, label: 'fantôme' } };
}
async function forgedGenesis(user: UserId): Promise<readonly Statement[]> {
  const { signing, device } = await ghostDevice();
  const payload = {
    organisation: zeroHash,
    device,
    recovery: { sig: device.sig, kem: device.kem },
    userKey: { gen: 0, pub: device.kem },
  };
  const link = {
    v: 1,
    user,
    n: 0,
    prev: zeroHash,
    atMs: 0,
    signer: { by: 'device', device: device.id },
    type: 'genesis',
    payload,
  };
  return [await signStatement('userLink', link, signing)];
}
/** A device of the server's after the newest link, signed with its own key. */
async function withGhost(user: UserId): Promise<Lie> {
  await reader.device.engine.recheckTrust();
  const known = real.get(chainPath(user));
  if (known === undefined) throw new Error('the reader asked for it');
  const { signing, device } = await ghostDevice();
  const prev = await hashStatement('userLink', known.newest);
  const signer = { by: 'recovery' };
  const link = { v: 1, user, n: known.length, prev, atMs: 0, signer, type: 'add_device', payload: { device } };
  const ghost = await signStatement('userLink', link, signing, signing);
  return (asked, _from, answer) => (asked === chainPath(user) ? { links: [...linksOf(answer), ghost], more: false } : undefined);
}

const noted = (): readonly (readonly [string, UserId | undefined])[] =>
  (trust?.faults ?? []).map(({ kind, user }: TrustFault) => [kind, user] as const);
const isNoted = (kind: TrustFault['kind'], user?: UserId): boolean =>
  noted().some(([one, whose]) => one === kind && whose === user);

/** Asks again under these lies until the view says so; then without them until nothing is left. */
async function under(now: readonly Lie[], isThere: () => boolean): Promise<void> {
  lies = now;
  await look(isThere);
  lies = [];
  await look(() => noted().length === 0);
}
async function look(isThere: () => boolean): Promise<void> {
  await reader.device.engine.recheckTrust();
  await new Promise<void>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      watchers.delete(check);
    };
    const check = (): void => {
      if (!isThere()) return;
      end();
      resolve();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(JSON.stringify([noted(), trust?.people])));
    }, waitMs);
    watchers.add(check);
    check();
  });
}
const follow = (device: Device, take: (state: TrustState) => void) =>
  device.engine.onTrust((state) => {
    take(state);
    for (const check of watchers) check();
  });

beforeAll(async () => {
  server = await makeServerProcess();
  ward = await makeWard(server, 'Amel', 'Youssef', 'Sonia', 'Bilel');
  await amel().say(youssef(), 'bonjour');
  group = await must(youssef().device.engine.createGroup(form('Réanimation', amel(), bilel())));
  await must(youssef().device.engine.sendMessage(group, 'au groupe', 'normal'));
  await arrives(bilel(), 'Réanimation');
});
afterAll(async () => {
  await reader?.dispose();
  for (const one of ward ?? []) await one.dispose();
  await server?.dispose();
});

test('TRUST-5 a new device: another genesis for a colleague, a stranger in the directory, and a member whom nobody approved', async () => {
  const forged = await forgedGenesis(sonia().user());
  const genesis: Lie = (asked) => (asked === chainPath(sonia().user()) ? { links: forged, more: false } : undefined);
  // The newest approval is Bilel's: without it the organisation does not know him.
  let approvals = 0;
  const unapproved: Lie = (asked, from, answer) => {
    if (asked !== '/organisation/chain') return undefined;
    approvals = Math.max(approvals, from + linksOf(answer).length);
    return { links: linksOf(answer).slice(0, Math.max(0, approvals - 1 - from)), more: false };
  };
  lies = [genesis, unapproved];
  reader = await openNewBrowser(server, youssef(), lying);
  await follow(reader.device, (state) => {
    trust = state;
  });
  await must(reader.device.engine.recover(youssef().recoveryCode, 'nouveau'));
  const isThere = (): boolean =>
    isNoted('genesis', sonia().user()) && isNoted('stranger', bilel().user()) && isNoted('member', bilel().user());
  await look(isThere);
  expect(noted()).toHaveLength(3);
  await watchThread('reader', reader.device, await direct(), (rows) => rows.length > 0);
  await watch(reader.device, group, ({ texts }) => texts.includes('au groupe'));
  // Nobody is written to whom the chains do not know, and nothing is sealed where he would read it.
  expect(await reader.device.engine.openDirect(sonia().user())).toEqual({ ok: false, error: { type: 'unknown-person' } });
  await must(reader.device.engine.sendMessage(group, 'pas encore', 'normal'));
  await must(reader.device.engine.sendMessage(await direct(), 'à Amel seule', 'normal'));
  await amel().thread(await direct(), (rows) => rows.some(({ text }) => text === 'à Amel seule'));
  const seen = await sees(amel(), group, ({ texts }) => texts.includes('au groupe'));
  expect(seen.texts).not.toContain('pas encore');
  lies = [];
  await look(() => noted().length === 0);
  await reader.device.engine.retryNow();
  await sees(bilel(), group, ({ texts }) => texts.includes('pas encore'));
});
const direct = (): Promise<SpaceId> => youssef().directWith(amel());

test('TRUST-6 an organisation chain that is shorter than the one that a device knows', async () => {
  await under([cut('/organisation/chain', 2)], () => isNoted('organisation'));
  expect(reader.device.people().map(({ trust: is }) => is)).not.toContain('unverified');
});

test('TRUST-5 a device that the server adds to a colleague’s chain, or to my own, gets nothing', async () => {
  for (const user of [amel().user(), youssef().user()]) {
    posted.length = 0;
    const ghost = await withGhost(user);
    await under([ghost, standsAt(user, 9)], () => isNoted('chain', user));
    expect(posted.filter((path) => path.endsWith('/epochs') || path.endsWith('/me/chain'))).toEqual([]);
  }
  // What was known is used: she is still written to.
  await must(reader.device.engine.sendMessage(await direct(), 'toujours', 'normal'));
  await amel().thread(await direct(), (rows) => rows.some(({ text }) => text === 'toujours'));
});

test('TRUST-5 a revocation that is hidden: a colleague’s, and my own of another device', async () => {
  for (const owner of [amel(), youssef()]) {
    const before = await chainLength(owner);
    const lost = await openNewBrowser(server, owner);
    await must(lost.device.engine.recover(owner.recoveryCode, 'perdu'));
    const added = await chainLength(owner);
    expect(added).toBe(before + 1);
    await look(() => noted().length === 0);
    // From here on the reader is shown nothing newer of this chain.
    lies = [cut(chainPath(owner.user()), added), standsAt(owner.user(), added - 1)];
    const rows = await devicesOf(owner);
    const gone = rows.find(({ label }) => label === 'perdu');
    if (gone === undefined) throw new Error('it was added');
    await must(owner.device.engine.revokeDevice(gone.id));
    await must(owner.device.engine.sendMessage(await owner.directWith(owner === amel() ? youssef() : amel()), 'après', 'normal'));
    await look(() => isNoted('hidden', owner.user()));
    lies = [];
    await look(() => noted().length === 0);
    await lost.dispose();
  }
  await watchThread('reader', reader.device, await direct(), (rows) => rows.filter(({ text }) => text === 'après').length === 2);
});
const devicesOf = (owner: TestPerson) =>
  new Promise<readonly { readonly id: never; readonly label: string }[]>((resolve) => {
    const stop = owner.device.engine.onDevices((rows) => {
      if (!rows.some(({ label }) => label === 'perdu')) return;
      void stop.then((end) => end());
      resolve(rows as never);
    });
  });
async function chainLength(owner: TestPerson): Promise<number> {
  lies = [standsAt(owner.user(), 99)];
  await reader.device.engine.recheckTrust();
  lies = [];
  return real.get(chainPath(owner.user()))?.length ?? 0;
}

test('TRUST-2 … TRUST-4 a reset: shown, asked about before an urgent message, accepted once for all devices', async () => {
  // A device of hers empties itself when her identity is another one: it does not know her any more.
  const her = amel().user();
  const space = await direct();
  const of = (state: TrustState | undefined) => state?.people.find(({ user }) => user === her);
  let mine: TrustState | undefined;
  await follow(youssef().device, (state) => {
    mine = state;
  });
  const { number } = await must(youssef().device.engine.safetyNumber(her));
  const hers = await must(amel().device.engine.safetyNumber(youssef().user()));
  expect(hers.number).toBe(number);
  expect(await must(youssef().device.engine.checkSafetyCode(her, 'SANAD-SN1:1'))).toBe('unreadable');
  const other = await must(youssef().device.engine.safetyNumber(sonia().user()));
  expect(await must(youssef().device.engine.checkSafetyCode(her, other.code))).toBe('different');
  expect(await must(youssef().device.engine.checkSafetyCode(her, hers.code))).toBe('same');
  await look(() => of(trust)?.verified === true && trust?.organisationConfirmed === true);

  await resetIdentity(
    server.url,
    { login: admin().email, password: admin().password, recoveryCode: admin().recoveryCode },
    { login: amel().email, password: amel().password },
  );
  await look(() => of(trust)?.changed !== undefined && of(mine)?.changed !== undefined);
  expect(of(mine)).toMatchObject({ verified: false, wasVerified: true });
  expect((await must(youssef().device.engine.safetyNumber(her))).number).not.toBe(number);
  const urgent = () => youssef().device.engine.sendMessage(space, 'venez', 'urgent');
  expect(await urgent()).toEqual({ ok: false, error: { type: 'identity-changed' } });
  expect(await youssef().device.engine.sendMessage(group, 'venez tous', 'urgent')).toEqual({
    ok: false,
    error: { type: 'identity-changed' },
  });
  expect((await youssef().device.engine.sendMessage(space, 'quand vous pourrez', 'normal')).ok).toBe(true);
  const events = await new Promise<readonly ThreadRow[]>((resolve) => {
    const stop = youssef().device.engine.onMessages(space, 50, (update) => {
      const rows = update.type === 'reset' ? update.rows : update.put;
      if (!rows.some((row) => row.type === 'event' && row.event.identity !== undefined)) return;
      void stop.then((end) => end());
      resolve(rows);
    });
  });
  // The device that came with the new identity is not told as another new device.
  const told = events.flatMap((row) => (row.type === 'event' && row.event.by === her ? [row.event] : []));
  expect(
    told.flatMap(({ identity, device }) => (identity !== undefined ? ['identity'] : device !== undefined ? ['device'] : [])),
  ).toEqual(['device', 'identity']);
  await must(youssef().device.engine.acceptIdentity(her));
  expect((await urgent()).ok).toBe(true);
  // The other device of his hears of it.
  await look(() => of(trust)?.changed === undefined && of(trust)?.wasVerified === true);
});
