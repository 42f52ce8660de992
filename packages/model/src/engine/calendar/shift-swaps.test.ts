import { expect, test } from 'vitest';
import { amal, bilel, folded, made } from '../../../test/support/events.ts';
import type { EventStatement } from '../../calendar/fold-event.ts';
import { dayMs, formatDate } from '../../calendar/local-time.ts';
import { type Zone, zoneOf } from '../../calendar/zones.ts';
import { shiftRows } from './calendar-rows.ts';
import type { StoredEvent } from './calendar-store.ts';

const here = zoneOf('UTC') as Zone;
const firstMs = Date.UTC(2026, 9, 1);

test('CAL-9, CAL-31: of a shift stands what is asked of its own date, however often, and of however many dates, somebody asks', () => {
  const start = { local: '2026-10-01T08:00:00', zone: 'UTC' };
  const asked = Array.from({ length: 4000 }, (_, i): EventStatement => {
    const at = i % 2 === 0 ? '2026-10-03' : formatDate(firstMs / dayMs + i);
    const value = { word: 'ask', request: undefined, to: bilel, at, comment: `${i}` } as const;
    return {
      kind: 'swap',
      id: `${i}`.padStart(16, 'C'),
      author: amal,
      sentAtMs: i,
      clock: { wallMs: i + 10, counter: 0 },
      value,
    };
  });
  const event = folded(made({ start, rule: 'FREQ=DAILY', duty: 'Garde', holder: amal }), ...asked);
  const stored = { space: { space: 'aa' }, segment: '2026-series', event, waiting: false } as unknown as StoredEvent; // its rows need no more
  const rows = shiftRows([stored], { fromMs: firstMs, toMs: firstMs + 31 * dayMs, here }, firstMs, bilel);
  expect(rows).toHaveLength(31);
  expect(rows.map(({ at, swap }) => [at, swap?.comment]).slice(0, 4)).toEqual([
    ['2026-10-01', undefined],
    ['2026-10-02', '1'],
    ['2026-10-03', '3998'],
    ['2026-10-04', '3'],
  ]);
});
