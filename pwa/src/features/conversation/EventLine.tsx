/** A change of members or key, in plain sentences. */
import type { EventRow } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import KeyRound from 'lucide-solid/icons/key-round';
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import UserMinus from 'lucide-solid/icons/user-minus';
import UserPlus from 'lucide-solid/icons/user-plus';
import UsersRound from 'lucide-solid/icons/users-round';
import { createMemo, For, Match, Show, Switch } from 'solid-js';
import { localeOf } from '../../i18n/language.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { eventSentences, namesApart } from './event-words.ts';
import { useThreadDoor } from './thread-door.ts';

export const EventLine = (props: { readonly row: EventRow }) => {
  const i18n = useI18n();
  const door = useThreadDoor();
  const list = createMemo(() => new Intl.ListFormat(localeOf[i18n.language()], { type: 'conjunction' }));
  /** The part of the group that goes on in this one (EPOCH-16), where I may read it. */
  const before = createMemo(() => (props.row.event.continues === true ? door.group()?.earlier.at(-1) : undefined));
  const parts = createMemo(() =>
    namesApart(
      eventSentences({ t: i18n.t, n: i18n.n, list: (names) => list().format(names) }, props.row.event, door.name, door.me()).join(
        ' ',
      ),
    ),
  );
  return (
    <p class="sys">
      <Switch fallback={<UsersRound class="i" />}>
        <Match when={props.row.event.added.length > 0 && !props.row.event.created}>
          <UserPlus class="i" />
        </Match>
        <Match when={props.row.event.removed.length > 0}>
          <UserMinus class="i" />
        </Match>
        <Match when={props.row.event.device !== undefined}>
          <MonitorSmartphone class="i" />
        </Match>
        <Match when={props.row.event.identity !== undefined}>
          <ShieldAlert class="i" />
        </Match>
        <Match when={isKeyOnly(props.row)}>
          <KeyRound class="i" />
        </Match>
      </Switch>
      <span>
        <For each={parts()}>
          {(part) =>
            part.isName ? (
              <b>
                <bdi>{part.text}</bdi>
              </b>
            ) : (
              part.text
            )
          }
        </For>
        <Show when={before()}>
          {(space) => (
            <>
              {' '}
              <A href={`/c/${space()}`}>{i18n.t('event.before')}</A>
            </>
          )}
        </Show>
      </span>
    </p>
  );
};

const isKeyOnly = ({ event }: EventRow): boolean =>
  event.rekeyed && event.removed.length + event.promoted.length + event.demoted.length === 0;
