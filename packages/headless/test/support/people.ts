/** Test people: devices in memory-light temporary profiles, enrolled through the doors that everybody uses. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessageRow, MessageWindowMeta, Priority, ThreadRow } from '@sanad/model/engine/api';
import type { EngineDeps } from '@sanad/model/engine/deps';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { type Device, makeList, messagesIn, startDevice } from '../../src/device.ts';
import { makeNodePlatform, type NodePlatformOptions } from '../../src/node-platform.ts';
import { openProfile, type Profile } from '../../src/profile.ts';
import type { ServerProcess } from './server-process.ts';

export interface TestPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  device: Device;
  readonly recoveryCode: string;
  /** Her profile. */
  readonly folder: string;
  user(): UserId;
  /** Stops the engine and the profile; `start` opens them again from disk. */
  stop(): Promise<void>;
  start(options?: Partial<NodePlatformOptions>): Promise<void>;
  /** The thread as a person sees it, waited for until `isThere`. */
  thread(space: SpaceId, isThere: (rows: readonly MessageRow[]) => boolean, timeoutMs?: number): Promise<readonly MessageRow[]>;
  directWith(other: TestPerson): Promise<SpaceId>;
  say(to: TestPerson, text: string, priority?: Priority): Promise<void>;
  /** Stops; the profile folder is the caller's from now on. */
  handOver(): Promise<string>;
  dispose(): Promise<void>;
}

export const waitMs = 20_000;
const password = 'un mot de passe long';

async function open(folder: string): Promise<Profile> {
  const opened = await openProfile(folder);
  if (!opened.ok) throw new Error('profile in use');
  return opened.value;
}

export interface PersonOptions {
  readonly firstAdmin?: boolean;
  readonly platform?: Partial<NodePlatformOptions>;
  /** What stands between the engine and its platform. */
  readonly wrap?: (deps: EngineDeps) => EngineDeps;
}
/** Where people are enrolled. */
export type Hospital = Pick<ServerProcess, 'url' | 'firstAdminToken'>;

