/**
 * Random histories of a group against the real server (EPOCH-11 … EPOCH-15): two administrators add, remove and promote at once, people
 * leave, write, lose replies, go offline and crash. Afterwards: everybody who is in agrees on who is in and on every message; who is out
 * has nothing that was written after her removal.
 *
 * SANAD_SEEDS="7 8" runs other seeds; SANAD_STEPS makes a history longer. A failing seed stays in `seeds`.
 */
import { rmSync } from 'node:fs';
import type { Group, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId, UserId } from '@sanad/model/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Device, makeList, messagesIn, startDevice } from '../src/device.ts';
import { makeNodePlatform } from '../src/node-platform.ts';
import { openProfile, type Profile } from '../src/profile.ts';
import { approve, makePerson, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';
import { makeUnreliable, seededRandom, type Unreliable } from './support/unreliable.ts';

const seeds = (process.env['SANAD_SEEDS'] ?? '1').split(/\s+/).map(Number);
const steps = Number(process.env['SANAD_STEPS'] ?? 90);

let server: ServerProcess;
let admin: TestPerson | undefined;
beforeAll(async () => {
  server = await makeServerProcess();
  admin = await makePerson(server, 'Admin', { firstAdmin: true });
});
afterAll(async () => {
  await admin?.dispose();
  await server?.dispose();
});

interface Actor {
  readonly name: string;
  readonly user: UserId;
  readonly folder: string;
  profile: Profile;
  device: Device;
  unreliable: Unreliable;
}

async function openActor(
  base: Pick<Actor, 'name' | 'user' | 'folder'>,
  random: () => number,
  loss: () => number,
): Promise<Actor> {
  const opened = await openProfile(base.folder);
  if (!opened.ok) throw new Error('profile in use');
  const profile = opened.value;
  const unreliable = makeUnreliable(makeNodePlatform({ url: server.url, profile, random, maxEpochAgeMs: 5000 }), {
    loss,
    random,
  });
  const device = await startDevice(unreliable.deps);
  await device.waitFor(() => (device.state().phase === 'starting' ? undefined : true), waitMs);
  return { ...base, profile, unreliable, device };
}

interface View {
  readonly rows: readonly ThreadRow[];
  readonly group: Group | undefined;
}
function sees(actor: Actor, space: SpaceId, isThere: (view: View) => boolean, what: string): Promise<View> {
  return new Promise((resolve, reject) => {
    const now = (): View => ({ rows: list.rows(), group: list.meta()?.group });
    const list = makeList<ThreadRow, MessageWindowMeta>(() => {
      if (!isThere(now())) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve(now());
    });
    const timer = setTimeout(() => {
      void stop.then((end) => end());
      const { rows, group } = now();
      const people = group?.people.map(({ user, admin, waiting }) => [user.slice(-4), admin, waiting]);
      reject(
        new Error(
          `${actor.name}, ${what}: ${JSON.stringify({ texts: messagesIn(rows).map(({ text, delivery }) => `${text} ${delivery ?? ''}`), people, ended: group?.ended })}`,
        ),
      );
    }, 40_000);
    const stop = actor.device.engine.onMessages(space, 100_000, (update) => list.take(update));
  });
}

type Groups = ReadonlyMap<UserId, Group | undefined>;
/** The group as each of them sees it, watched at once and waited for. */
async function groupsUntil(
  actors: readonly Actor[],
  space: SpaceId,
  isThere: (groups: Groups) => boolean,
  complaint: string,
): Promise<Groups> {
  const groups = new Map<UserId, Group | undefined>();
  const ends: Promise<() => void>[] = [];
  const seen = new Promise<Groups>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(complaint)), 40_000);
    for (const { user, device } of actors) {
      const list = makeList<ThreadRow, MessageWindowMeta>(() => {
        groups.set(user, list.meta()?.group);
        if (groups.size < actors.length || !isThere(groups)) return;
        clearTimeout(timer);
        resolve(new Map(groups));
      });
      ends.push(device.engine.onMessages(space, 1, (update) => list.take(update)));
    }
  });
  try {
    return await seen;
  } finally {
    for (const end of await Promise.all(ends)) end();
  }
}

/** No wish waits, nobody is listed who left, and both administrators see the same people. */
function isStable(groups: Groups, first: UserId, next: UserId): boolean {
  const membersOf = (group: Group | undefined): string =>
    (group?.people ?? [])
      .map(({ user, waiting }) => `${user} ${waiting ?? ''}`)
      .sort()
      .join();
  const [one, other] = [groups.get(first), groups.get(next)];
  const isSettled = one?.people.every(({ waiting }) => waiting === undefined) === true;
  const hasLeft = one?.people.some(({ user }) => groups.get(user)?.ended !== undefined) === true;
  return isSettled && !hasLeft && membersOf(one) === membersOf(other);
}

