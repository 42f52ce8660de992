/** Saturation at 200 conversations, what it costs in processor time, and what it leaves in the tables. */
import { storedBytes } from './postgres.ts';
import { atLeast, atMost, median, type Row } from './report.ts';
import { saturate } from './saturation.ts';
import type { Stage } from './stage.ts';
import { addCpu, type CpuReading, cpuBetween, noCpu, readCpu } from './usage.ts';

const floorShare = 0.6;
const maxStoredBytes = 600;

interface Rounds {
  readonly floors: readonly number[][];
  readonly sanad: number[];
  cpu: CpuReading;
  appended: number;
}

export async function measureThroughput(stage: Stage): Promise<readonly Row[]> {
  const { options, postgres, stream, sockets, floors, server } = stage;
  const { roundMessages, rounds } = options.sizes;
  const bytesBefore = await storedBytes(postgres);
  const warmUp = await stream.take(roundMessages / 2);
  for (const floor of floors) await saturate(floor.sockets, warmUp);
  await saturate(sockets, warmUp);

  const done: Rounds = { floors: floors.map(() => []), sanad: [], cpu: noCpu, appended: 0 };
  for (let round = 0; round < rounds; round++) {
    const messages = await stream.take(roundMessages);
    for (const [i, floor] of floors.entries()) done.floors[i]?.push(await saturate(floor.sockets, messages));
    const before = readCpu(server.pid());
    done.sanad.push(await saturate(sockets, messages));
    done.cpu = addCpu(done.cpu, cpuBetween(before, readCpu(server.pid())));
    done.appended += messages.length;
    stage.say(
      `  round ${round + 1}: ${[...done.floors, done.sanad].map((rates) => Math.round(rates.at(-1) ?? 0)).join(' · ')} messages/s`,
    );
  }
  const stored = ((await storedBytes(postgres)) - bytesBefore) / (done.appended + warmUp.length);
  return [...rateRows(done), storedRow(stored)];
}

function rateRows({ floors, sanad, cpu, appended }: Rounds): readonly Row[] {
  const rates = floors.map(median);
  const rate = median(sanad);
  const perThousand = (ms: number): number => (ms / appended) * 1000;
  const generator = Math.round((cpu.ownMs / cpu.atMs) * 100);
  return [
    {
      what: 'appended and delivered, 200 conversations',
      unit: 'messages/s',
      floors: rates,
      value: rate,
      target: atLeast(rate, floorShare * (rates[2] ?? Number.NaN), `${floorShare} × F3`),
      note: `median of ${sanad.length} rounds; the generator used ${generator} % of one core meanwhile`,
    },
    { what: 'processor of the server, per 1,000 messages', unit: 'ms', value: perThousand(cpu.serverMs) },
    { what: 'processor of Postgres, per 1,000 messages', unit: 'ms', value: perThousand(cpu.postgresMs) },
  ];
}

const storedRow = (bytes: number): Row => ({
  what: 'stored per 120-character message, indexes included',
  unit: 'B',
  value: bytes,
  target: atMost(bytes, maxStoredBytes),
});
