/** A shift: the role as it is called on the ward, and who has it. */
import { EVENT_LIMITS } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { createMemo } from 'solid-js';
import { useMe } from '../../../app/me.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { usePeopleNames } from './calendar-list.ts';
import type { EventDraft, FormFault } from './event-form.ts';

interface ShiftFieldsProps {
  readonly draft: EventDraft;
  readonly members: readonly UserId[];
  readonly faults: readonly FormFault[];
  readonly onChange: (part: Partial<EventDraft>) => void;
}

export const ShiftFields = (props: ShiftFieldsProps) => {
  const { t } = useI18n();
  const me = useMe();
  const names = usePeopleNames();
  const people = createMemo(() => {
    const mine = me()?.user;
    const all = [...(mine === undefined ? [] : [mine]), ...props.members];
    const { holder } = props.draft;
    return holder === undefined || all.includes(holder) ? all : [...all, holder];
  });
  return (
    <>
      <TextField
        label={t('event.form.duty')}
        hint={t('event.form.duty.hint')}
        error={props.faults.some(({ field }) => field === 'duty') ? t('event.form.fault.duty') : undefined}
        required
        maxlength={EVENT_LIMITS.duty}
        autocomplete="off"
        dir="auto"
        value={props.draft.duty}
        onValue={(duty) => props.onChange({ duty })}
      />
      <SelectField
        label={t('event.form.holder')}
        value={props.draft.holder ?? ''}
        options={[
          { value: '', label: t('event.form.holder.nobody') },
          ...people().map((user) => ({ value: user as string, label: names.name(user) })),
        ]}
        onChange={(user) => props.onChange({ holder: people().find((one) => one === user) })}
      />
    </>
  );
};
