/**
 * Several server processes on one database (DB-5). Every process listens; NOTIFY is sent only while another process has a heartbeat,
 * because it serialises commits. Postgres is the truth: a notification only says what to read.
 *
 * A process that starts says `hello` and waits for the others to have heard it before it accepts sockets, so that no commit of theirs
 * can fall between. When the listening connection breaks, what was missed is unknown: `onGap` tells the owner.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Database, Queryable } from './database.ts';

const channel = 'sanad';
const heartbeatMs = 5000;
const staleAfter = '15 seconds';
const helloPatienceMs = 1000;
/** A NOTIFY holds 8,000 bytes. */
export const maxNotifyBytes = 7800;

export interface FanOut {
  /** Are other processes there? Only then is anything sent. */
  readonly hasPeers: () => boolean;
  /** `payload` is text of at most `maxNotifyBytes`; sent with the transaction of `client` when given. */
  readonly publish: (kind: string, payload: string, client?: Queryable) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface FanOutOptions {
  readonly url: string;
  readonly database: Database;
  readonly onMessage: (kind: string, payload: string) => void;
  /** Notifications may have been missed while peers were there. */
  readonly onGap: () => void;
  readonly onError: (error: unknown) => void;
}

export async function startFanOut(options: FanOutOptions): Promise<FanOut> {
  const id = randomUUID();
  const peers = new Set<string>();
  const heard = new Set<string>();
  let stopped = false;
  let listener: pg.Client | undefined;

  const send = async (kind: string, payload: string, client: Queryable = options.database): Promise<void> => {
    await client.query('select pg_notify($1, $2)', [channel, `${id} ${kind} ${payload}`]);
  };
  const receive = (message: string): void => {
    const [sender = '', kind = '', ...rest] = message.split(' ');
    if (sender === id) return;
    const payload = rest.join(' ');
    if (kind === 'hello') {
      peers.add(sender);
      send('heard', sender).catch(options.onError);
    } else if (kind === 'heard') {
      if (payload === id) heard.add(sender);
    } else if (kind === 'bye') peers.delete(sender);
    else options.onMessage(kind, payload);
  };
  const listen = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: options.url, keepAlive: true, application_name: 'sanad-listen' });
    client.on('error', options.onError);
    client.on('notification', (notification) => receive(notification.payload ?? ''));
    client.on('end', () => {
      if (!stopped && listener === client) relisten(250);
    });
    await client.connect();
    await client.query(`listen ${channel}`);
    listener = client;
  };
  const relisten = (waitMs: number): void => {
    listener = undefined;
    setTimeout(() => {
      if (stopped) return;
      listen().then(
        () => {
          if (peers.size > 0) options.onGap();
        },
        (error: unknown) => {
          options.onError(error);
          relisten(Math.min(waitMs * 2, 5000));
        },
      );
    }, waitMs).unref();
  };
  const beat = async (): Promise<void> => {
    await options.database.query('insert into process (id) values ($1) on conflict (id) do update set heartbeat_at = now()', [
      id,
    ]);
    const { rows } = await options.database.query<{ id: string }>(
      `select id from process where id <> $1 and heartbeat_at > now() - interval '${staleAfter}'`,
      [id],
    );
    peers.clear();
    for (const row of rows) peers.add(row.id);
  };

  await listen();
  await beat();
  await options.database.query("delete from process where heartbeat_at < now() - interval '1 hour'");
  if (peers.size > 0) {
    await send('hello', '');
    for (let waitedMs = 0; waitedMs < helloPatienceMs && [...peers].some((peer) => !heard.has(peer)); waitedMs += 20) {
      await new Promise((done) => setTimeout(done, 20));
    }
  }
  const timer = setInterval(() => {
    beat().catch(options.onError);
  }, heartbeatMs);
  timer.unref();
  return {
    hasPeers: () => peers.size > 0,
    publish: async (kind, payload, client) => {
      if (peers.size > 0) await send(kind, payload, client);
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      try {
        await options.database.query('delete from process where id = $1', [id]);
        if (peers.size > 0) await send('bye', '');
      } catch (error) {
        options.onError(error); // the database is gone: the heartbeat runs out by itself
      }
      await listener?.end().catch(options.onError);
    },
  };
}
