/** A lost phone: its owner revokes it from another device, and every space that she shares gets a key that the phone does not know. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceId, SpaceId, UserId } from '@sanad/model/ids';
import { type Device, startDevice } from '../device.ts';
import { makeNodePlatform } from '../node-platform.ts';
import { openProfile } from '../profile.ts';
import { addDevices } from './people.ts';
import { connectPostgres, type PostgresClient, postgresUrl } from './postgres.ts';
import { atMost, type Row } from './report.ts';
import { seedPeople } from './seed.ts';
import type { Ground } from './stage.ts';
import { must, sleep } from './waiting.ts';

const patienceMs = 120_000;
const maxHealMs = 10_000;
const lookEveryMs = 10;

export async function measureLostPhone({ server, population, options, say }: Ground): Promise<readonly Row[]> {
  const { spaces, members } = options.sizes.lostPhone;
  const [founder] = population.people;
  if (founder === undefined) throw new Error('an administrator');
  const postgres = await connectPostgres(postgresUrl(server.dataFolder));
  const users = await seedPeople(postgres, founder, population.organisationHash, members - 1, 'garde');
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-lost-'));
  const profile = must('profile', await openProfile(folder));
  const device = await startDevice(makeNodePlatform({ url: server.url, profile }));
  try {
    await until(device, () => device.state().phase === 'signed-out');
    must('sign-in', await device.engine.signIn(founder.email, founder.password));
    must('recovery', await device.engine.recover(founder.identity.recoveryCode.join('-'), 'bench'));
    const [phone] = await addDevices(founder, 1);
    if (phone === undefined) throw new Error('a phone');
    await until(device, () => users.every((user) => device.people().some((person) => person.user === user)));
    const made = await makeGroups(device, spaces, users);
    await isGranted(postgres, founder.identity.user, made, 0);
    say(`  ${made.length} groups stand`);
    return [await heal(device, postgres, founder.identity.user, phone.device, made, members)];
  } finally {
    await device.close();
    await profile.close();
    await postgres.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeGroups(device: Device, count: number, members: readonly UserId[]): Promise<readonly SpaceId[]> {
  const made: SpaceId[] = [];
  for (let i = 0; i < count; i++) {
    const form = { name: `Équipe ${i}`, description: '', kind: 'team', picture: undefined, members } as const;
    made.push(must('group', await device.engine.createGroup(form)));
  }
  await device.engine.settled();
  return made;
}

async function heal(
  device: Device,
  postgres: PostgresClient,
  owner: UserId,
  phone: DeviceId,
  spaces: readonly SpaceId[],
  members: number,
): Promise<Row> {
  const startedMs = performance.now();
  must('revoke', await device.engine.revokeDevice(phone));
  const cutOffMs = performance.now() - startedMs;
  await isGranted(postgres, owner, spaces, 1);
  const healMs = performance.now() - startedMs;
  return {
    what: `a lost phone, ${spaces.length} spaces × ${members} members: cut off, and every key renewed`,
    unit: 'ms',
    value: healMs,
    target: atMost(healMs, maxHealMs),
    note: `cut off, with a new user key, after ${cutOffMs.toFixed(0)} ms`,
  };
}

/** The server lists her with this generation of her user key in all of `spaces`. */
async function isGranted(postgres: PostgresClient, owner: UserId, spaces: readonly SpaceId[], generation: number): Promise<void> {
  const text = `select m.space_id from space_member m where m.user_id = $1 and m.uk_gen = $2 and encode(m.space_id, 'hex') = any($3::text[])`;
  for (const startedMs = performance.now(); performance.now() - startedMs < patienceMs; await sleep(lookEveryMs)) {
    const { rows } = await postgres.query({ text, values: [owner, generation, spaces] });
    if (rows.length === spaces.length) return;
  }
  throw new Error(`not every space was granted to generation ${generation}`);
}

async function until(device: Device, look: () => boolean): Promise<void> {
  const found = await device.waitFor(() => (look() ? true : undefined), patienceMs);
  if (found === undefined) throw new Error(`the device is ${device.state().phase}, knows ${device.people().length}`);
}
