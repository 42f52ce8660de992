/** What tests of calendars wait for: a range of days, one event, and who is on duty, as somebody's device shows them. */
import type { EventDetails, EventId, EventsMeta, OccurrenceRow, Roster } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { type Device, makeList } from '../../src/device.ts';
import { waitMs } from './people.ts';

export const october = { from: '2026-10-01', to: '2026-11-15', zone: 'Africa/Tunis' } as const;

function until<T>(open: (listener: (value: T) => void) => Promise<() => void>, isThere: (value: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    let last: T | undefined;
    const timer = setTimeout(() => {
      void stop.then((end) => end());
      reject(new Error(`still ${JSON.stringify(last)}`));
    }, waitMs);
    const stop = open((value) => {
      last = value;
      if (!isThere(value)) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve(value);
    });
  });
}

export const events = (
  { engine }: Device,
  isThere: (rows: readonly OccurrenceRow[], meta: EventsMeta) => boolean,
  query: Parameters<Device['engine']['onEvents']>[0] = october,
): Promise<readonly OccurrenceRow[]> =>
  until<readonly OccurrenceRow[]>(
    (listener) => {
      const list = makeList<OccurrenceRow, EventsMeta>(() => listener(list.rows()));
      return engine.onEvents(query, (update) => list.take(update));
    },
    (rows) => isThere(rows, { loading: false, waiting: 0 }),
  );

export const details = (
  { engine }: Device,
  calendar: SpaceId,
  event: EventId,
  at: string | undefined,
  isThere: (event: EventDetails) => boolean,
): Promise<EventDetails | undefined> =>
  until<EventDetails | undefined>(
    (listener) => engine.onEvent(calendar, event, at, october.zone, listener),
    (value) => value !== undefined && isThere(value),
  );

export const roster = ({ engine }: Device, isThere: (roster: Roster) => boolean, query = october): Promise<Roster> =>
  until<Roster>((listener) => engine.onRoster(query, listener), isThere);
