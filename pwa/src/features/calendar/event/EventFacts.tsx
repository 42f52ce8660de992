/** What is known of an event, one line each: before the answer what one decides by, after it what one looks up. */

import type { EventDetails } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import Bell from 'lucide-solid/icons/bell';
import CalendarDays from 'lucide-solid/icons/calendar-days';
import Clock from 'lucide-solid/icons/clock';
import MapPin from 'lucide-solid/icons/map-pin';
import MessageCircle from 'lucide-solid/icons/message-circle';
import NotebookText from 'lucide-solid/icons/notebook-text';
import Repeat from 'lucide-solid/icons/repeat';
import UserRound from 'lucide-solid/icons/user-round';
import { createMemo, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { createNow } from '../../../app/now.ts';
import { peerName } from '../../../app/peers.tsx';
import { PriorityGlyph } from '../../../app/priority.tsx';
import { reminderWords } from '../../../app/reminder-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { createCalendars, type PeopleNames } from './calendar-list.ts';
import { ruleWords } from './rule-words.ts';
import { relativeWords, spanWords, zoneWords } from './time-words.ts';

interface EventFactsProps {
  readonly details: EventDetails;
  readonly names: PeopleNames;
}

export const EventFacts = (props: EventFactsProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const now = createNow();
  const repeats = createMemo(() => {
    const { rule, start, dates, without } = props.details;
    return rule === undefined ? undefined : ruleWords(i18n, { rule, start, dates, without });
  });
  const reminders = createMemo(() => {
    const [first, ...more] = props.details.reminders.map((minutes) => reminderWords(i18n, minutes));
    if (first === undefined) return undefined;
    return { first: t('event.reminder', { when: first }), more: more.map((when) => t('event.reminder.more', { when })) };
  });
  const organiser = () =>
    props.names.isMe(props.details.organiser)
      ? t('event.organiser.me')
      : t('event.organiser', { name: props.names.name(props.details.organiser) });
  return (
    <ul class="facts">
      <li>
        <Clock class="i" />
        <span>
          {spanWords(i18n, props.details, now())}
          <small>{relativeWords(i18n, props.details, now())}</small>
          <Show when={zoneWords(i18n, props.details)}>{(zone) => <small>{zone()}</small>}</Show>
        </span>
      </li>
      <Show when={repeats()}>
        {(words) => (
          <li>
            <Repeat class="i" />
            <span>
              {words().main}
              <Show when={props.details.isChanged}> · {t('event.rule.changed')}</Show>
              <Show when={words().more}>{(more) => <small>{more()}</small>}</Show>
            </span>
          </li>
        )}
      </Show>
      <Show when={props.details.place}>
        {(place) => (
          <li>
            <MapPin class="i" />
            <span class="page-side" dir="auto">
              {place()}
            </span>
          </li>
        )}
      </Show>
      <Show when={reminders()}>
        {(said) => (
          <li>
            <Bell class="i" />
            <span>
              {said().first}
              <Show when={said().more.length > 0}>
                <small>{said().more.join(' ')}</small>
              </Show>
            </span>
          </li>
        )}
      </Show>
      <Show when={props.details.priority !== 'normal'}>
        <li>
          <PriorityGlyph of={props.details.priority} />
          <span>{t(`priority.${props.details.priority}`)}</span>
        </li>
      </Show>
      <li>
        <UserRound class="i" />
        <span>{organiser()}</span>
      </li>
    </ul>
  );
};

export const MoreEventFacts = (props: EventFactsProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { conversations } = useEngine();
  const calendars = createCalendars();
  const now = createNow();
  const calendar = () => calendars().find(({ id }) => id === props.details.calendar)?.name ?? t('event.calendar.unknown');
  const changed = () => {
    const { changedAtMs, createdAtMs, changedBy } = props.details;
    if (changedAtMs === createdAtMs) return undefined;
    const moment = i18n.dates().moment(changedAtMs, now());
    return props.names.isMe(changedBy)
      ? t('event.changed.me', { moment })
      : t('event.changed', { name: props.names.name(changedBy), moment });
  };
  const conversation = () => {
    const { conversation: linked, calendar: own } = props.details;
    const row = conversations.byId[linked ?? own];
    return row && { href: `/c/${row.id}`, name: peerName(i18n, row) };
  };
  return (
    <ul class="facts">
      <Show when={props.details.notes}>
        {(notes) => (
          <li>
            <NotebookText class="i" />
            <span class="event-notes" dir="auto">
              {notes()}
            </span>
          </li>
        )}
      </Show>
      <li>
        <CalendarDays class="i" />
        <span>
          <bdi>{calendar()}</bdi>
          <small>{changed() ?? t('event.calendar')}</small>
        </span>
      </li>
      <Show when={conversation()}>
        {(link) => (
          <li data-link>
            <MessageCircle class="i" />
            <A href={link().href}>
              {t('event.conversation')}
              <small>
                <bdi>{link().name}</bdi>
              </small>
            </A>
          </li>
        )}
      </Show>
    </ul>
  );
};
