/**
 * Memory per connected device that says nothing. On a freshly started server: some devices first, so that everything is loaded, then the
 * rest. Garbage is collected before each reading (through the inspector): what remains is what a socket holds.
 */
import WebSocket from 'ws';
import { openLoadSocket } from './load-socket.ts';
import { addDevices, type BenchDevice, type BenchPerson } from './people.ts';
import { atMost, type Row } from './report.ts';
import type { Ground } from './stage.ts';
import { residentBytes } from './usage.ts';
import { inParallel, sleep } from './waiting.ts';

const parallelPeople = 4;
const settleMs = 1500;
const maxBytes = 20 * 1024;

type Owned = readonly [BenchPerson, BenchDevice];

/** Ends the stage's own sockets: the server is started again. */
export async function measureIdleSockets({ server, population, options, say }: Ground): Promise<readonly Row[]> {
  const { idleSockets } = options.sizes;
  const { people } = population;
  const each = Math.ceil(idleSockets / people.length) - 1;
  const added = await inParallel(people, parallelPeople, async (person) =>
    (await addDevices(person, each)).map((device): Owned => [person, device]),
  );
  const owned = [...people.map((person): Owned => [person, person]), ...added.flat()].slice(0, idleSockets);
  say(`  ${owned.length} devices stand`);
  await server.restart({ inspect: true });
  const connect = ([person, device]: Owned) => openLoadSocket({ url: server.url, cookie: person.cookies.header() ?? '' }, device);
  const warm = Math.floor(owned.length / 10);
  const first = await inParallel(owned.slice(0, warm), parallelPeople, connect);
  const before = await residentAfterCollection(server.inspectorUrl(), server.pid());
  const rest = await inParallel(owned.slice(warm), parallelPeople, connect);
  const after = await residentAfterCollection(server.inspectorUrl(), server.pid());
  for (const socket of [...first, ...rest]) socket.close();
  const perSocket = (after - before) / rest.length;
  return [
    {
      what: `memory per idle socket, ${owned.length.toLocaleString('en')} devices`,
      unit: 'KiB',
      value: perSocket / 1024,
      target: atMost(perSocket / 1024, maxBytes / 1024),
      note: `resident memory of the server with all of them: ${Math.round(after / 2 ** 20)} MiB`,
    },
  ];
}

async function residentAfterCollection(inspectorUrl: string | undefined, pid: number): Promise<number> {
  if (inspectorUrl === undefined) throw new Error('the server has no inspector');
  const inspector = new WebSocket(inspectorUrl);
  await new Promise((done) => inspector.once('open', done));
  for (let round = 0; round < 2; round++) {
    await sleep(settleMs);
    inspector.send(JSON.stringify({ id: round, method: 'HeapProfiler.collectGarbage' }));
    await new Promise((done) => inspector.once('message', done));
  }
  const bytes = residentBytes(pid);
  inspector.close();
  return bytes;
}
