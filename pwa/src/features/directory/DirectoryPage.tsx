import { A, type RouteSectionProps, useLocation } from '@solidjs/router';
import MessageCircle from 'lucide-solid/icons/message-circle';
import Phone from 'lucide-solid/icons/phone';
import { Show } from 'solid-js';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { useCallPerson } from '../../app/calls/use-call-person.ts';
import { RoleChips } from '../../app/duty/RoleChips.tsx';
import { personName } from '../../app/people.tsx';
import { PeopleList } from '../../app/people-list/PeopleList.tsx';
import { PersonFace } from '../../app/people-list/PersonFace.tsx';
import { PersonLine } from '../../app/people-list/PersonLine.tsx';
import { useWriteTo } from '../../app/use-write-to.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { createDirectRows } from './create-direct-rows.ts';

export const DirectoryPage = (props: RouteSectionProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const location = useLocation();
  const writeTo = useWriteTo();
  const call = useCallPerson();
  const rowOf = createDirectRows();
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
              <PersonFace person={person()} size={44} reachable={rowOf(person().user)?.reachable === true} />
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
                  <IconButton
                    label={t('people.call-to', { name: personName(i18n, person()) })}
                    onClick={() => void call(person().user)}
                  >
                    <Phone class="i" />
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
