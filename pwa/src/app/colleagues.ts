/**
 * Everybody this device knows, once for all screens of the window that are open: ten thousand people cross from the engine in parts, each a short task,
 * and the next screen that asks finds them here.
 */
import type { EngineApi, Person } from '@sanad/model/engine/api';
import { proxy, type Remote } from 'comlink';
import { type Accessor, createMemo, createRoot, createSignal, onCleanup } from 'solid-js';
import { openView, useEngine } from './engine-client.ts';

export interface Colleagues {
  /** Undefined until the first answer. */
  readonly people: Accessor<readonly Person[] | undefined>;
  readonly byUser: Accessor<ReadonlyMap<string, Person>>;
}
interface Shared extends Colleagues {
  /** Screens that are open. */
  uses: number;
  readonly end: () => void;
}

const shared = new WeakMap<Remote<EngineApi>, Shared>();

export function createColleagues(): Colleagues {
  const { api } = useEngine();
  const known = shared.get(api) ?? openColleagues(api);
  shared.set(api, known);
  known.uses++;
  onCleanup(() => {
    known.uses--;
    if (known.uses > 0) return;
    known.end();
    if (shared.get(api) === known) shared.delete(api);
  });
  return known;
}

function openColleagues(api: Remote<EngineApi>): Shared {
  return createRoot((end) => {
    const [people, setPeople] = createSignal<readonly Person[]>();
    let parts: (readonly Person[])[] = [];
    const take = (part: readonly Person[], isMore: boolean): void => {
      parts.push(part);
      if (isMore) return;
      const all = parts.flat();
      parts = [];
      setPeople(all);
    };
    openView(() => api.onDirectory(proxy(take)));
    const byUser = createMemo(() => new Map<string, Person>(people()?.map((person) => [person.user, person])));
    return { people, byUser, uses: 0, end };
  }, null);
}

export const createDirectory = (): Accessor<readonly Person[] | undefined> => createColleagues().people;
