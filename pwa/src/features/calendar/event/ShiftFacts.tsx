/** A shift: which role, who has it (CAL-8), and what is asked of it (CAL-31). Handing over belongs to the page of duty. */
import type { EventDetails } from '@sanad/model/engine/api';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { Show } from 'solid-js';
import { SwapBox } from '../../../app/duty/SwapBox.tsx';
import { ProfessionTag } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import type { PeopleNames } from './calendar-list.ts';

interface ShiftFactsProps {
  readonly details: EventDetails;
  readonly role: string;
  readonly names: PeopleNames;
}

export const ShiftFacts = (props: ShiftFactsProps) => {
  const { t } = useI18n();
  return (
    <section class="event-shift">
      <h2>
        <UserRoundCheck class="i" />
        <span dir="auto">{t('event.shift', { role: props.role })}</span>
      </h2>
      <Show when={props.details.holder} fallback={<p>{t('event.shift.nobody')}</p>}>
        {(holder) => (
          <div class="person">
            <Avatar
              id={holder()}
              name={props.names.person(holder())?.name ?? ''}
              photoUrl={props.names.person(holder())?.photoUrl}
              size={44}
            />
            <span>
              <span class="nm">
                <bdi>{props.names.name(holder())}</bdi>
              </span>
              <Show
                when={props.names.isMe(holder())}
                fallback={
                  <Show when={props.names.person(holder())}>
                    {(person) => (
                      <span class="sub">
                        <ProfessionTag of={person().profession} />
                      </span>
                    )}
                  </Show>
                }
              >
                <span class="sub">{t('event.shift.me')}</span>
              </Show>
            </span>
          </div>
        )}
      </Show>
      <SwapBox calendar={props.details.calendar} event={props.details.event} at={props.details.at} />
    </section>
  );
};
