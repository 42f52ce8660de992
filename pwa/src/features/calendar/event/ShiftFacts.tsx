/**
 * A shift: which role, and who has it (CAL-8). Asking for a swap and handing over belong to the roster's screens: what they show of one shift has its
 * place here, under the holder.
 */
import type { EventDetails } from '@sanad/model/engine/api';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { Show } from 'solid-js';
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
            <Avatar id={holder()} name={props.names.name(holder())} photoUrl={props.names.person(holder())?.photoUrl} size={44} />
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
    </section>
  );
};
