/**
 * Random histories against the real server on the real Postgres (SYNC-5 … SYNC-12): messages, lost requests and replies, devices that die
 * and come back, a browser with two tabs, a device that is off the whole time, keys rotated by several at once, and the server killed
 * with -9 in the middle. Afterwards: nothing lost, nothing unreadable, nothing twice, the same order everywhere.
 *
 * SANAD_SEEDS="2 3 4" runs other seeds; SANAD_STEPS makes a history longer. A failing seed stays in `seeds`.
 */
import { rmSync } from 'node:fs';
import type { MessageId, SpaceId, UserId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Device, startDevice } from '../src/device.ts';
import { makeNodePlatform } from '../src/node-platform.ts';
import { openProfile, type Profile } from '../src/profile.ts';
import { approve, makePerson, type TestPerson, waitMs, watchThread } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';
import { makeTabGroup, type TabGroup } from './support/tabs.ts';
import { makeUnreliable, seededRandom, type Unreliable } from './support/unreliable.ts';

const seeds = (process.env['SANAD_SEEDS'] ?? '1').split(/\s+/).map(Number);
const steps = Number(process.env['SANAD_STEPS'] ?? 120);
/** So short that nearly every push finds a stale key: several devices rotate the same space at once. */
const maxEpochAgeMs = 700;

let server: ServerProcess;
beforeAll(async () => {
  server = await makeServerProcess();
});
afterAll(async () => {
  await server?.dispose();
});

/** One engine: a phone, or a tab of a browser. */
interface Actor {
  readonly name: string;
  device: Device;
  unreliable: Unreliable;
  closeTab(): void;
}
/** One profile on disk with its engines. */
interface Owner {
  readonly name: string;
  readonly user: UserId;
  readonly folder: string;
  profile: Profile;
  group: TabGroup;
  actors: Actor[];
}

async function openOwnedProfile(folder: string): Promise<Profile> {
  const opened = await openProfile(folder);
  if (!opened.ok) throw new Error('profile in use');
  return opened.value;
}

async function startActor(owner: Owner, name: string, random: () => number, loss: () => number): Promise<Actor> {
  const tab = owner.group.open();
  const { lead, tabs, documentNetwork } = tab;
  const platform = makeNodePlatform({
    url: server.url,
    profile: owner.profile,
    random,
    lead,
    tabs,
    documentNetwork,
    maxEpochAgeMs,
  });
  const unreliable = makeUnreliable(platform, { loss, random });
  return { name, unreliable, device: await startDevice(unreliable.deps), closeTab: tab.close };
}

/** A recovery-made second profile would be another device; here the enrolled profile itself is handed over. */
async function makeOwner(name: string, admin: TestPerson | undefined, tabs: number, random: () => number, loss: () => number) {
  const person = await makePerson(server, name, admin === undefined ? { firstAdmin: true } : {});
  if (admin !== undefined) await approve(admin, person);
  return { person, adopt: () => adopt(person, tabs, random, loss) };
}
async function adopt(person: TestPerson, tabs: number, random: () => number, loss: () => number): Promise<Owner> {
  const user = person.user();
  const folder = await person.handOver();
  const owner: Owner = {
    name: person.name,
    user,
    folder,
    profile: await openOwnedProfile(folder),
    group: makeTabGroup(),
    actors: [],
  };
  for (let tab = 0; tab < tabs; tab++) owner.actors.push(await startActor(owner, `${person.name}/${tab}`, random, loss));
  return owner;
}

async function crash(owner: Owner, random: () => number, loss: () => number): Promise<void> {
  const count = owner.actors.length;
  for (const actor of owner.actors) {
    actor.unreliable.freeze();
    actor.closeTab();
  }
  await owner.profile.close();
  owner.profile = await openOwnedProfile(owner.folder);
  owner.group = makeTabGroup();
  owner.actors = [];
  for (let tab = 0; tab < count; tab++) owner.actors.push(await startActor(owner, `${owner.name}/${tab}`, random, loss));
}

