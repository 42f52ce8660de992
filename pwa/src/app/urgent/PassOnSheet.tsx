/** "I cannot": alone, or with somebody who is told instead. */
import type { UserId } from '@sanad/model/ids';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { useMe } from '../me.ts';
import { personName } from '../people.tsx';
import { ChoosePerson } from './ChoosePerson.tsx';

interface PassOnSheetProps {
  readonly author: UserId;
  readonly onAnswer: (to: { readonly user: UserId; readonly name: string } | undefined) => void;
  readonly onClose: () => void;
}

export const PassOnSheet = (props: PassOnSheetProps) => {
  const i18n = useI18n();
  const me = useMe();
  const without = () => new Set([props.author, me()?.user ?? props.author]);
  return (
    <ChoosePerson
      title={i18n.t('urgent.pass.title')}
      without={without()}
      onClose={props.onClose}
      onChoose={(person) => props.onAnswer({ user: person.user, name: personName(i18n, person) })}
    >
      <p class="muted">{i18n.t('urgent.pass.hint')}</p>
      <Button kind="line" size="lg" wide onClick={() => props.onAnswer(undefined)}>
        {i18n.t('urgent.pass.only')}
      </Button>
    </ChoosePerson>
  );
};
