/** Who has it: a member of the calendar, or nobody yet. */
import type { UserId } from '@sanad/model/ids';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { SelectField } from '../../ui/SelectField.tsx';

interface HolderSelectProps {
  readonly members: readonly UserId[];
  readonly names: Names;
  readonly value: UserId | undefined;
  readonly onChange: (user: UserId | undefined) => void;
}

export const HolderSelect = (props: HolderSelectProps) => {
  const { t } = useI18n();
  return (
    <SelectField
      label={t('duty.who')}
      value={props.value ?? ''}
      options={[
        { value: '', label: t('duty.nobody.yet') },
        ...props.members.map((user) => ({ value: user as string, label: props.names.name(user) })),
      ]}
      onChange={(chosen) => props.onChange(props.members.find((user) => user === chosen))}
    />
  );
};
