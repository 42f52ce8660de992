/** A day of duty on a desk: a lane for each role from 08:00 to 08:00, with a line at now. */
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import UserX from 'lucide-solid/icons/user-x';
import { For, Show } from 'solid-js';
import { type DutyDay, hourMs, type Lane, type Stint } from '../../app/duty/duty-day.ts';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Keyed } from '../../ui/Keyed.tsx';
import type { OpenDutySheet } from './DutySheets.tsx';

export interface LanesProps {
  readonly lanes: readonly Lane[];
  readonly now: number;
  readonly names: Names;
  readonly onSheet: (sheet: OpenDutySheet) => void;
}

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21] as const;

export const DayLanes = (props: LanesProps & { readonly day: DutyDay }) => {
  const { t, dates } = useI18n();
  const at = () => (props.now - props.day.fromMs) / (props.day.toMs - props.day.fromMs);
  return (
    <div class="roster-box">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
      <div class="roster" role="group" aria-label={t('duty.lanes')}>
        <div class="hd0">{dates().day(props.day.fromMs, props.now)}</div>
        <div class="hd" aria-hidden="true">
          <For each={HOURS}>{(hour) => <span>{dates().time(props.day.fromMs + hour * hourMs)}</span>}</For>
        </div>
        <Keyed each={props.lanes} by={({ role }) => role}>
          {(lane) => (
            <>
              <h3 class="rh">
                <bdi dir="auto">{lane().role}</bdi>
                <For each={lane().doubles}>
                  {(double) => (
                    <small class="duty-fault">
                      <TriangleAlert class="i" />
                      {t('duty.double.between', { from: dates().time(double.fromMs), to: dates().time(double.toMs) })}
                    </small>
                  )}
                </For>
              </h3>
              <div class="lane24" style={{ '--rows': `${lane().rows}` }}>
                <Keyed each={lane().stints} by={({ id }) => id}>
                  {(stint) => <StintButton stint={stint()} role={lane().role} {...pick(props)} />}
                </Keyed>
              </div>
            </>
          )}
        </Keyed>
      </div>
      <Show when={at() >= 0 && at() < 1}>
        <span class="roster-now" style={{ '--at': `${at()}` }} aria-hidden="true" />
      </Show>
    </div>
  );
};

const pick = ({ now, names, onSheet }: LanesProps) => ({ now, names, onSheet });

interface StintProps extends Omit<LanesProps, 'lanes'> {
  readonly stint: Stint;
  readonly role: string;
}

/** What is told of a stint, and what a press on it opens: the same in lanes and in the list. */
export function useStint(props: StintProps) {
  const { t, dates } = useI18n();
  const holder = () => (props.stint.kind === 'shift' ? props.stint.shift.holder : undefined);
  return {
    holder,
    person: () => {
      const user = holder();
      return user === undefined ? undefined : props.names.person(user);
    },
    name: () => {
      const user = holder();
      return user === undefined ? t('duty.open') : props.names.name(user);
    },
    times: () => t('duty.times', { from: dates().time(props.stint.fromMs), to: dates().time(props.stint.toMs) }),
    isNow: () => props.stint.fromMs <= props.now && props.now < props.stint.toMs,
    press: () => {
      const { stint } = props;
      if (stint.kind === 'shift') props.onSheet({ kind: 'shift', id: stint.shift.id });
      else props.onSheet({ kind: 'open', role: props.role, shift: stint.shift, fromMs: stint.fromMs, toMs: stint.toMs });
    },
  };
}

const StintButton = (props: StintProps) => {
  const { t } = useI18n();
  const stint = useStint(props);
  const words = () =>
    [
      ...[props.role, stint.name(), stint.times()],
      ...(stint.isNow() ? [t('duty.now')] : []),
      ...(props.stint.kind === 'shift' && props.stint.isDouble ? [t('duty.double')] : []),
      ...(props.stint.kind === 'shift' && props.stint.shift.waiting ? [t('duty.waiting')] : []),
    ].join(', ');
  return (
    <button
      type="button"
      class="stint"
      aria-haspopup="dialog"
      aria-label={words()}
      data-now={stint.isNow() && props.stint.kind === 'shift' ? '' : undefined}
      data-open={props.stint.kind === 'gap' ? '' : undefined}
      data-double={props.stint.kind === 'shift' && props.stint.isDouble ? '' : undefined}
      data-waiting={props.stint.kind === 'shift' && props.stint.shift.waiting ? '' : undefined}
      style={{ '--a': `${props.stint.a}`, '--b': `${props.stint.b}`, '--row': `${props.stint.row}` }}
      onClick={stint.press}
    >
      <Show when={props.stint.kind === 'shift'} fallback={<UserX class="i" />}>
        <Avatar id={stint.holder() ?? ''} name={stint.person()?.name ?? ''} photoUrl={stint.person()?.photoUrl} size={30} />
      </Show>
      <span>
        <b>
          <bdi class="name-clip" dir="auto">
            {stint.name()}
          </bdi>
        </b>
        <Show when={props.stint.kind === 'shift'}>
          <small>{stint.times()}</small>
        </Show>
      </span>
    </button>
  );
};
