import type { RouteSectionProps } from '@solidjs/router';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { useCallPerson } from '../../app/calls/use-call-person.ts';
import { RoleChips } from '../../app/duty/RoleChips.tsx';
import { PeopleList } from '../../app/people-list/PeopleList.tsx';
import { useWriteTo } from '../../app/use-write-to.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { createDirectRows } from './create-direct-rows.ts';
import { DirectoryRow } from './DirectoryRow.tsx';

export const DirectoryPage = (props: RouteSectionProps) => {
  const { t } = useI18n();
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
            <DirectoryRow
              person={person()}
              reachable={rowOf(person().user)?.reachable === true}
              onWrite={(to) => void writeTo(to)}
              onCall={({ user }) => void call(user)}
            />
          )}
        </PeopleList>
      </section>
      {props.children}
    </>
  );
};
