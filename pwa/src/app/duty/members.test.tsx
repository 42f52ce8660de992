import type { ListUpdate, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import { type SpaceId, spaceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { type Accessor, createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test } from 'vitest';
import { EngineContext } from '../engine-client.ts';
import { createMembers } from './members.ts';

let dispose: (() => void) | undefined;
afterEach(() => dispose?.());

const [me, ines] = [1, 2].map((n) => userIdFromBytes(new Uint8Array(16).fill(n)));
const [group, own] = [3, 4].map((n) => spaceIdFromBytes(new Uint8Array(16).fill(n)));

test('CAL-12 in a calendar that is hers alone nobody else is, whatever still comes of the group that was chosen before', async () => {
  const listeners = new Map<SpaceId, (update: ListUpdate<ThreadRow, MessageWindowMeta>) => void>();
  const api = {
    onMessages: async (id: SpaceId, _limit: number, listen: (update: ListUpdate<ThreadRow, MessageWindowMeta>) => void) => {
      listeners.set(id, listen);
      return () => undefined;
    },
  };
  const engine = { api, conversations: { order: [], byId: {} }, state: () => ({ phase: 'ready', me: { user: me } }) };
  const [calendar, setCalendar] = createSignal(group);
  let members: Accessor<readonly unknown[]> = () => [];
  const Probe = () => {
    members = createMembers(calendar);
    return undefined;
  };
  dispose = render(
    () => (
      <EngineContext.Provider value={engine as never}>
        <Probe />
      </EngineContext.Provider>
    ),
    document.body,
  );
  const said = { type: 'reset', rows: [], meta: { group: { people: [{ user: me }, { user: ines }] } } } as never;
  if (group === undefined) throw new Error('no group');
  listeners.get(group)?.(said);
  expect(members()).toEqual([me, ines]);
  setCalendar(own);
  listeners.get(group)?.(said);
  expect(members()).toEqual([me]);
});
