/** Saturation at 200 conversations, what it costs in processor time, and what it leaves in the tables. */

import { floorTable } from './floor.ts';
import type { LoadSocket } from './load-socket.ts';
import { connectPostgres, floorDatabase, postgresUrl, serverTables, storedBytes } from './postgres.ts';
import type { PreparedMessage } from './prepared.ts';
import { atLeast, atMost, median, type Row } from './report.ts';
import { saturate } from './saturation.ts';
import type { Stage } from './stage.ts';
import { addCpu, type CpuReading, cpuBetween, noCpu, readCpu } from './usage.ts';

const floorShare = 0.6;
const maxStoredBytes = 600;

interface System {
  readonly pid: number;
  readonly sockets: readonly LoadSocket[];
  readonly rates: number[];
  cpu: CpuReading;
}

/** The rows of F1, F2, F3 and SANAD, in turns, on the same messages; SANAD last. */
export async function measureThroughput(stage: Stage): Promise<readonly Row[]> {
  const { options, postgres, stream, server } = stage;
  const { roundMessages, rounds } = options.sizes;
  const systems = [...stage.floors, { pid: server.pid(), sockets: stage.sockets }].map(
    ({ pid, sockets }): System => ({ pid, sockets, rates: [], cpu: noCpu }),
  );
  const bytesBefore = await storedBytes(postgres, serverTables);
  const floorPostgres = await connectPostgres(postgresUrl(server.dataFolder, floorDatabase));
  const warmUp = await stream.take(roundMessages / 2);
  for (const { sockets } of systems) await saturate(sockets, warmUp);
  for (let round = 0; round < rounds; round++) {
    const messages = await stream.take(roundMessages);
    for (const system of systems) await measureRound(system, messages, server.pid());
    stage.say(`  round ${round + 1}: ${systems.map(({ rates }) => Math.round(rates.at(-1) ?? 0)).join(' · ')} messages/s`);
  }
  const appended = rounds * roundMessages + warmUp.length;
  const stored = ((await storedBytes(postgres, serverTables)) - bytesBefore) / appended;
  const floors = [floorTable(2), floorTable(3)].map((table) => storedBytes(floorPostgres, [table]));
  const [second = Number.NaN, third = Number.NaN] = (await Promise.all(floors)).map((bytes) => bytes / appended);
  await floorPostgres.end();
  return [...rateRows(systems, rounds * roundMessages), storedRow(stored, [undefined, second, third])];
}

async function measureRound(system: System, messages: readonly PreparedMessage[], serverPid: number): Promise<void> {
  const before = readCpu(system.pid, serverPid);
  system.rates.push(await saturate(system.sockets, messages));
  system.cpu = addCpu(system.cpu, cpuBetween(before, readCpu(system.pid, serverPid)));
}

function rateRows(systems: readonly System[], appended: number): readonly Row[] {
  const rates = systems.map((system) => median(system.rates));
  const rate = rates.at(-1) ?? Number.NaN;
  const cpu = systems.at(-1)?.cpu ?? noCpu;
  const generator = Math.round((cpu.ownMs / cpu.atMs) * 100);
  const cost = (what: string, of: (cpu: CpuReading) => number): Row => {
    const costs = systems.map((system) => (of(system.cpu) / appended) * 1000);
    return { what, unit: 'ms', floors: costs.slice(0, -1), value: costs.at(-1) };
  };
  return [
    {
      what: 'appended and delivered, 200 conversations',
      unit: 'messages/s',
      floors: rates.slice(0, -1),
      value: rate,
      target: atLeast(rate, floorShare * (rates[2] ?? Number.NaN), `${floorShare} × F3`),
      note: `median of the rounds; the generator used ${generator} % of one core beside SANAD`,
    },
    cost('processor of the server, per 1,000 messages', ({ programMs }) => programMs),
    cost('processor of Postgres, per 1,000 messages', ({ postgresMs }) => postgresMs),
  ];
}

const storedRow = (bytes: number, floors: readonly (number | undefined)[]): Row => ({
  what: 'stored per 120-character message, indexes included',
  unit: 'B',
  floors,
  value: bytes,
  target: atMost(bytes, maxStoredBytes),
  note: 'the floors keep the same sealed chunks in one plain table with its key',
});
