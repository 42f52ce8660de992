import type { OccurrenceRow } from '@sanad/model/engine/api';
import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hereOf } from '../move/moved.ts';
import { createHold } from './create-hold.ts';
import { lying } from './grip.ts';
import type { Held } from './held.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const here = hereOf('Africa/Tunis');
const at = (local: string): OccurrenceRow => {
  const start = { local: `${local}:00`, zone: 'Africa/Tunis' };
  const startMs = here.toInstant(Date.parse(`${local}:00Z`));
  return {
    id: `staff/${local.slice(0, 10)}`,
    event: 'staff',
    start,
    startMs,
    endMs: startMs + 3_600_000,
  } as unknown as OccurrenceRow; // what is read of it
};
const row = at('2026-10-14T14:15');
const heldAt = (local: string): Held => ({
  kind: 'row',
  row,
  grip: 'move',
  drop: { ...lying(row, here), kind: 'time', fromMs: Date.parse(`${local}:00Z`) },
  isByKeys: true,
  isSettling: false,
});
/** A week that was turned to while it is held: its rows are on their way. */
async function dropInto(written: (set: (rows: readonly OccurrenceRow[]) => void) => boolean) {
  return createRoot(async () => {
    const [rows, setRows] = createSignal<readonly OccurrenceRow[]>([row]);
    const mover = { move: async () => written(setRows), mayMove: () => true, asked: () => undefined };
    const hold = createHold({ rows, here, mover: mover as never, onNew: vi.fn() });
    hold.drop(heldAt('2026-10-21T14:15'));
    await vi.advanceTimersByTimeAsync(0);
    return { hold, setRows };
  });
}

test('what was dropped lies there until the rows say so, whatever else of them changes meanwhile', async () => {
  const { hold, setRows } = await dropInto((set) => {
    set([]); // the other week, before what was written
    return true;
  });
  expect(hold.held()).toBeDefined();
  setRows([]);
  expect(hold.held()).toBeDefined();
  setRows([at('2026-10-21T14:15')]);
  expect(hold.held()).toBeUndefined();
});

test('rows that said so before it was said to be written', async () => {
  const { hold } = await dropInto((set) => {
    set([at('2026-10-21T14:15')]);
    return true;
  });
  expect(hold.held()).toBeUndefined();
});

test('what was not written, and what somebody else moved in the same moment, is let go of', async () => {
  const refused = await dropInto(() => false);
  expect(refused.hold.held()).toBeUndefined();
  const { hold, setRows } = await dropInto(() => true);
  setRows([at('2026-10-21T16:00')]);
  expect(hold.held()).toBeDefined();
  await vi.advanceTimersByTimeAsync(5000);
  expect(hold.held()).toBeUndefined();
});
