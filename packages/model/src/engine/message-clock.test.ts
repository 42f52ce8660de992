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
  const wrong = makeMessageClock(store).next(far, far);
  await store.commit([wrong.write]);
  for (const clock of [makeMessageClock(store), makeMessageClock(store)]) {
    const [first, second] = [clock.next(nowMs, nowMs), clock.next(nowMs, nowMs)];
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
  expect(makeMessageClock(store).next(nowMs, nowMs).reading).toEqual({ wallMs: ahead.wallMs, counter: 4 });
});

test('DOC-7 a clock that is hours off follows what others follow, and nothing that they do not', async () => {
  const hourMs = 3_600_000;
  const following = async (deviceMs: number, readMs: number) => {
    const store = await openStore(makeRows(), await generateAesKey(), makeTabs().open(), new Set());
    const clock = makeMessageClock(store);
    clock.observe([{ wallMs: readMs, counter: 0 }], nowMs);
    return clock.next(deviceMs, nowMs).reading;
  };
  const [slowMs, fastMs] = [nowMs - 20 * hourMs, nowMs + 20 * hourMs];
  expect(await following(slowMs, nowMs + 5 * hourMs)).toEqual({ wallMs: nowMs + 5 * hourMs, counter: 1 });
  expect(await following(fastMs, nowMs + 30 * hourMs)).toEqual({ wallMs: fastMs, counter: 0 });
});
