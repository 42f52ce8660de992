/** To whom? The directory, one press per person. */
import { A } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import UsersRound from 'lucide-solid/icons/users-round';
import { RoleChips } from '../../app/duty/RoleChips.tsx';
import { PaneBar } from '../../app/PaneBar.tsx';
import { personName } from '../../app/people.tsx';
import { PeopleList } from '../../app/people-list/PeopleList.tsx';
import { PersonLine } from '../../app/people-list/PersonLine.tsx';
import { useTitle } from '../../app/title.ts';
import { useWriteTo } from '../../app/use-write-to.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';

export const NewMessage = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const writeTo = useWriteTo();
  useTitle(() => t('people.new'));
  return (
    <div class="pane main people-pick">
      <PaneBar title={t('people.new')} back="/" />
      <A class="row new-group" href="/groups/new">
        <span class="avatar" data-kind="group" aria-hidden="true">
          <UsersRound class="i" />
        </span>
        <span class="txt">
          {t('group.new')}
          <small>{t('group.new.hint')}</small>
        </span>
        <ChevronRight class="i chev flip" />
      </A>
      <RoleChips />
      <PeopleList>
        {(person) => (
          <button
            type="button"
            class="person"
            disabled={person().trust !== 'bound'}
            aria-label={t('people.write-to', { name: personName(i18n, person()) })}
            onClick={() => void writeTo(person())}
          >
            <Avatar id={person().user} name={person().name} photoUrl={person().photoUrl} size={44} />
            <PersonLine person={person()} />
          </button>
        )}
      </PeopleList>
    </div>
  );
};
