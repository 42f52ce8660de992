/** Who, then what they do and where. */
import type { Person } from '@sanad/model/engine/api';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { DutyWords } from '../duty/DutyWords.tsx';
import { useDuty } from '../duty/duty.tsx';
import { PersonName, ProfessionTag } from '../people.tsx';
import { VerifiedMark } from '../trust/VerifiedMark.tsx';

export const PersonLine = (props: { readonly person: Person }) => {
  const i18n = useI18n();
  const duty = useDuty();
  const isOnDuty = () => duty.of(props.person.user).length > 0;
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
          {/* There is room for one of them: while she is on duty the role says more. */}
          <bdi class={isOnDuty() ? 'sr' : 'name-clip'} dir="auto">
            {props.person.unit}
          </bdi>
          <VerifiedMark user={props.person.user} />
          <DutyWords user={props.person.user} short />
        </span>
      </Show>
    </span>
  );
};
