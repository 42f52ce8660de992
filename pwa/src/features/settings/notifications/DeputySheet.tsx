/** Who is asked instead of her while she is off duty. */
import type { UserId } from '@sanad/model/ids';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import { Show } from 'solid-js';
import { ChoosePerson } from '../../../app/urgent/ChoosePerson.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';

interface DeputySheetProps {
  readonly chosen: UserId | undefined;
  readonly onChoose: (user: UserId | undefined) => void;
  readonly onClose: () => void;
}

export const DeputySheet = (props: DeputySheetProps) => {
  const { t } = useI18n();
  return (
    <ChoosePerson
      title={t('notify.deputy')}
      chosen={props.chosen}
      onClose={props.onClose}
      onChoose={(person) => props.onChoose(person.user)}
    >
      <Show when={props.chosen !== undefined}>
        <button type="button" class="row" onClick={() => props.onChoose(undefined)}>
          <UserRoundX class="i" />
          <span class="txt">{t('notify.deputy.nobody')}</span>
        </button>
      </Show>
    </ChoosePerson>
  );
};
