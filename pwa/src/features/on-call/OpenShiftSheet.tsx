/** A shift that is planned and that nobody has: take it, or give it to somebody of its calendar. */
import type { ShiftRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { createSignal } from 'solid-js';
import { createMembers } from '../../app/duty/members.ts';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { HolderSelect } from './HolderSelect.tsx';
import { ShiftFacts } from './ShiftFacts.tsx';
import { useAssign } from './use-assign.ts';

interface OpenShiftSheetProps {
  readonly shift: ShiftRow;
  readonly names: Names;
  readonly now: number;
  readonly onClose: () => void;
}

export const OpenShiftSheet = (props: OpenShiftSheetProps) => {
  const { t } = useI18n();
  const assign = useAssign();
  const members = createMembers(() => props.shift.calendar);
  const [chosen, setChosen] = createSignal<UserId>();
  const give = async (user: UserId | undefined) => {
    if (user !== undefined && (await assign(props.shift, user, props.names.name(user)))) props.onClose();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void give(chosen());
  };
  return (
    <Sheet title={props.shift.role} closeLabel={t('common.close')} open onClose={props.onClose}>
      <ShiftFacts shift={props.shift} names={props.names} now={props.now} />
      <Button kind="primary" size="lg" wide onClick={() => void give(props.names.me())}>
        {t('duty.take')}
      </Button>
      <form class="stack" onSubmit={submit}>
        <HolderSelect
          members={members().filter((user) => user !== props.names.me())}
          names={props.names}
          value={chosen()}
          onChange={setChosen}
        />
        <Button kind="line" size="lg" wide type="submit" disabled={chosen() === undefined}>
          {t('duty.give')}
        </Button>
      </form>
    </Sheet>
  );
};
