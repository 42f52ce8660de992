/** The details of an event: beside the calendar where there is room, in its place on a phone. */
import type { EventDetails } from '@sanad/model/engine/api';
import { A, useLocation, useNavigate, useParams } from '@solidjs/router';
import CalendarX from 'lucide-solid/icons/calendar-x';
import Ellipsis from 'lucide-solid/icons/ellipsis';
import Pencil from 'lucide-solid/icons/pencil';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, Show } from 'solid-js';
import { closeEventNotifications } from '../../../app/notifications/close-read.ts';
import { useTitle } from '../../../app/title.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { focusOnMount } from '../../../ui/focus-on-mount.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { AnswerButtons } from './AnswerButtons.tsx';
import { usePeopleNames } from './calendar-list.ts';
import { createEvent } from './create-event.ts';
import { EventFacts, MoreEventFacts } from './EventFacts.tsx';
import { EventFiles } from './EventFiles.tsx';
import { EventMenu } from './EventMenu.tsx';
import { EventNotices } from './EventNotices.tsx';
import { calendarHref, type EventAddress, eventHref, readEventAddress } from './event-address.ts';
import { Guests } from './Guests.tsx';
import { JoinMeeting } from './JoinMeeting.tsx';
import { ShiftFacts } from './ShiftFacts.tsx';
import '../../../app/people-list/people.css';
import './event.css';

export const EventPane = () => {
  const params = useParams();
  const location = useLocation();
  const address = createMemo(() => readEventAddress(params, location.search), undefined, { equals: isSameAddress });
  return (
    <Show when={address()} keyed fallback={<MissingEvent />}>
      {(found) => <Followed address={found} />}
    </Show>
  );
};
const isSameAddress = (a: EventAddress | undefined, b: EventAddress | undefined): boolean =>
  a?.calendar === b?.calendar && a?.event === b?.event && a?.at === b?.at;

const CloseLink = () => {
  const { t } = useI18n();
  const location = useLocation();
  return (
    <A class="icon-btn" href={calendarHref(location.search)} aria-label={t('event.close')} title={t('event.close')}>
      <X class="i" />
    </A>
  );
};

const MissingEvent = () => {
  const { t } = useI18n();
  useTitle(() => t('event.missing.title'));
  return (
    <section class="pane aside event-pane" aria-label={t('event.title')}>
      <header class="bar">
        <h1 class="grow" ref={focusOnMount}>
          {t('event.title')}
        </h1>
        <CloseLink />
      </header>
      <EmptyState icon={<CalendarX class="i" />} title={t('event.missing.title')} text={t('event.missing.text')} />
    </section>
  );
};

const Followed = (props: { readonly address: EventAddress }) => {
  const { t } = useI18n();
  const followed = createEvent(props.address);
  closeEventNotifications(props.address.event);
  return (
    <Show
      when={followed.details()}
      fallback={
        <Show
          when={followed.isLoaded()}
          fallback={<section class="pane aside event-pane" aria-label={t('event.title')} aria-busy="true" />}
        >
          <MissingEvent />
        </Show>
      }
    >
      {(details) => <Details address={props.address} details={details()} />}
    </Show>
  );
};

const Details = (props: { readonly address: EventAddress; readonly details: EventDetails }) => {
  const { t } = useI18n();
  const location = useLocation();
  const navigate = useNavigate();
  const names = usePeopleNames();
  const [isMenuOpen, setMenuOpen] = createSignal(false);
  const isCancelled = () => props.details.state !== 'on';
  // Never what it is called: a title of a window is seen by others.
  useTitle(() => t('event.title'));
  const edit = () => eventHref(location.search, props.address.calendar, props.address.event, props.address.at, true);
  return (
    <section class="pane aside event-pane" aria-label={t('event.title')} data-state={props.details.state}>
      <header class="bar">
        <h1 class="grow page-side" dir="auto" ref={focusOnMount}>
          {props.details.title === '' ? t('event.untitled') : props.details.title}
        </h1>
        <Show when={props.details.editable}>
          <A class="icon-btn" href={edit()} aria-label={t('event.edit')} title={t('event.edit')}>
            <Pencil class="i" />
          </A>
        </Show>
        <IconButton label={t('event.more')} onClick={() => setMenuOpen(true)}>
          <Ellipsis class="i" />
        </IconButton>
        <CloseLink />
      </header>
      <div class="scroll">
        <div class="event-body">
          <EventNotices address={props.address} details={props.details} names={names} />
          <Show when={props.details.duty}>{(role) => <ShiftFacts details={props.details} role={role()} names={names} />}</Show>
          <EventFacts details={props.details} names={names} />
          <Show when={props.details.call && !isCancelled()}>
            <JoinMeeting details={props.details} />
          </Show>
          <Show when={!isCancelled() && props.details.duty === undefined && mayAnswer(props.details, names.isMe)}>
            <AnswerButtons address={props.address} details={props.details} />
          </Show>
          <Show when={props.details.people.length > 0}>
            <Guests people={props.details.people} names={names} />
          </Show>
          <MoreEventFacts details={props.details} names={names} />
          <EventFiles address={props.address} details={props.details} />
        </div>
      </div>
      <Show when={isMenuOpen()}>
        <EventMenu
          address={props.address}
          details={props.details}
          onRemoved={() => navigate(calendarHref(location.search))}
          onClose={() => setMenuOpen(false)}
        />
      </Show>
    </section>
  );
};
/** Who is invited answers, and whoever else reads it may: an answer needs no invitation (CAL-12). */
const mayAnswer = (details: EventDetails, isMe: (user: EventDetails['organiser']) => boolean): boolean =>
  details.answer !== undefined || !isMe(details.organiser);
