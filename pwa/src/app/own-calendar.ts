/** The calendar that is hers alone. */
import type { SpaceId } from '@sanad/model/ids';
import { type Accessor, createEffect, createSignal, on, untrack } from 'solid-js';
import { useEngine } from './engine-client.ts';

/** Undefined until the engine said which one it is: a page that is loaded asks before the device is open, and asks again with what comes from it. */
export function createOwnCalendar(): Accessor<SpaceId | undefined> {
  const { api, state, conversations } = useEngine();
  const [own, setOwn] = createSignal<SpaceId>();
  createEffect(
    on([state, () => conversations.order], () => {
      if (untrack(own) !== undefined) return;
      void api.ownCalendar().then((answer) => {
        if (answer.ok) setOwn(answer.value);
      });
    }),
  );
  return own;
}
