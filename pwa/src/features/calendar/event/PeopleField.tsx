/** Who is invited, among those who read the calendar: nobody, all, or some. */
import type { UserId } from '@sanad/model/ids';
import { createSignal, For, Show } from 'solid-js';
import { ProfessionTag } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { usePeopleNames } from './calendar-list.ts';
import '../../../app/people-list/people.css';

interface PeopleFieldProps {
  readonly members: readonly UserId[];
  readonly invited: readonly UserId[];
  readonly onChange: (invited: readonly UserId[]) => void;
}

export const PeopleField = (props: PeopleFieldProps) => {
  const { t } = useI18n();
  const names = usePeopleNames();
  const [isChoosing, setChoosing] = createSignal(props.invited.length > 0);
  const isAll = () => props.members.length > 0 && props.members.every((user) => props.invited.includes(user));
  const value = () => (isAll() ? 'all' : isChoosing() || props.invited.length > 0 ? 'some' : 'nobody');
  const choose = (next: 'nobody' | 'all' | 'some') => {
    setChoosing(next === 'some');
    if (next === 'nobody') props.onChange([]);
    if (next === 'all') props.onChange(props.members);
    // From all to some begins with nobody: taking away fifty is no choice.
    if (next === 'some' && isAll()) props.onChange([]);
  };
  const toggle = (user: UserId, isIn: boolean) =>
    props.onChange(isIn ? [...props.invited, user] : props.invited.filter((one) => one !== user));
  return (
    <div class="field">
      <span class="label" aria-hidden="true">
        {t('event.form.people')}
      </span>
      <Segments
        label={t('event.form.people')}
        value={value()}
        options={[
          { value: 'nobody', label: t('event.form.people.nobody') },
          { value: 'all', label: t('event.form.people.all') },
          { value: 'some', label: t('event.form.people.some') },
        ]}
        onChange={choose}
      />
      <Show when={value() === 'some'}>
        <ul class="card rows event-people">
          <For each={props.members}>
            {(user) => (
              <li>
                <label class="person" data-choice>
                  <Avatar id={user} name={names.person(user)?.name ?? ''} photoUrl={names.person(user)?.photoUrl} size={36} />
                  <span>
                    <span class="nm">
                      <bdi>{names.name(user)}</bdi>
                    </span>
                    <Show when={names.person(user)}>
                      {(person) => (
                        <span class="sub">
                          <ProfessionTag of={person().profession} />
                        </span>
                      )}
                    </Show>
                  </span>
                  <input
                    type="checkbox"
                    class="tick"
                    checked={props.invited.includes(user)}
                    onChange={(event) => toggle(user, event.currentTarget.checked)}
                  />
                </label>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
};
