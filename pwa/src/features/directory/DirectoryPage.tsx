import { A, type RouteSectionProps, useLocation } from '@solidjs/router';
import MessageCircle from 'lucide-solid/icons/message-circle';
import { Show } from 'solid-js';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { RoleChips } from '../../app/duty/RoleChips.tsx';
import { personName } from '../../app/people.tsx';
import { PeopleList } from '../../app/people-list/PeopleList.tsx';
import { PersonLine } from '../../app/people-list/PersonLine.tsx';
import { useWriteTo } from '../../app/use-write-to.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

export const DirectoryPage = (props: RouteSectionProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const location = useLocation();
  const writeTo = useWriteTo();
  return (
    <>
      <section class="pane list" aria-label={t('people.title')}>
        <header class="bar bar-top">
          <h1 class="grow">{t('people.title')}</h1>
        </header>
        <ConnectivityStrip />
        <RoleChips />
        <PeopleList>
          {(person) => (
            <div class="person" aria-current={location.pathname === `/directory/${person().user}` ? 'true' : undefined}>
              <Avatar id={person().user} name={person().name} photoUrl={person().photoUrl} size={44} />
              <A class="person-link" href={`/directory/${person().user}`} activeClass="" inactiveClass="">
                <PersonLine person={person()} />
              </A>
              <span class="acts">
                <Show when={person().trust === 'bound'}>
                  <IconButton
                    label={t('people.write-to', { name: personName(i18n, person()) })}
                    onClick={() => void writeTo(person())}
                  >
                    <MessageCircle class="i" />
                  </IconButton>
                </Show>
              </span>
            </div>
          )}
        </PeopleList>
      </section>
      {props.children}
    </>
  );
};
