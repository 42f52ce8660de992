/** Send → seen at two rates, for the floors that store and for SANAD, in alternating runs. */
import { type Latency, measureLatency, percentile } from './latency.ts';
import type { LoadSocket } from './load-socket.ts';
import { atMost, type Row } from './report.ts';
import type { Stage } from './stage.ts';

const rates = [100, 500];
const runs = 2;
const floorFactor = 2;
const maxAcknowledgedMs = 10;

export async function measureSendToSeen(stage: Stage): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const rate of rates) rows.push(...(await measureAt(stage, rate)));
  return rows;
}

async function measureAt({ options, stream, sockets, floors, say }: Stage, rate: number): Promise<readonly Row[]> {
  const systems: readonly (readonly LoadSocket[])[] = [...floors.map((floor) => floor.sockets), sockets];
  const merged = systems.map((): Latency[] => []);
  for (let run = 0; run < runs; run++) {
    const messages = await stream.take(rate * options.sizes.latencySeconds);
    for (const [i, system] of systems.entries()) merged[i]?.push(await measureLatency(system, messages, rate));
  }
  say(`  ${rate} messages/s: p50 ${merged.map((list) => percentile(seen(list), 0.5).toFixed(1)).join(' · ')} ms`);
  return rowsAt(rate, merged);
}

const seen = (list: readonly Latency[]): readonly number[] => list.flatMap(({ seenMs }) => seenMs);

function rowsAt(rate: number, merged: readonly (readonly Latency[])[]): readonly Row[] {
  const sanad = merged.at(-1) ?? [];
  const [p50s, p99s] = [0.5, 0.99].map((share) => merged.map((list) => percentile(seen(list), share)));
  const p50 = p50s?.at(-1) ?? Number.NaN;
  const acknowledged = percentile(
    sanad.flatMap(({ acknowledgedMs }) => acknowledgedMs),
    0.5,
  );
  const late = Math.max(...sanad.map(({ worstDelayMs }) => worstDelayMs));
  const common = { unit: 'ms', note: `the generator was at most ${late.toFixed(0)} ms late` };
  const half: Row = {
    what: `send → seen at ${rate}/s, p50`,
    floors: p50s?.slice(0, 3) ?? [],
    value: p50,
    target: atMost(p50, floorFactor * (p50s?.[1] ?? Number.NaN), `${floorFactor} × F2`),
    ...common,
  };
  const most: Row = { what: `send → seen at ${rate}/s, p99`, unit: 'ms', floors: p99s?.slice(0, 3) ?? [], value: p99s?.at(-1) };
  const answered: Row = {
    what: `send → acknowledged at ${rate}/s, p50`,
    unit: 'ms',
    value: acknowledged,
    target: atMost(acknowledged, maxAcknowledgedMs),
  };
  return [half, most, answered];
}
