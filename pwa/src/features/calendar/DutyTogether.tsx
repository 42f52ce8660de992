/** Below a day on which I have a shift: who is on duty with me, each a press away from a call. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import Phone from 'lucide-solid/icons/phone';
import { createMemo, createUniqueId, Show } from 'solid-js';
import { useCallPerson } from '../../app/calls/use-call-person.ts';
import { nameDirection, ProfessionTag } from '../../app/people.tsx';
import { createNames } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Keyed } from '../../ui/Keyed.tsx';
import { dutyTogether } from './duty-together.ts';
import '../../app/people-list/people.css';

/** `rows`: of the day that is shown. */
export const DutyTogether = (props: { readonly rows: readonly OccurrenceRow[] }) => {
  const { t, dates } = useI18n();
  const id = createUniqueId();
  const names = createNames();
  const call = useCallPerson();
  const people = createMemo(() => dutyTogether(props.rows, names.me()));
  return (
    <Show when={people().length > 0}>
      <section class="cal-together" aria-labelledby={id}>
        <h3 class="sec-head" id={id}>
          {t('calendar.together')}
        </h3>
        <ul>
          <Keyed each={people()} by={({ user }) => user}>
            {(one) => (
              <li class="person">
                <Avatar
                  id={one().user}
                  name={names.person(one().user)?.name ?? ''}
                  photoUrl={names.person(one().user)?.photoUrl}
                  size={40}
                />
                <span>
                  <span class="nm">
                    <bdi dir={nameDirection(names.name(one().user))} class="name-clip">
                      {names.name(one().user)}
                    </bdi>
                  </span>
                  <span class="sub">
                    <Show when={names.person(one().user)}>{(person) => <ProfessionTag of={person().profession} />}</Show>
                    <bdi dir="auto" class="name-clip">
                      {one().roles.join(', ')}
                    </bdi>
                  </span>
                  <Show when={one().hours}>
                    {(hours) => (
                      <span class="sub">
                        {t('duty.times', { from: dates().time(hours().fromMs), to: dates().time(hours().toMs) })}
                      </span>
                    )}
                  </Show>
                </span>
                <span class="acts">
                  <IconButton label={t('duty.call', { name: names.name(one().user) })} onClick={() => void call(one().user)}>
                    <Phone class="i" />
                  </IconButton>
                </span>
              </li>
            )}
          </Keyed>
        </ul>
      </section>
    </Show>
  );
};