export async function makePerson(server: Hospital, name: string, options: PersonOptions = {}): Promise<TestPerson> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-person-'));
  let profile = await open(folder);
  const { wrap = (deps) => deps } = options;
  const launch = (more: Partial<NodePlatformOptions> = {}): Promise<Device> =>
    startDevice(wrap(makeNodePlatform({ url: server.url, profile, ...options.platform, ...more })));
  const email = `${name.toLowerCase()}.${randomUUID().slice(0, 8)}@chu.tn`;
  const device = await launch();
  await device.waitFor(() => (device.state().phase === 'signed-out' ? true : undefined), waitMs);
  const codes = await device.engine.beginSignUp({
    name,
    email,
    staffNumber: randomUUID().slice(0, 8),
    password,
    profession: 'nurse',
    unit: 'Réanimation',
    deviceLabel: 'test',
    ...(options.firstAdmin ? { firstAdmin: { token: server.firstAdminToken(), organisationName: 'CHU' } } : {}),
  });
  if (!codes.ok) throw new Error(`sign-up: ${JSON.stringify(codes.error)}`);
  const { recoveryCode, askedGroups } = codes.value;
  const done = await device.engine.completeSignUp([recoveryCode[askedGroups[0]] ?? '', recoveryCode[askedGroups[1]] ?? '']);
  if (!done.ok) throw new Error(`sign-up: ${JSON.stringify(done.error)}`);

  const person: TestPerson = {
    name,
    email,
    password,
    device,
    recoveryCode: recoveryCode.join('-'),
    folder,
    user() {
      const state = person.device.state();
      if (!('me' in state)) throw new Error(`${name} has no account: ${state.phase}`);
      return state.me.user;
    },
    async stop() {
      await person.device.close();
      await profile.close();
    },
    async start(more) {
      profile = await open(folder);
      person.device = await launch(more);
      await person.device.waitFor(() => (person.device.state().phase === 'starting' ? undefined : true), waitMs);
    },
    thread: (space, isThere, timeoutMs) => watchThread(name, person.device, space, isThere, timeoutMs),
    async directWith(other) {
      await person.device.waitFor(() => person.device.people().find(({ user }) => user === other.user()), waitMs);
      const opened = await person.device.engine.openDirect(other.user());
      if (!opened.ok) throw new Error(`direct: ${JSON.stringify(opened.error)}`);
      return opened.value;
    },
    async say(to, text, priority = 'normal') {
      const sent = await person.device.engine.sendMessage(await person.directWith(to), text, priority);
      if (!sent.ok) throw new Error(`send: ${JSON.stringify(sent.error)}`);
    },
    async handOver() {
      await person.stop();
      return folder;
    },
    async dispose() {
      await person.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return person;
}

/** An administrator and colleagues that she approved. */
export async function makeWard(
  server: ServerProcess,
  ...names: readonly string[]
): Promise<readonly [TestPerson, ...TestPerson[]]> {
  const admin = await makePerson(server, 'Admin', { firstAdmin: true });
  const people: TestPerson[] = [];
  for (const name of names) {
    const person = await makePerson(server, name);
    await approve(admin, person);
    people.push(person);
  }
  return [admin, ...people];
}

export async function approve(admin: TestPerson, person: TestPerson): Promise<void> {
  await admin.device.waitFor(() => (admin.device.sync()?.connectivity === 'online' ? true : undefined), waitMs);
  const approved = await admin.device.engine.approve(person.user(), { role: 'member' });
  if (!approved.ok) throw new Error(`approve: ${JSON.stringify(approved.error)}`);
  await person.device.engine.checkApproval();
  const ready = await person.device.waitFor(() => (person.device.state().phase === 'ready' ? true : undefined), waitMs);
  if (ready === undefined) throw new Error(`${person.name} is ${person.device.state().phase}`);
}

/** Until `who` finds the other one in the directory: nobody else is asked into a group, or written to. */
export function finds({ name, device }: TestPerson, other: TestPerson): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (failure?: Error) => {
      clearTimeout(timer);
      void stop.then((end) => end());
      if (failure === undefined) resolve();
      else reject(failure);
    };
    const timer = setTimeout(() => finish(new Error(`${name} does not find ${other.name}`)), waitMs);
    const stop = device.engine.onDirectory((people) => {
      if (people.some(({ user }) => user === other.user())) finish();
    });
  });
}

/** The thread as a person sees it, waited for until `isThere`. */
export function watchThread(
  name: string,
  { engine }: Device,
  space: SpaceId,
  isThere: (rows: readonly MessageRow[]) => boolean,
  timeoutMs = waitMs,
): Promise<readonly MessageRow[]> {
  return new Promise((resolve, reject) => {
    const list = makeList<ThreadRow, MessageWindowMeta>(() => {
      if (isThere(messagesIn(list.rows()))) finish();
    });
    const timer = setTimeout(() => {
      void stop.then((end) => end());
      reject(new Error(`${name} sees ${JSON.stringify(messagesIn(list.rows()).map(({ text, delivery }) => [text, delivery]))}`));
    }, timeoutMs);
    const stop = engine.onMessages(space, 100_000, (update) => list.take(update));
    const finish = (): void => {
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve(messagesIn(list.rows()));
    };
  });
}

/** A fresh profile, signed in with the password only. */
export async function openNewBrowser(
  server: Hospital,
  owner: TestPerson,
  wrap: (deps: EngineDeps) => EngineDeps = (deps) => deps,
): Promise<{ readonly device: Device; dispose(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-browser-'));
  const profile = await open(folder);
  const device = await startDevice(wrap(makeNodePlatform({ url: server.url, profile })));
  await device.waitFor(() => (device.state().phase === 'signed-out' ? true : undefined), waitMs);
  const signedIn = await device.engine.signIn(owner.email, owner.password);
  if (!signedIn.ok) throw new Error(`sign-in: ${JSON.stringify(signedIn.error)}`);
  return {
    device,
    async dispose() {
      await device.close();
      await profile.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
