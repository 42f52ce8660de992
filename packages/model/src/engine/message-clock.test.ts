import { expect, test } from 'vitest';
import { makeRows, makeTabs } from '../../test/support/engine.ts';
import { generateAesKey } from '../crypto/primitives.ts';
import { compareReadings, maxClockAheadMs } from '../schema/hybrid-clock.ts';
import { makeMessageClock } from './message-clock.ts';
import { openStore } from './store.ts';

const nowMs = 1_763_800_000_000;

test('DOC-7 a device whose clock was wrong by years writes of the present again, in order', async () => {
  const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  const far = Date.UTC(2150, 0);
  const wrong = makeMessageClock(store).next(far);
  await store.commit([wrong.write]);
  for (const clock of [makeMessageClock(store), makeMessageClock(store)]) {
    const [first, second] = [clock.next(nowMs), clock.next(nowMs)];
    expect(first.reading.wallMs).toBe(nowMs);
    expect(compareReadings(second.reading, first.reading)).toBeGreaterThan(0);
  }
});

test('DOC-6 what is less than a day ahead is followed, also after a restart', async () => {
  const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
  const ahead = { wallMs: nowMs + maxClockAheadMs, counter: 3 };
  const clock = makeMessageClock(store);
  clock.observe([ahead, { wallMs: ahead.wallMs + 1, counter: 0 }], nowMs);
  await store.commit(clock.writes());
  expect(makeMessageClock(store).next(nowMs).reading).toEqual({ wallMs: ahead.wallMs, counter: 4 });
});
