/** Which calendars are not shown on this device: what is new is shown. Ids alone; on a ward's computer they are forgotten with the tab. */
import { isSpaceId, type SpaceId } from '@sanad/model/ids';
import { type Accessor, createSignal } from 'solid-js';
import { isWardComputer } from '../../../app/shared/ward-computer.ts';

const key = 'sanad.calendar.hidden';
const place = (): Storage => (isWardComputer() ? sessionStorage : localStorage);

function read(): ReadonlySet<SpaceId> {
  try {
    const stored: unknown = JSON.parse(place().getItem(key) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter(isSpaceId) : []);
  } catch {
    return new Set(); // refused storage, or written by something else
  }
}
function write(hidden: ReadonlySet<SpaceId>): void {
  try {
    if (hidden.size === 0) place().removeItem(key);
    else place().setItem(key, JSON.stringify([...hidden]));
  } catch {
    // It holds until the page is closed.
  }
}

export interface HiddenCalendars {
  readonly ids: Accessor<ReadonlySet<SpaceId>>;
  readonly show: (id: SpaceId, isShown: boolean) => void;
  readonly showAll: () => void;
}
export function createHiddenCalendars(): HiddenCalendars {
  const [ids, setIds] = createSignal(read());
  const put = (next: ReadonlySet<SpaceId>): void => {
    write(next);
    setIds(next);
  };
  return {
    ids,
    show(id, isShown) {
      const next = new Set(ids());
      if (isShown) next.delete(id);
      else next.add(id);
      put(next);
    },
    showAll: () => put(new Set()),
  };
}
