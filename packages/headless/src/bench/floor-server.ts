/**
 * The floors: what the same work costs when nothing but it is done. A process of its own, started by floor.ts.
 *
 *   1  every frame goes on to the other member and is acknowledged
 *   2  the same, after one durable multi-row insert per commit window of ~2 ms
 *   3  the same, after one Ed25519 verification per message
 *
 * It parses nothing: the fields it needs stand at the same place in every frame (prepared.ts).
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { utf8 } from '@sanad/model/bytes';
import { encodeCbor } from '@sanad/model/cbor';
import { type WebSocket, WebSocketServer } from 'ws';
import { connectPostgres, type PostgresClient } from './postgres.ts';

export interface FloorSettings {
  readonly level: 1 | 2 | 3;
  readonly postgresUrl: string;
  readonly table: string;
  /** Members of each space, as places of devices. */
  readonly spaces: readonly { readonly space: string; readonly members: readonly number[] }[];
  /** JWK `x` of each device's verification key. */
  readonly keys: readonly string[];
  /** Where the space's 32 digits and the chunk's length stand in a frame. */
  readonly spaceAt: number;
  readonly chunkAt: number;
}

interface Room {
  readonly key: number;
  readonly members: readonly number[];
  seq: number;
}
interface Item {
  readonly frame: Uint8Array;
  readonly chunk: Uint8Array;
  readonly room: Room;
  readonly author: number;
}

const gatherMs = 2;
const signatureBytes = 64;
const domain = utf8('sanad/chunk/v1\0');
const acknowledgement = encodeCbor({
  type: 'appended',
  ref: 1,
  log: '0'.repeat(32),
  seq: 1,
  head: new Uint8Array(32),
  senderId: 'server',
});

async function serve(settings: FloorSettings): Promise<number> {
  const rooms = new Map(settings.spaces.map(({ space, members }, key): [string, Room] => [space, { key, members, seq: 0 }]));
  const keys = settings.keys.map((x) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }));
  const sockets = new Map<number, WebSocket>();
  const store = settings.level === 1 ? undefined : await openStore(settings);

  const deliver = ({ frame, room, author }: Item): void => {
    for (const member of room.members) if (member !== author) sockets.get(member)?.send(frame);
    sockets.get(author)?.send(acknowledgement);
  };
  const queue = store && makeQueue(store, deliver);
  const accept = (item: Item): void => (queue === undefined ? deliver(item) : queue(item));
  const take = (frame: Uint8Array, author: number): void => {
    const item = readItem(settings, rooms, frame, author);
    if (settings.level < 3) accept(item);
    else verifyItem(item, keys[author], () => accept(item));
  };

  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (socket, request) => {
    const device = Number(new URL(request.url ?? '/', 'http://floor').searchParams.get('device'));
    sockets.set(device, socket);
    socket.on('message', (data) => data instanceof Uint8Array && take(data, device));
  });
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function readItem(
  { spaceAt, chunkAt }: FloorSettings,
  rooms: ReadonlyMap<string, Room>,
  frame: Uint8Array,
  author: number,
): Item {
  const room = rooms.get(String.fromCharCode(...frame.subarray(spaceAt, spaceAt + 32)));
  if (room === undefined) throw new Error('a frame of no room');
  const length = ((frame[chunkAt] ?? 0) << 8) | (frame[chunkAt + 1] ?? 0);
  return { frame, chunk: frame.subarray(chunkAt + 2, chunkAt + 2 + length), room, author };
}

function verifyItem({ chunk }: Item, key: KeyObject | undefined, then: () => void): void {
  if (key === undefined) throw new Error('a device without a key');
  const end = chunk.length - signatureBytes;
  const signed = new Uint8Array(domain.length + end);
  signed.set(domain);
  signed.set(chunk.subarray(0, end), domain.length);
  verify(null, signed, key, chunk.subarray(end), (error, valid) => {
    if (error !== null || !valid) throw new Error('a signature does not verify');
    then();
  });
}

type Store = (items: readonly Item[]) => Promise<void>;

/** What comes within the window, or while the last batch is written, is one batch. */
function makeQueue(store: Store, deliver: (item: Item) => void): (item: Item) => void {
  let waiting: Item[] = [];
  let isRunning = false;
  const run = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done, gatherMs));
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await store(batch);
      for (const item of batch) deliver(item);
    }
    isRunning = false;
  };
  return (item) => {
    waiting.push(item);
    if (isRunning) return;
    isRunning = true;
    run().catch(end);
  };
}

async function openStore({ postgresUrl, table }: FloorSettings): Promise<Store> {
  const client = await connectPostgres(postgresUrl);
  await client.query({
    text: `create table ${table} (log int, seq int, received_at_ms bigint not null, body bytea not null, primary key (log, seq))`,
  });
  await client.query({ text: `alter table ${table} alter column body set storage external` });
  return (items) => insert(client, table, items);
}

/** Bodies travel as one parameter that Postgres cuts up, as in the server: the fastest way that we know. */
async function insert(client: PostgresClient, table: string, items: readonly Item[]): Promise<void> {
  const starts: number[] = [];
  const seqs: number[] = [];
  let at = 1;
  for (const { chunk, room } of items) {
    starts.push(at);
    at += chunk.length;
    room.seq += 1;
    seqs.push(room.seq);
  }
  const bodies = new Uint8Array(at - 1);
  for (const [i, { chunk }] of items.entries()) bodies.set(chunk, (starts[i] ?? 1) - 1);
  await client.query({
    name: 'floor',
    text: `insert into ${table} select log, seq, $3, substring($4::bytea from start for length)
             from unnest($1::int[], $2::int[], $5::int[], $6::int[]) as x (log, seq, start, length)`,
    values: [items.map(({ room }) => room.key), seqs, Date.now(), bodies, starts, items.map(({ chunk }) => chunk.length)],
  });
}

const end = (error: unknown): never => {
  throw error;
};

process.once('message', (settings: FloorSettings) => {
  serve(settings).then((port) => process.send?.({ port }), end);
});
process.once('disconnect', () => process.exit(0));
