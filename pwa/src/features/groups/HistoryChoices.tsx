/** What members who are added later may read. */
import { type GroupHistory, HISTORIES } from '@sanad/model/engine/api';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Choices } from '../../ui/Choices.tsx';

interface HistoryChoicesProps {
  readonly value: GroupHistory;
  readonly onChange: (value: GroupHistory) => void;
}

export const HistoryChoices = (props: HistoryChoicesProps) => {
  const { t } = useI18n();
  return (
    <Choices
      label={t('group.history')}
      value={props.value}
      options={HISTORIES.map((value) => ({
        value,
        label: t(`group.history.${value}`),
        hint: t(`group.history.${value}.hint`),
      }))}
      onChange={props.onChange}
    />
  );
};
