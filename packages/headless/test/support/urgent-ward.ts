/** People with real engines who write urgent messages and answer them while everything fails: what each of them does, and what each of them sees. */

import type { UrgentItem } from '@sanad/model/engine/api-urgent';
import type { EngineDeps } from '@sanad/model/engine/deps';
import { makeRowReader } from '@sanad/model/engine/row-codec';
import { coldTables } from '@sanad/model/engine/row-tables';
import { openStore } from '@sanad/model/engine/store';
import { UrgentFacts } from '@sanad/model/engine/urgent-facts';
import type { MessageId, SpaceId, UserId } from '@sanad/model/ids';
import type { Device } from '../../src/device.ts';
import type { Cluster } from './cluster.ts';
import { approve, makePerson, openNewBrowser, type TestPerson } from './people.ts';
import type { PushService } from './push-service.ts';
import { makeUnreliable, type Unreliable } from './unreliable.ts';

/** One engine. */
export interface Actor {
  readonly name: string;
  readonly user: UserId;
  readonly device: Device;
  readonly deps: EngineDeps;
  readonly net: Unreliable;
  isOnline: boolean;
}

export interface Sent {
  readonly actor: Actor;
  readonly space: SpaceId;
  readonly id: MessageId;
}
export interface Ward {
  readonly people: readonly TestPerson[];
  readonly actors: readonly Actor[];
  dispose(): Promise<void>;
}

/** The first two of them have two devices. */
export async function makeUrgentWard(cluster: Cluster, random: () => number, names: readonly string[]): Promise<Ward> {
  const actors: Actor[] = [];
  let newest: { readonly deps: EngineDeps; readonly net: Unreliable } | undefined;
  const wrap = (inner: EngineDeps): EngineDeps => {
    const net = makeUnreliable(moved(cluster)(inner), { loss: () => 0, random });
    newest = { deps: net.deps, net };
    return net.deps;
  };
  const keep = (name: string, user: UserId, device: Device): void => {
    if (newest !== undefined) actors.push({ name, user, device, isOnline: true, ...newest });
  };
  const people: TestPerson[] = [];
  for (const [at, name] of ['Admin', ...names].entries()) {
    const person = await makePerson(cluster, name, { firstAdmin: at === 0, wrap });
    keep(name, person.user(), person.device);
    if (people[0] !== undefined) await approve(people[0], person);
    people.push(person);
  }
  const tablets: Awaited<ReturnType<typeof openNewBrowser>>[] = [];
  for (const person of people.slice(1, 3)) {
    const tablet = await openNewBrowser(cluster, person, wrap);
    const made = await tablet.device.engine.recover(person.recoveryCode, 'tablette');
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    keep(`${person.name}/2`, person.user(), tablet.device);
    tablets.push(tablet);
  }
  return {
    people,
    actors,
    async dispose() {
      for (const one of [...people, ...tablets]) await one.dispose();
    },
  };
}

/** The header that tells the server's time is Node's, and knows nothing of a clock that is moved. */
export const withMovedTime =
  (http: EngineDeps['http'], { aheadMs }: Cluster): EngineDeps['http'] =>
  async (request) => {
    const answer = await http(request);
    const atMs = answer.ok ? answer.value.serverTimeMs : undefined;
    return answer.ok && atMs !== undefined ? { ...answer, value: { ...answer.value, serverTimeMs: atMs + aheadMs() } } : answer;
  };

/** A device that lives in the time of the cluster. */
export const moved =
  (cluster: Cluster) =>
  (deps: EngineDeps): EngineDeps => ({ ...deps, clock: cluster.clock, http: withMovedTime(deps.http, cluster) });

/** What the lane of a device holds now. */
export const laneOf = ({ device }: Actor): Promise<readonly UrgentItem[]> =>
  new Promise((resolve) => {
    const stop = device.engine.onUrgents((items) => {
      void stop.then((end) => end());
      resolve(items);
    });
  });

export async function subscribePush(service: PushService, { name, device }: Actor): Promise<void> {
  await device.engine.savePush(service.subscribe(name)); // offline: the next time that it is
}

/** What this device keeps of urgent messages. */
export async function factsOf({ deps }: Actor): Promise<ReadonlyMap<MessageId, UrgentFacts>> {
  const tabs = { post: () => undefined, onMessage: () => undefined, close: () => undefined };
  const read = makeRowReader(UrgentFacts, (row) => row);
  const store = await openStore(deps.rows, await deps.localKey.load(), tabs, coldTables);
  return new Map(
    store
      .all('urgent')
      .flatMap(({ value }) => read(value) ?? [])
      .map((row) => [row.id, row]),
  );
}
