/**
 * Who is on duty, once for the window (CAL-8): the ring on every face, the words beside a name, the page of duty. From what this device has, also without
 * a network; as time goes by.
 */
import type { Roster, ShiftRow } from '@sanad/model/engine/api';
import { proxy } from 'comlink';
import { type Accessor, createContext, createEffect, createMemo, createSignal, type JSX, on, useContext } from 'solid-js';
import { dayKey } from '../../i18n/dates.ts';
import { DutyMarkContext } from '../../ui/duty-mark.ts';
import { deviceZone } from '../device-zone.ts';
import { openView, useEngine } from '../engine-client.ts';
import { createNow } from '../now.ts';
import { keyAfter } from './duty-day.ts';

export interface Duty {
  /** Of today; undefined until the first answer. */
  readonly roster: Accessor<Roster | undefined>;
  /** The shifts that she has now. */
  readonly of: (user: string | undefined) => readonly ShiftRow[];
}

const nothing: Duty = { roster: () => undefined, of: () => [] };
const DutyContext = createContext<Duty>(nothing);
export const useDuty = (): Duty => useContext(DutyContext);

/** Who is on duty now and in these days, `to` left out. */
export function createRoster(days: Accessor<{ readonly from: string; readonly to: string }>): Accessor<Roster | undefined> {
  const { api } = useEngine();
  const [roster, setRoster] = createSignal<Roster>();
  createEffect(
    on([() => days().from, () => days().to], ([from, to]) => {
      openView(() =>
        api.onRoster(
          { from, to, zone: deviceZone() },
          proxy((next: Roster) => setRoster(() => next)),
        ),
      );
    }),
  );
  return roster;
}

export const DutyProvider = (props: { readonly children: JSX.Element }) => {
  const now = createNow();
  const today = createMemo(() => dayKey(now()));
  const roster = createRoster(() => ({ from: today(), to: keyAfter(today(), 2) }));
  const byUser = createMemo(() => {
    const held = new Map<string, ShiftRow[]>();
    for (const shift of roster()?.roles.flatMap((role) => role.now) ?? [])
      if (shift.holder !== undefined) held.set(shift.holder, [...(held.get(shift.holder) ?? []), shift]);
    return held;
  });
  const duty: Duty = { roster, of: (user) => byUser().get(user ?? '') ?? [] };
  return (
    <DutyContext.Provider value={duty}>
      <DutyMarkContext.Provider value={(id) => byUser().has(id)}>{props.children}</DutyMarkContext.Provider>
    </DutyContext.Provider>
  );
};
