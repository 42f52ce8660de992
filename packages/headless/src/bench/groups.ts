/** A group of many people with two devices each: made, changed and written to by a real device. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Group, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { HttpDep } from '@sanad/model/engine/deps';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { type Device, makeList, startDevice } from '../device.ts';
import { makeNodePlatform } from '../node-platform.ts';
import { openProfile } from '../profile.ts';
import { connectPostgres, postgresUrl } from './postgres.ts';
import { atMost, type Row } from './report.ts';
import { seedPeople } from './seed.ts';
import type { Ground } from './stage.ts';
import { must, within } from './waiting.ts';

const patienceMs = 120_000;
const maxCreateMs = 2000;
const maxCreateBytes = 120_000;
const maxAddMs = 100;
const maxRemoveMs = 2000;
const maxSendRatio = 1.2;

export async function measureGroups({ server, population, options, say }: Ground): Promise<readonly Row[]> {
  const size = options.sizes.groupMembers;
  const [founder] = population.people;
  if (founder === undefined) throw new Error('an administrator');
  const postgres = await connectPostgres(postgresUrl(server.dataFolder));
  const users = await seedPeople(postgres, founder, population.organisationHash, size + 1, 'groupe');
  await postgres.end();
  say(`  ${users.length} people stand`);

  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-group-'));
  const profile = must('profile', await openProfile(folder));
  const sent = { bytes: 0 };
  const platform = makeNodePlatform({ url: server.url, profile });
  const device = await startDevice({ ...platform, http: countBytes(platform.http, sent) });
  try {
    await until(device, () => device.state().phase === 'signed-out');
    must('sign-in', await device.engine.signIn(founder.email, founder.password));
    must('recovery', await device.engine.recover(founder.identity.recoveryCode.join('-'), 'bench'));
    await until(device, () => device.people().length >= users.length + population.people.length - 1);
    await device.engine.settled();
    say('  the administrator knows them');
    return await measure(device, users, sent, options.sizes.groupSends, size);
  } finally {
    await device.close();
    await profile.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  device: Device,
  users: readonly UserId[],
  sent: { bytes: number },
  sends: number,
  size: number,
): Promise<readonly Row[]> {
  const { engine } = device;
  const [late] = users;
  const members = users.slice(1);
  const [peer] = members;
  if (late === undefined || peer === undefined) throw new Error('people');
  const form = { name: 'Hôpital', description: '', kind: 'department', picture: undefined, members } as const;
  const before = sent.bytes;
  const startedMs = performance.now();
  const space = must('group', await engine.createGroup(form));
  await groupIs(device, space, (group) => !group.waiting);
  const createMs = performance.now() - startedMs;
  const createBytes = sent.bytes - before;
  const change = async (work: () => Promise<unknown>, isDone: (group: Group) => boolean): Promise<number> => {
    const changedMs = performance.now();
    await work();
    await groupIs(device, space, isDone);
    return performance.now() - changedMs;
  };
  const has = (user: UserId) => (group: Group) => group.people.some((one) => one.user === user && one.waiting === undefined);
  const addMs = await change(async () => must('add', await engine.addMembers(space, [late])), has(late));
  const removeMs = await change(
    async () => must('remove', await engine.removeMember(space, late)),
    (group) => !group.people.some(({ user }) => user === late),
  );
  const direct = must('direct', await engine.openDirect(peer));
  // Both warm, then in turns, so that what else happens happens to both.
  for (const one of [space, direct]) await timeSend(device, one);
  const times: { readonly group: number[]; readonly direct: number[] } = { group: [], direct: [] };
  for (let i = 0; i < sends; i++) {
    times.direct.push(await timeSend(device, direct));
    times.group.push(await timeSend(device, space));
  }
  const [groupMs, directMs] = [p95(times.group), p95(times.direct)];
  return [
    { what: `group of ${size} people × 2 devices: create`, unit: 'ms', value: createMs, target: atMost(createMs, maxCreateMs) },
    {
      what: 'group: create, uploaded',
      unit: 'kB',
      value: createBytes / 1000,
      target: atMost(createBytes / 1000, maxCreateBytes / 1000),
    },
    { what: 'group: add one', unit: 'ms', value: addMs, target: atMost(addMs, maxAddMs) },
    { what: 'group: remove one, new key for all', unit: 'ms', value: removeMs, target: atMost(removeMs, maxRemoveMs) },
    {
      what: 'group: send → acknowledged by the server, p95',
      unit: 'ms',
      value: groupMs,
      target: atMost(groupMs, maxSendRatio * directMs, `${maxSendRatio} × 1:1`),
      note: `1:1 in turns with it: ${directMs.toFixed(1)} ms; from the command to the row that says so, ${sends} each`,
    },
  ];
}

const countBytes =
  (http: HttpDep, sent: { bytes: number }): HttpDep =>
  (request) => {
    sent.bytes += request.body?.length ?? 0;
    return http(request);
  };

async function until(device: Device, look: () => boolean): Promise<void> {
  const found = await device.waitFor(() => (look() ? true : undefined), patienceMs);
  if (found === undefined) throw new Error(`the device is ${device.state().phase}, knows ${device.people().length}`);
}

function groupIs(device: Device, space: SpaceId, isDone: (group: Group) => boolean): Promise<void> {
  return watch(device, space, (_rows, meta) => meta?.group !== undefined && isDone(meta.group));
}

/** From the command to the row that says that the server has it. */
async function timeSend(device: Device, space: SpaceId): Promise<number> {
  const startedMs = performance.now();
  const id = must('send', await device.engine.sendMessage(space, 'message de mesure', 'normal'));
  await watch(device, space, (rows) => rows.some((row) => row.type === 'message' && row.id === id && row.delivery !== 'queued'));
  return performance.now() - startedMs;
}

function watch(
  device: Device,
  space: SpaceId,
  isDone: (rows: readonly ThreadRow[], meta: MessageWindowMeta | undefined) => boolean,
): Promise<void> {
  const done = new Promise<void>((resolve) => {
    const list = makeList<ThreadRow, MessageWindowMeta>(() => {
      if (!isDone(list.rows(), list.meta())) return;
      void stop.then((end) => end());
      resolve();
    });
    const stop = device.engine.onMessages(space, 5, (update) => list.take(update));
  });
  return within('a group', patienceMs, done);
}

const p95 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
