/** Which calendars are not shown on this device: what is new is shown. Ids alone, and in this browser alone. */
import { isSpaceId, type SpaceId } from '@sanad/model/ids';
import { type Accessor, createSignal } from 'solid-js';

export const hiddenKey = 'sanad.calendar.hidden';

function read(): ReadonlySet<SpaceId> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(hiddenKey) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter(isSpaceId) : []);
  } catch {
    return new Set(); // refused storage, or written by something else
  }
}
function write(hidden: ReadonlySet<SpaceId>): void {
  try {
    if (hidden.size === 0) localStorage.removeItem(hiddenKey);
    else localStorage.setItem(hiddenKey, JSON.stringify([...hidden]));
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
