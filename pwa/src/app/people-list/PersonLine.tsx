/** Who, then what they do and where. */
import type { Person } from '@sanad/model/engine/api';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { DutyWords } from '../duty/DutyWords.tsx';
import { PersonName, ProfessionTag } from '../people.tsx';
import { VerifiedMark } from '../trust/VerifiedMark.tsx';

export const PersonLine = (props: { readonly person: Person }) => {
  const i18n = useI18n();
  return (
    <span class="person-line">
      <span class="nm">
        <PersonName of={props.person} clip />
      </span>
      <Show
        when={props.person.trust === 'bound'}
        fallback={
          <span class="sub" data-k="unverified">
            <ShieldAlert class="i" />
            <span>{i18n.t(props.person.gone ? 'person.gone' : 'person.unverified')}</span>
          </span>
        }
      >
        <span class="sub">
          <ProfessionTag of={props.person.profession} />
          <span aria-hidden="true">·</span>
          <bdi class="name-clip" dir="auto">
            {props.person.unit}
          </bdi>
          <VerifiedMark user={props.person.user} />
          <DutyWords user={props.person.user} short />
        </span>
      </Show>
    </span>
  );
};
