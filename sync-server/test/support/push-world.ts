/** A server whose clock is moved by hand, with a push service beside it. Pushes go out when a test says so. */
import { alarmIdFromBytes, logIdFromBytes, spaceIdFromBytes } from '@sanad/model/ids';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { enqueueWakes, type Wake } from '../../src/push/enqueue-wakes.ts';
import type { ServerOptions } from '../../src/server.ts';
import { type PushService, type Subscriber, startPushService } from './push-service.ts';
import { createWorld, joinSocket, type Loose, type SignedInPerson, type World } from './test-client.ts';
import { random } from './test-device.ts';
import { startTestServer, type TestServer } from './test-server.ts';

export interface PushWorld {
  readonly server: TestServer;
  readonly world: World;
  readonly service: PushService;
  readonly database: Database;
  nowMs: number;
  /** Sends what is due at the time to which the clock was moved. */
  readonly send: (afterMs?: number) => Promise<void>;
  /** A colleague whose device can be woken. */
  readonly reachable: (
    who?: Parameters<World['colleague']>[0],
  ) => Promise<{ readonly person: SignedInPerson; readonly phone: Subscriber }>;
  readonly wake: (person: SignedInPerson, wake?: Partial<Wake>) => Promise<void>;
  readonly jobs: (person: SignedInPerson) => Promise<readonly Loose[]>;
  readonly stop: () => Promise<void>;
}

export const someAlarm = () => alarmIdFromBytes(random(16));
export const somePlace = () => ({ space: spaceIdFromBytes(random(16)), log: logIdFromBytes(random(16)), seq: 7 });

export async function startPushWorld(options: ServerOptions = {}): Promise<PushWorld> {
  const service = await startPushService();
  const clock = { nowMs: Date.now() };
  const server = await startTestServer(
    { pushServices: [service.origin], pushContact: 'mailto:it@hospital.example' },
    { nowMs: () => clock.nowMs, ...options },
  );
  const world = await createWorld(server);
  const database = openDatabase(server.databaseUrl, () => undefined, 4);
  return {
    server,
    world,
    service,
    database,
    get nowMs() {
      return clock.nowMs;
    },
    set nowMs(nowMs) {
      clock.nowMs = nowMs;
    },
    send: async (afterMs = 0) => {
      clock.nowMs += afterMs;
      await server.sendPushes(clock.nowMs);
    },
    reachable: async (who) => {
      const person = await world.colleague(who);
      (await joinSocket(server, person)).close();
      const phone = service.subscribe();
      const answer = await person.client.post('/me/push', phone.subscription);
      if (answer.status !== 200) throw new Error(`subscribe: ${JSON.stringify(answer.body)}`);
      return { person, phone };
    },
    wake: async (person, wake = {}) => {
      await enqueueWakes(
        database,
        [{ user: person.user, kind: 'message', place: somePlace(), ttlSeconds: 3600, ...wake }],
        clock.nowMs,
      );
    },
    jobs: async (person) => {
      const { rows } = await database.query(
        'select j.* from push_job j join push_subscription s using (device_key) where s.user_id = $1 order by j.id',
        [person.user],
      );
      return rows;
    },
    stop: async () => {
      await database.end();
      await server.stop();
      await service.stop();
    },
  };
}