test.each(seeds)(
  'EPOCH-13, EPOCH-15, SYNC-9: random membership %i converges, and who is out reads nothing newer',
  async (seed) => {
    const random = seededRandom(seed);
    const pick = <T>(items: readonly T[]): T => {
      const found = items[Math.floor(random() * items.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    };
    let lossRate = 0;
    const loss = (): number => lossRate;
    const actors: Actor[] = [];
    const ward: TestPerson[] = [];
    for (const name of ['Amel', 'Youssef', 'Sonia', 'Karim', 'Leila']) {
      const person = await makePerson(server, name);
      if (admin !== undefined) await approve(admin, person);
      ward.push(person);
    }
    for (const person of ward) {
      const [name, user] = [person.name, person.user()];
      for (const other of ward)
        await person.device.waitFor(
          () => person.device.people().find((one) => one.user === other.user() || other === person),
          waitMs,
        );
      actors.push(await openActor({ name, user, folder: await person.handOver() }, random, loss));
    }
    const [founder, second] = actors;
    if (founder === undefined || second === undefined) throw new Error('five people');
    const made = await founder.device.engine.createGroup({
      name: `Groupe ${seed}`,
      description: '',
      kind: 'team',
      picture: undefined,
      members: actors.slice(1).map(({ user }) => user),
    });
    if (!made.ok) throw new Error(made.error.type);
    const space = made.value;
    const [first, next] = [founder.user, second.user];
    for (const actor of actors) await sees(actor, space, ({ group }) => group?.members === 5 && !group.waiting, 'beginning');
    await founder.device.engine.setAdministrator(space, second.user, true);
    await sees(second, space, ({ group }) => group?.admin === true, 'administrator');

    lossRate = 0.05;
    const texts = new Map<MessageId, string>();
    let count = 0;
    for (let step = 0; step < steps; step++) {
      const actor = pick(actors);
      const roll = random();
      if (roll < 0.5) {
        const text = `${actor.name} ${count++}`;
        const sent = await actor.device.engine.sendMessage(space, text, 'normal');
        if (sent.ok) texts.set(sent.value, text);
      } else if (roll < 0.75) {
        const [admin, target] = [pick([founder, second]), pick(actors.slice(2))];
        if (random() < 0.5) await admin.device.engine.removeMember(space, target.user);
        else await admin.device.engine.addMembers(space, [target.user]);
      } else if (roll < 0.78) await pick(actors.slice(2)).device.engine.leaveGroup(space);
      else if (roll < 0.9) actor.unreliable.setNetwork(random() < 0.5);
      else if (roll < 0.95) {
        actor.unreliable.freeze();
        await actor.profile.close();
        actors[actors.indexOf(actor)] = Object.assign(actor, await openActor(actor, random, loss));
      } else await new Promise((resolve) => setTimeout(resolve, random() * 40));
    }

    lossRate = 0;
    for (const actor of actors) {
      actor.unreliable.setNetwork(true);
      await actor.device.engine.retryNow();
    }
    // Who left while offline says so now; the two administrators' wishes are written. Then nothing changes any more.
    const settled = await groupsUntil(actors, space, (groups) => isStable(groups, first, next), `seed ${seed}: never settled`);
    const inside = new Set(settled.get(first)?.people.map(({ user }) => user));
    const outside = actors.filter(({ user }) => !inside.has(user));
    for (const actor of outside) await sees(actor, space, ({ group }) => group?.ended !== undefined, 'told that she is out');
    const secret = await founder.device.engine.sendMessage(space, 'pour ceux qui sont là', 'normal');
    if (!secret.ok) throw new Error(secret.error.type);
    const arrived =
      (id: MessageId) =>
      ({ rows }: View): boolean =>
        messagesIn(rows).some((row) => row.id === id) && messagesIn(rows).every(({ delivery }) => delivery !== 'queued');
    for (const actor of actors.filter(({ user }) => inside.has(user))) await sees(actor, space, arrived(secret.value), 'inside');
    for (const actor of outside) {
      const view = await sees(actor, space, () => true, 'outside');
      expect(
        messagesIn(view.rows).some(({ id }) => id === secret.value),
        `seed ${seed}: ${actor.name} is out`,
      ).toBe(false);
    }
    if (outside.length > 0) {
      const added = await founder.device.engine.addMembers(
        space,
        outside.map(({ user }) => user),
      );
      expect(added.ok).toBe(true);
    }
    const orders = new Set<string>();
    for (const actor of actors) {
      const isWhole = ({ rows, group }: View): boolean => {
        const ids = new Map(messagesIn(rows).map((row) => [row.id, row]));
        const hasAll = [...texts.keys(), secret.value].every((id) => ids.has(id) && ids.get(id)?.delivery !== 'queued');
        return hasAll && group?.members === actors.length;
      };
      const view = await sees(actor, space, isWhole, 'everything');
      const shown = messagesIn(view.rows);
      expect(new Set(shown.map(({ id }) => id)).size, `seed ${seed}: ${actor.name} sees nothing twice`).toBe(shown.length);
      orders.add(shown.map(({ id }) => id).join());
      expect(actor.device.sync()?.stopped, `seed ${seed}: ${actor.name}`).toEqual([]);
    }
    expect(orders.size, `seed ${seed}: one order`).toBe(1);
    for (const actor of actors) {
      await actor.device.close();
      await actor.profile.close();
      rmSync(actor.folder, { recursive: true, force: true });
    }
  },
  240_000,
);
