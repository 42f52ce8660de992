/** Urgent messages as the server sees them: plans, signed answers, appends that tell of them, subscriptions, and what stands in the tables. */
import { type AlarmId, alarmIdFromBytes, idToBytes, type LogId, type SpaceId, type UserId } from '@sanad/model/ids';
import { type AlarmAnswer, type AlarmPlan, answerInput, type Notice } from '@sanad/model/wire/alarm';
import { zeroHash } from '@sanad/model/wire/fields';
import pg from 'pg';
import { createWorld, joinSocket, type Loose, type SignedInPerson, type TestSocket, type World } from './test-client.ts';
import { asMember, makeChunk, makeRecord, newGroup, random, randomLog, signWith, type TestPerson } from './test-device.ts';
import { startTestServer, type TestServer } from './test-server.ts';

export const minuteMs = 60_000;

export const makePlan = (changes: Partial<AlarmPlan> = {}): AlarmPlan => ({
  id: alarmIdFromBytes(random(16)),
  need: 'one',
  everyMs: 2 * minuteMs,
  forMs: 20 * minuteMs,
  stages: [],
  report: [],
  ...changes,
});
export const urgent = (plan: AlarmPlan): Notice => ({ kind: 'urgent', plan });

export function makeAnswer(by: TestPerson, alarm: AlarmId, word: AlarmAnswer['word'], atMs: number, to?: UserId): AlarmAnswer {
  const said = { alarm, user: by.user, device: by.device, word, atMs, ...(to === undefined ? {} : { to }) };
  return { ...said, sig: signWith(by.keys, answerInput(said)) };
}

export async function makeGroup(author: SignedInPerson, ...others: readonly SignedInPerson[]): Promise<SpaceId> {
  const { space, changes } = newGroup();
  const members = [asMember(author), ...others.map((one) => asMember(one, false))];
  const { request } = makeRecord(author, space, 'group', members, undefined, { changes });
  const made = await author.client.post(`/spaces/${space}/epochs`, request);
  if (made.status !== 200) throw new Error(`group: ${JSON.stringify(made.body)}`);
  return space;
}

/** Somebody who writes to a log of her own in a space, chunk after chunk. */
export interface Writer {
  readonly log: LogId;
  readonly append: (notices?: readonly Notice[]) => Promise<Loose>;
}
export function makeWriter(socket: TestSocket, person: SignedInPerson, space: SpaceId, log: LogId = randomLog()): Writer {
  let n = 0;
  let prev: Uint8Array = zeroHash;
  return {
    log,
    append: async (notices) => {
      const chunk = makeChunk(person, log, { n: n + 1, prev });
      const told = notices === undefined ? {} : { notices };
      const answer = await socket.ask({ type: 'append', space, log, chunk: chunk.bytes, ...told });
      if (answer.type === 'appended') {
        n += 1;
        prev = chunk.hash;
      }
      return answer;
    },
  };
}

export interface Tables {
  readonly query: (text: string, values?: readonly unknown[]) => Promise<readonly Loose[]>;
  /** Every device of these people can be woken. */
  readonly subscribe: (...people: readonly TestPerson[]) => Promise<void>;
  readonly alarm: (id: AlarmId) => Promise<Loose>;
  /** Rings so far, by person. */
  readonly rings: (id: AlarmId) => Promise<ReadonlyMap<UserId, number>>;
  /** Pushes that wait, oldest first: kind, whose, ring. */
  readonly pushes: () => Promise<
    readonly { readonly user: UserId; readonly kind: string; readonly ring?: number; readonly payload: Loose }[]
  >;
  readonly clearPushes: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openTables(url: string): Promise<Tables> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const query = async (text: string, values: readonly unknown[] = []): Promise<readonly Loose[]> =>
    (await client.query<Loose>(text, [...values])).rows;
  return {
    query,
    subscribe: async (...people) => {
      for (const { user } of people)
        await query(
          `insert into push_subscription (device_key, user_id, endpoint, p256dh, auth, created_at_ms)
           select key, user_id, 'https://push.example/' || key, $2, $3, 0 from device where user_id = $1 on conflict do nothing`,
          [user, random(65), random(16)],
        );
    },
    alarm: async (id) => (await query('select * from alarm where id = $1', [idToBytes(id)]))[0],
    rings: async (id) => {
      const rows = await query('select user_id, rings from alarm_person where alarm = $1', [idToBytes(id)]);
      return new Map(rows.map(({ user_id, rings }) => [user_id, rings]));
    },
    pushes: async () => {
      const rows = await query(
        'select s.user_id, j.payload from push_job j join push_subscription s using (device_key) order by j.id',
      );
      return rows.map(({ user_id, payload }) => ({ user: user_id, kind: payload.k, ring: payload.r, payload }));
    },
    clearPushes: async () => void (await query('delete from push_job')),
    close: () => client.end(),
  };
}

/** A server that rings when a test says so, and four colleagues with a device each that can be woken. */
export interface AlarmWorld {
  readonly server: TestServer;
  readonly world: World;
  readonly tables: Tables;
  readonly clock: { ms: number };
  readonly people: readonly [SignedInPerson, SignedInPerson, SignedInPerson, SignedInPerson];
  /** Of the first of them. */
  readonly socket: TestSocket;
  /** Its plan; whoever rings at once has rung. */
  readonly send: (writer: Writer, changes?: Partial<AlarmPlan>) => Promise<AlarmPlan>;
  /** As the device of this person signs it now. */
  readonly say: (by: SignedInPerson, alarm: AlarmId, word: AlarmAnswer['word'], to?: UserId) => Promise<Loose>;
  /** Whose device is to be woken, and for what. */
  readonly kinds: () => Promise<(readonly [user: UserId, kind: string])[]>;
  /** Nothing is left of the test before, nor of its limits per hour. */
  readonly begin: () => Promise<void>;
  /** Nothing is left of the test before. */
  readonly clear: () => Promise<void>;
  readonly stop: () => Promise<void>;
}
export async function startAlarmWorld(): Promise<AlarmWorld> {
  const clock = { ms: Date.now() };
  const server = await startTestServer({}, { nowMs: () => clock.ms, alarmPollMs: 0 });
  const world = await createWorld(server);
  const tables = await openTables(server.databaseUrl);
  const people = [await world.colleague(), await world.colleague(), await world.colleague(), await world.colleague()] as const;
  await tables.subscribe(...people);
  const [first, ...others] = people;
  for (const person of others) (await joinSocket(server, person)).close(); // binds session and device
  const socket = await joinSocket(server, first);
  const clear = async (): Promise<void> => {
    await server.ringDue(clock.ms); // a wake-up that is under way is through
    await tables.query('delete from alarm');
    await tables.query('delete from alarm_place');
    await tables.clearPushes();
  };
  return {
    ...{ server, world, tables, clock, people, socket, clear },
    async send(writer, changes) {
      const plan = makePlan(changes);
      const answer = await writer.append([urgent(plan)]);
      if (answer.type !== 'appended') throw new Error(`urgent: ${JSON.stringify(answer)}`);
      await server.ringDue(clock.ms);
      return plan;
    },
    say: (by, alarm, word, to) => by.client.post('/alarms/answers', makeAnswer(by, alarm, word, clock.ms, to)),
    kinds: async () => (await tables.pushes()).map(({ user, kind }) => [user, kind] as const),
    async begin() {
      clock.ms += 3 * 3_600_000;
      await clear();
    },
    async stop() {
      socket.close();
      await tables.close();
      await server.stop();
    },
  };
}
