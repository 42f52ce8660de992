/**
 * The directory of a large hospital, and a group as large as groups get, in Chromium (scripts/bench-directory.mjs): thousands of people with real
 * chains, whom the browser verifies one by one before they stand there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { maxMembers } from '@sanad/model/wire/limits';
import { startDevice } from '../device.ts';
import { makeNodePlatform } from '../node-platform.ts';
import { openProfile } from '../profile.ts';
import { longestTask } from './longest-task.ts';
import { type Measured, measureInPage } from './page-script.ts';
import { directoryScript } from './places.ts';
import { connectPostgres, postgresUrl } from './postgres.ts';
import type { Row } from './report.ts';
import { seedPeople } from './seed.ts';
import type { Ground } from './stage.ts';
import { must } from './waiting.ts';

const patienceMs = 900_000;

export async function measureDirectory(ground: Ground): Promise<readonly Row[]> {
  const { server, population, owner, options, say } = ground;
  const me = population.people[owner];
  const [founder] = population.people;
  if (options.browser === 'no' || me === undefined || founder === undefined) return [];
  const size = options.sizes.directoryPeople;
  const postgres = await connectPostgres(postgresUrl(server.dataFolder));
  const users = await seedPeople(postgres, founder, population.organisationHash, size, 'annuaire');
  await postgres.end();
  const members = users.slice(0, maxMembers - 1);
  const group = await makeGroup(ground, members, size);
  say(`  ${size.toLocaleString('en')} people stand, and a group of ${members.length + 1}`);
  const settings = {
    ...{ url: server.url, login: me.email, password: me.password, code: me.identity.recoveryCode.join('') },
    ...{ people: size, group, members: members.length + 1 },
  };
  return measureInPage(ground, 'directory in Chromium', directoryScript, settings, (measured) =>
    rowsOf(measured, size, members.length + 1),
  );
}

async function makeGroup({ server, population, owner }: Ground, members: readonly UserId[], people: number): Promise<SpaceId> {
  const me = population.people[owner];
  if (me === undefined) throw new Error('somebody whose group it is');
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-directory-'));
  const profile = must('profile', await openProfile(folder));
  const device = await startDevice(makeNodePlatform({ url: server.url, profile }));
  const until = async (look: () => boolean): Promise<void> => {
    if ((await device.waitFor(() => (look() ? true : undefined), patienceMs)) === undefined)
      throw new Error(`the device is ${device.state().phase}, ${device.sync()?.waiting} wait`);
  };
  try {
    await until(() => device.state().phase === 'signed-out');
    must('sign-in', await device.engine.signIn(me.email, me.password));
    must('recovery', await device.engine.recover(me.identity.recoveryCode.join('-'), 'bench'));
    await until(() => device.people().length >= people);
    await device.engine.settled();
    const form = { name: 'Hôpital', description: '', kind: 'department', picture: undefined, members } as const;
    const space = must('group', await device.engine.createGroup(form));
    await device.engine.settled();
    await until(() => device.sync()?.waiting === 0 && device.sync()?.connectivity === 'online');
    return space;
  } finally {
    await device.close();
    await profile.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(measured: Measured, people: number, members: number): readonly Row[] {
  const longest = (what: string, name: string): Row => longestTask(measured, what, name);
  return [
    {
      what: `app: fresh device, until ${people.toLocaleString('en')} people are verified and listed`,
      unit: 's',
      value: (measured['listedMs'] ?? Number.NaN) / 1000,
    },
    longest(`directory of ${people.toLocaleString('en')} people, scrolled`, 'scroll'),
    longest('its search, typed', 'search'),
    longest(`a group of ${members.toLocaleString('en')} people, its page opened`, 'open'),
    longest('its page, scrolled', 'members'),
  ];
}
