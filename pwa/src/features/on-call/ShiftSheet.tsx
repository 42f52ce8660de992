/** A shift that somebody has: swap it, hand it to somebody else, and decide where two have the same hours. */
import type { ShiftRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { A } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { createMembers } from '../../app/duty/members.ts';
import { SwapBox } from '../../app/duty/SwapBox.tsx';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { dayKey } from '../../i18n/dates.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { DoubleChoice } from './DoubleChoice.tsx';
import { HolderSelect } from './HolderSelect.tsx';
import { ShiftFacts } from './ShiftFacts.tsx';
import { useAssign } from './use-assign.ts';

interface ShiftSheetProps {
  readonly shift: ShiftRow;
  /** Of other people, at the same time. */
  readonly beside: readonly ShiftRow[];
  readonly names: Names;
  readonly now: number;
  readonly onClose: () => void;
}

export const ShiftSheet = (props: ShiftSheetProps) => {
  const { t } = useI18n();
  const assign = useAssign();
  const members = createMembers(() => props.shift.calendar);
  const [isChanging, setChanging] = createSignal(false);
  const [holder, setHolder] = createSignal<UserId | undefined>(props.shift.holder);
  const nameOf = (user: UserId | undefined) => (user === undefined ? t('duty.nobody.yet') : props.names.name(user));
  const change = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await assign(props.shift, holder(), nameOf(holder()))) props.onClose();
  };
  return (
    <Sheet title={props.shift.role} closeLabel={t('common.close')} open onClose={props.onClose}>
      <ShiftFacts shift={props.shift} names={props.names} now={props.now} />
      <Show when={props.beside.length > 0}>
        <DoubleChoice shifts={[props.shift, ...props.beside]} names={props.names} onDone={props.onClose} />
      </Show>
      <SwapBox calendar={props.shift.calendar} event={props.shift.event} at={props.shift.at} />
      <Show
        when={isChanging()}
        fallback={
          <Button kind="quiet" wide onClick={() => setChanging(true)}>
            {t('duty.change')}
          </Button>
        }
      >
        <form class="stack" onSubmit={(event) => void change(event)}>
          <HolderSelect members={members()} names={props.names} value={holder()} onChange={setHolder} />
          <Button kind="primary" wide type="submit">
            {t('duty.change.submit')}
          </Button>
        </form>
      </Show>
      <A class="btn" data-kind="quiet" href={eventPath(props.shift)}>
        {t('duty.in-calendar')}
      </A>
    </Sheet>
  );
};

/** Behind it the day on which it begins here: a night that begins at two is not of the day before, and a date that was moved is not where its rule has it. */
export const eventPath = ({ calendar, event, at, startMs }: ShiftRow): string =>
  `/calendar/e/${calendar}/${event}?view=day&date=${dayKey(startMs)}${at === undefined ? '' : `&at=${at}`}`;
