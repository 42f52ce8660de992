import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeClock, settle } from '../../test/support/engine.ts';
import type { ListUpdate } from './api.ts';
import { makeCoalescer, makeListView } from './list-view.ts';

interface Row {
  readonly id: string;
  readonly text: string;
}
interface Meta {
  readonly hasOlder: boolean;
}
function view() {
  const updates: ListUpdate<Row, Meta>[] = [];
  return { updates, ...makeListView<Row, Meta>((update) => updates.push(update)) };
}
const row = (id: string, text = id): Row => ({ id, text });

test('ENG-2 a first window, then only the rows that changed', () => {
  const { updates, show } = view();
  show([row('a'), row('b')], { hasOlder: false });
  show([row('a'), row('b', 'B'), row('c')], { hasOlder: false });
  expect(updates).toEqual([
    { type: 'reset', rows: [row('a'), row('b')], meta: { hasOlder: false } },
    { type: 'patch', put: [row('b', 'B'), row('c')], order: ['a', 'b', 'c'], meta: { hasOlder: false } },
  ]);
});

test('ENG-2 nothing is delivered when nothing changed; another order or another frame is a change', () => {
  const { updates, show } = view();
  show([row('a'), row('b')], { hasOlder: false });
  show([row('a'), row('b')], { hasOlder: false });
  expect(updates.length).toBe(1);
  show([row('b'), row('a')], { hasOlder: false });
  show([row('b'), row('a')], { hasOlder: true });
  expect(updates.slice(1)).toEqual([
    { type: 'patch', put: [], order: ['b', 'a'], meta: { hasOlder: false } },
    { type: 'patch', put: [], order: ['b', 'a'], meta: { hasOlder: true } },
  ]);
});

test('ENG-2 an empty window is delivered once', () => {
  const { updates, show } = view();
  show([], { hasOlder: false });
  show([], { hasOlder: false });
  expect(updates).toEqual([{ type: 'reset', rows: [], meta: { hasOlder: false } }]);
});

test('ENG-2 window and patches lead to the same rows as asking again', () => {
  const rows = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), text: fc.constantFrom('x', 'y') }), {
    selector: ({ id }) => id,
  });
  fc.assert(
    fc.property(fc.array(rows, { minLength: 1, maxLength: 8 }), (windows) => {
      const { updates, show } = view();
      for (const window of windows) show(window, { hasOlder: false });
      const byId = new Map<string, Row>();
      let order: readonly string[] = [];
      for (const update of updates) {
        if (update.type === 'reset') byId.clear();
        for (const one of update.type === 'reset' ? update.rows : update.put) byId.set(one.id, one);
        order = update.type === 'reset' ? update.rows.map(({ id }) => id) : update.order;
      }
      expect(order.map((id) => byId.get(id))).toEqual(windows.at(-1));
    }),
  );
});

test('ENG-2 a burst is one task, and what comes while it runs is one more', async () => {
  const clock = makeClock();
  const running: (() => void)[] = [];
  const coalescer = makeCoalescer(clock.schedule, 12, () => new Promise((resolve) => running.push(resolve)));
  for (let i = 0; i < 5; i++) coalescer.poke();
  clock.advance(12);
  expect(running.length).toBe(1);
  for (let i = 0; i < 5; i++) coalescer.poke();
  clock.advance(50);
  expect(running.length).toBe(1);
  running[0]?.();
  await settle();
  clock.advance(12);
  expect(running.length).toBe(2);
  running[1]?.();
  await settle();
  clock.advance(1000);
  expect([running.length, clock.planned()]).toEqual([2, []]);
});

test('ENG-2 a stopped view does nothing any more', async () => {
  const clock = makeClock();
  let runs = 0;
  const coalescer = makeCoalescer(clock.schedule, 12, async () => void runs++);
  coalescer.poke();
  coalescer.stop();
  coalescer.poke();
  clock.advance(100);
  await settle();
  expect([runs, clock.planned()]).toEqual([0, []]);
});
