/**
 * A colleague in the directory: her card, and the two ways to reach her. Rows come and go by the dozen while the list is scrolled, so this one is made of
 * plain elements in one piece, where other screens have components (`A`, IconButton): each of those takes longer than all the rest.
 */
import type { Person } from '@sanad/model/engine/api';
import { useLocation } from '@solidjs/router';
import { createMemo, Show } from 'solid-js';
import { personName } from '../../app/people.tsx';
import { PersonFace } from '../../app/people-list/PersonFace.tsx';
import { PersonLine } from '../../app/people-list/PersonLine.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { RowGlyph } from '../../ui/glyphs.tsx';

interface DirectoryRowProps {
  readonly person: Person;
  readonly reachable: boolean;
  readonly onWrite: (person: Person) => void;
  readonly onCall: (person: Person) => void;
}

export const DirectoryRow = (props: DirectoryRowProps) => {
  const i18n = useI18n();
  const location = useLocation();
  const name = createMemo(() => personName(i18n, props.person));
  const write = createMemo(() => i18n.t('people.write-to', { name: name() }));
  const call = createMemo(() => i18n.t('people.call-to', { name: name() }));
  const path = () => `/directory/${props.person.user}`;
  const isOpen = createMemo(() => location.pathname === path());
  return (
    <div class="person" aria-current={isOpen() ? 'true' : undefined}>
      <PersonFace person={props.person} size={44} reachable={props.reachable} />
      <a class="person-link" href={path()} aria-current={isOpen() ? 'page' : undefined}>
        <PersonLine person={props.person} />
      </a>
      <Show when={props.person.trust === 'bound'}>
        <span class="acts">
          <button type="button" class="icon-btn" aria-label={write()} title={write()} onClick={() => props.onWrite(props.person)}>
            <RowGlyph of="message-circle" />
          </button>
          <button type="button" class="icon-btn" aria-label={call()} title={call()} onClick={() => props.onCall(props.person)}>
            <RowGlyph of="phone" />
          </button>
        </span>
      </Show>
    </div>
  );
};
