/** Which handovers were given on this device, and when: nobody is asked twice. Ids and times alone; on a ward's computer they are forgotten with the tab. */
import type { ShiftRow } from '@sanad/model/engine/api';
import { type Accessor, createSignal } from 'solid-js';
import { isWardComputer } from '../../app/shared/ward-computer.ts';

const key = 'sanad.handovers.given';
/** Nothing is asked as long after its end (CAL-33). */
const keptMs = 2 * 24 * 3_600_000;
const place = (): Storage => (isWardComputer() ? sessionStorage : localStorage);
/** A shift that was made longer since ends anew. */
const nameOf = ({ id, holder, endMs }: ShiftRow): string => `${id} ${holder ?? ''} ${endMs}`;

function read(): ReadonlyMap<string, number> {
  try {
    const stored: unknown = JSON.parse(place().getItem(key) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return new Map();
    return new Map(Object.entries(stored).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  } catch {
    return new Map(); // refused storage, or written by something else
  }
}
function write(given: ReadonlyMap<string, number>): void {
  try {
    place().setItem(key, JSON.stringify(Object.fromEntries(given)));
  } catch {
    // It holds until the page is closed.
  }
}

export interface HandoversGiven {
  /** Undefined: not given on this device. */
  readonly atMs: (shift: ShiftRow) => number | undefined;
  readonly remember: (shift: ShiftRow) => void;
}
export function createHandoversGiven(now: Accessor<number>): HandoversGiven {
  const [given, setGiven] = createSignal(read());
  return {
    atMs: (shift) => given().get(nameOf(shift)),
    remember(shift) {
      const kept = [...given()].filter(([, atMs]) => atMs > now() - keptMs);
      const next = new Map([...kept, [nameOf(shift), now()] as const]);
      write(next);
      setGiven(next);
    },
  };
}
