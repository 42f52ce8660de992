/** Who is invited, with the answer in words; who answered without an invitation is told apart. */
import type { InvitedRow, Rsvp } from '@sanad/model/engine/api';
import Check from 'lucide-solid/icons/check';
import CircleQuestionMark from 'lucide-solid/icons/circle-question-mark';
import Hourglass from 'lucide-solid/icons/hourglass';
import X from 'lucide-solid/icons/x';
import { createMemo, Match, Show, Switch } from 'solid-js';
import { nameDirection, ProfessionTag } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Keyed } from '../../../ui/Keyed.tsx';
import type { PeopleNames } from './calendar-list.ts';

interface GuestsProps {
  readonly people: readonly InvitedRow[];
  readonly names: PeopleNames;
}
const ORDER = ['yes', 'maybe', 'no', 'none'] as const;

export const Guests = (props: GuestsProps) => {
  const { t, n } = useI18n();
  const sorted = createMemo(() => [...props.people].sort((a, b) => ORDER.indexOf(a.word) - ORDER.indexOf(b.word)));
  const counts = () =>
    ORDER.flatMap((word) => {
      const count = props.people.filter((one) => one.word === word).length;
      return count === 0 ? [] : [n(`event.said.${word}`, count)];
    }).join(' · ');
  return (
    <section class="event-guests">
      <h2 class="sec-head">
        <span class="grow">{n('event.guests', props.people.filter(({ invited }) => invited).length)}</span>
        <span class="event-counts">{counts()}</span>
      </h2>
      <ul>
        <Keyed each={sorted()} by={({ user }) => user}>
          {(row) => (
            <li class="person">
              <Avatar
                id={row().user}
                name={props.names.person(row().user)?.name ?? ''}
                photoUrl={props.names.person(row().user)?.photoUrl}
                size={36}
              />
              <span>
                <span class="nm">
                  <bdi dir={nameDirection(props.names.name(row().user))} class="name-clip">
                    {props.names.name(row().user)}
                  </bdi>
                </span>
                <span class="sub">
                  <Show when={props.names.person(row().user)}>{(person) => <ProfessionTag of={person().profession} />}</Show>
                  <Show when={!row().invited}>
                    <span>{t('event.tag.uninvited')}</span>
                  </Show>
                </span>
                <Show when={row().comment}>
                  {(comment) => (
                    <span class="event-word page-side" dir="auto">
                      {comment()}
                    </span>
                  )}
                </Show>
              </span>
              <AnswerTag of={row().word} />
            </li>
          )}
        </Keyed>
      </ul>
    </section>
  );
};

const AnswerTag = (props: { readonly of: Rsvp }) => {
  const { t } = useI18n();
  return (
    <span class="tag" data-k={props.of === 'yes' ? 'ok' : props.of === 'none' ? 'wait' : undefined}>
      <Switch>
        <Match when={props.of === 'yes'}>
          <Check class="i" />
        </Match>
        <Match when={props.of === 'maybe'}>
          <CircleQuestionMark class="i" />
        </Match>
        <Match when={props.of === 'no'}>
          <X class="i" />
        </Match>
        <Match when={props.of === 'none'}>
          <Hourglass class="i" />
        </Match>
      </Switch>
      {t(`event.tag.${props.of}`)}
    </span>
  );
};
