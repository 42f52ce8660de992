import type { EventsMeta, EventsQuery, ListUpdate, OccurrenceRow } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EngineContext } from '../../app/engine-client.ts';
import { createOccurrences, type Occurrences } from './create-occurrences.ts';

type Listen = (update: ListUpdate<OccurrenceRow, EventsMeta>) => void;

let dispose: (() => void) | undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  dispose?.();
  vi.useRealTimers();
});

const month = (from: string): EventsQuery => ({ from, to: `${from}+`, zone: 'Africa/Tunis', perDay: 4 });
const row = (id: string, title = id) => ({ id, title }) as OccurrenceRow; // what is looked at
const reset = (...rows: OccurrenceRow[]): ListUpdate<OccurrenceRow, EventsMeta> => ({
  type: 'reset',
  rows,
  meta: { loading: false, waiting: 0 },
});

function show(first: string, neighbours: (now: string) => readonly string[] = () => []) {
  /** Those that are open, by their first day. */
  const open = new Map<string, Listen>();
  const onEvents = vi.fn(async (query: EventsQuery, listen: Listen) => {
    open.set(query.from, listen);
    return () => void open.delete(query.from);
  });
  const [wanted, setWanted] = createSignal(first);
  const [drawn, setDrawn] = createSignal(first);
  let found: Occurrences | undefined;
  const Probe = () => {
    found = createOccurrences({
      query: () => month(wanted()),
      drawn: () => month(drawn()),
      ahead: () => neighbours(drawn()).map(month),
    });
    return undefined;
  };
  dispose = render(
    () => (
      <EngineContext.Provider value={{ api: { onEvents } } as never}>
        <Probe />
      </EngineContext.Provider>
    ),
    document.body,
  );
  const turn = (next: string) => {
    setWanted(next);
    setDrawn(next);
  };
  const titles = () => found?.rows().map(({ title }) => title);
  return { open, turn, titles, found: () => found, setWanted, setDrawn };
}
const settle = () => vi.advanceTimersByTimeAsync(500);
/** What was told is a task later there. */
const told = () => vi.advanceTimersByTimeAsync(0);

test('neighbours are asked for once the range is there, followed, and shown without asking when they are turned to', async () => {
  const next = (now: string) => [`${now}n`, `${now}p`];
  const { open, turn, titles, found } = show('oct', next);
  await settle();
  expect([...open.keys()]).toEqual(['oct']);
  open.get('oct')?.(reset(row('staff')));
  await settle();
  expect([...open.keys()]).toEqual(['oct', 'octn', 'octp']);
  open.get('octn')?.(reset(row('old')));
  open.get('octn')?.(reset(row('visit')));
  await told();
  expect(titles()).toEqual(['staff']);
  turn('octn');
  expect(titles()).toEqual(['visit']);
  expect(found()?.isLoaded()).toBe(true);
  await settle();
  // Its own neighbours now; those of the month before are followed no more.
  expect([...open.keys()]).toEqual(['octn', 'octnn', 'octnp']);
  open.get('octn')?.(reset(row('visit', 'moved')));
  await told();
  expect(titles()).toEqual(['moved']);
});

test('another range that is not there yet: what stood stays, and says that it is not of this one', async () => {
  const { open, turn, titles, found } = show('oct');
  await settle();
  open.get('oct')?.(reset(row('staff')));
  await told();
  turn('dec');
  await settle();
  expect(titles()).toEqual(['staff']);
  expect(found()?.isLoaded()).toBe(false);
  expect([...open.keys()]).toEqual(['dec']);
  open.get('dec')?.(reset());
  await told();
  expect(titles()).toEqual([]);
  expect(found()?.isLoaded()).toBe(true);
});

test('what is asked for is shown when it is drawn, not before', async () => {
  const { open, setWanted, setDrawn, titles } = show('oct');
  await settle();
  open.get('oct')?.(reset(row('staff')));
  await told();
  setWanted('nov');
  await settle();
  open.get('nov')?.(reset(row('visit')));
  await told();
  expect(titles()).toEqual(['staff']);
  setDrawn('nov');
  expect(titles()).toEqual(['visit']);
});

test('a row that stays the same keeps its object, in another range too', async () => {
  const { open, turn, found } = show('oct');
  await settle();
  open.get('oct')?.(reset(row('a'), row('b')));
  await told();
  const [a] = found()?.rows() ?? [];
  turn('nov');
  await settle();
  open.get('nov')?.(reset(row('a'), row('b', 'other')));
  await told();
  expect(found()?.rows()[0]).toBe(a);
  expect(found()?.rows()[1]?.title).toBe('other');
});
