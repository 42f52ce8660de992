/** A call of a group against the real server: its signals pass the relay sealed, its members see it, who is removed is out of it. */
import type { GroupCallUpdate } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { arrives, form, must, sees } from './support/group-watch.ts';
import { type TestPerson, waitMs } from './support/people.ts';
import { useWard } from './support/ward.ts';

const ward = useWard('Amel', 'Youssef', 'Sonia');
type State = Extract<GroupCallUpdate, { readonly type: 'state' }>;

/** A device without a microphone that says it has one, and connections that say they stand. */
function attend(who: TestPerson) {
  const { engine } = who.device;
  let state: State | undefined;
  let look = (): void => undefined;
  void engine.onGroupCall((update) => {
    if (update.type === 'state') {
      state = update;
      look();
    } else if (update.effect.type === 'open') {
      const { stay } = update.effect;
      void engine.tellGroupCall({ type: 'opened', stay });
      void engine.tellGroupCall({ type: 'sends', stay, sends: { microphone: true, camera: false, screen: false } });
    } else if (update.effect.type === 'link-open') {
      void engine.tellGroupCall({ type: 'link', link: update.effect.link, said: { type: 'state', state: 'connected' } });
    }
  });
  return {
    engine,
    until: (isThere: (now: State) => boolean): Promise<State> =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${who.name} sees ${JSON.stringify(state)}`)), waitMs);
        look = () => {
          if (state === undefined || !isThere(state)) return;
          clearTimeout(timer);
          resolve(state);
        };
        look();
      }),
  };
}
const peopleIn = (state: State, space: SpaceId): number =>
  state.goingOn.find(({ conversation }) => conversation === space)?.people.length ?? 0;

test('GROUPCALL-2 GROUPCALL-5 GROUPCALL-7 one starts it, another joins, is silenced, and is out once she is no member', async () => {
  const [amel, youssef, sonia] = [ward.person(1), ward.person(2), ward.person(3)];
  const space = await must(amel.device.engine.createGroup(form('Garde', youssef, sonia)));
  for (const one of [youssef, sonia]) await arrives(one, 'Garde');
  const [first, second, watching] = [attend(amel), attend(youssef), attend(sonia)];

  await must(first.engine.joinGroupCall(space, false));
  const begun = await second.until((state) => peopleIn(state, space) === 1);
  expect(begun.goingOn[0]).toMatchObject({ startedBy: amel.user(), people: [amel.user()] });
  const told = await sees(sonia, space, ({ rows }) => rows.some((row) => row.type === 'message' && row.call !== undefined));
  const line = told.rows.find((row) => row.type === 'message' && row.call !== undefined);
  expect(line).toMatchObject({ author: amel.user(), call: { outcome: 'started', call: begun.goingOn[0]?.call } });

  await must(second.engine.joinGroupCall(space, false));
  const joined = await first.until(({ row }) => row?.people[0]?.sends.microphone === true);
  expect(joined.row?.people).toMatchObject([{ user: youssef.user(), link: 'connected' }]);
  await watching.until((state) => peopleIn(state, space) === 2);

  // Not by a member, but by who started it.
  expect((await second.until(({ row }) => row !== undefined)).row?.mayMute).toBe(false);
  const device = joined.row?.people[0]?.device;
  if (device === undefined) throw new Error('nobody');
  await must(first.engine.muteInGroupCall(device));
  await second.until(({ row }) => row?.mutedBy === amel.user());

  await must(amel.device.engine.removeMember(space, youssef.user()));
  await second.until(({ row, left }) => row === undefined && left?.reason === 'removed');
  await first.until(({ row }) => row?.people.length === 0);
  await watching.until((state) => peopleIn(state, space) === 1);
  await must(first.engine.leaveGroupCall());
  await watching.until((state) => peopleIn(state, space) === 0);
});