test.each(seeds)(
  'SYNC-6, SYNC-8, SYNC-9: random history %i loses nothing, shows nothing twice, and everybody agrees on the order',
  async (seed) => {
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T => {
      const found = list[Math.floor(random() * list.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    };
    let lossRate = 0;
    const loss = (): number => lossRate;
    const enrolled = [];
    const first = seed === seeds[0] ? await makeOwner('Admin', undefined, 1, random, loss) : undefined;
    const admin = first?.person ?? adminOfRun;
    if (admin === undefined) throw new Error('the first seed makes the administrator');
    adminOfRun = admin;
    for (const [name, tabs] of [
      ['Amel', 2],
      ['Youssef', 1],
      ['Sonia', 1],
      ['Dormeur', 1],
    ] as const)
      enrolled.push(await makeOwner(name, admin, tabs, random, loss));
    const owners: Owner[] = [];
    for (const { adopt: take } of enrolled) owners.push(await take());
    const sleeper = owners[3];
    if (sleeper === undefined) throw new Error('four owners');
    const awake = owners.filter((owner) => owner !== sleeper);

    const direct = async (actor: Actor, peer: UserId): Promise<SpaceId> => {
      await actor.device.waitFor(() => actor.device.people().find(({ user }) => user === peer), waitMs);
      const opened = await actor.device.engine.openDirect(peer);
      if (!opened.ok) throw new Error(`${actor.name}: ${opened.error.type}`);
      return opened.value;
    };
    for (const owner of owners)
      for (const actor of owner.actors)
        await actor.device.waitFor(() => (actor.device.people().length >= 4 ? true : undefined), waitMs);

    const written = new Map<SpaceId, { readonly owners: readonly Owner[]; readonly ids: MessageId[] }>();
    let count = 0;
    const say = async (owner: Owner, peer: Owner): Promise<void> => {
      const actor = pick(owner.actors);
      const space = await direct(actor, peer.user);
      const sent = await actor.device.engine.sendMessage(space, `${owner.name} ${count++}`, 'normal');
      if (!sent.ok) throw new Error(`${actor.name}: ${sent.error.type}`);
      const conversation = written.get(space) ?? { owners: [owner, peer], ids: [] };
      conversation.ids.push(sent.value);
      written.set(space, conversation);
    };
    // Before anybody of them wrote: the sleeper's first message is older than the conversation.
    for (const actor of sleeper.actors) actor.unreliable.setNetwork(false);
    for (const peer of awake) await say(sleeper, peer);

    lossRate = 0.06;
    for (let step = 0; step < steps; step++) {
      const owner = pick(awake);
      const peer = pick(owners.filter((other) => other !== owner));
      const roll = random();
      if (roll < 0.62) await say(owner, peer);
      else if (roll < 0.72) for (const actor of owner.actors) actor.unreliable.setNetwork(random() < 0.5);
      else if (roll < 0.8) await crash(owner, random, loss);
      else if (roll < 0.84) await owner.actors[0]?.device.engine.retryNow();
      else await new Promise((resolve) => setTimeout(resolve, random() * 30));
      if (step === Math.floor(steps / 3) || step === Math.floor((2 * steps) / 3)) {
        await server.kill();
        for (const other of awake) await say(other, pick(owners.filter((someone) => someone !== other)));
        await server.start();
      }
    }

    lossRate = 0;
    for (const owner of owners)
      for (const actor of owner.actors) {
        actor.unreliable.setNetwork(true);
        await actor.device.engine.retryNow();
      }
    for (const [space, { owners: talking, ids }] of written) {
      const orders: string[] = [];
      for (const owner of talking)
        for (const actor of owner.actors) {
          const isComplete = (rows: readonly { readonly id: MessageId; readonly delivery: string | undefined }[]): boolean =>
            rows.length >= ids.length && rows.every(({ delivery }) => delivery !== 'queued');
          const rows = await watchThread(`seed ${seed}: ${actor.name}`, actor.device, space, isComplete, 60_000);
          expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids));
          expect(rows).toHaveLength(ids.length);
          orders.push(rows.map(({ id }) => id).join());
        }
      expect(new Set(orders).size, `seed ${seed}: one order`).toBe(1);
    }
    for (const owner of owners)
      for (const { device, name } of owner.actors) expect(device.sync()?.stopped, `seed ${seed}: ${name}`).toEqual([]);

    for (const owner of owners) {
      for (const { device } of owner.actors) await device.close();
      await owner.profile.close();
      rmSync(owner.folder, { recursive: true, force: true });
    }
  },
  240_000,
);

let adminOfRun: TestPerson | undefined;
afterAll(async () => adminOfRun?.dispose());
