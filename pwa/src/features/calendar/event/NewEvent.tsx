/** A new event: with the day or hour that was pressed, in a calendar that she may write in. Durable here at once, leaves when it can. */
import { isSpaceId, isUserId, type SpaceId } from '@sanad/model/ids';
import { useLocation, useNavigate } from '@solidjs/router';
import { createMemo, createSignal, Show } from 'solid-js';
import { deviceZone } from '../../../app/device-zone.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { PHONE } from '../../../app/media.ts';
import { isSame } from '../../../app/projection.ts';
import { createReminderSettings } from '../../../app/reminder-settings.ts';
import { dayKey } from '../../../i18n/dates.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { useToaster } from '../../../ui/toaster.ts';
import { searchShowing } from '../view-address.ts';
import { type CalendarChoice, createCalendars, usePeopleNames } from './calendar-list.ts';
import { EventForm } from './EventForm.tsx';
import { calendarHref, eventHref } from './event-address.ts';
import { type EventDraft, type FormFields, newDraft, reminderDraft } from './event-form.ts';

interface Asked {
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly calendar: string | undefined;
  /** With her, in the calendar that is asked for: it may have nothing in it yet. */
  readonly invite: string | undefined;
}
function askedOf(search: string): Asked {
  const query = new URLSearchParams(search);
  const read = (name: string): string | undefined => query.get(name) ?? undefined;
  return { start: read('start'), end: read('end'), calendar: read('calendar'), invite: read('invite') };
}

/** Another day or hour that is pressed beside the form begins it anew. */
export const NewEvent = () => {
  const location = useLocation();
  const asked = createMemo(() => askedOf(location.search), undefined, { equals: isSame });
  return (
    <Show when={asked()} keyed>
      {(one) => <Begun asked={one} />}
    </Show>
  );
};

const Begun = (props: { readonly asked: Asked }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const toaster = useToaster();
  const location = useLocation();
  const navigate = useNavigate();
  const all = createCalendars();
  const names = usePeopleNames();
  const guest = isUserId(props.asked.invite) ? props.asked.invite : undefined;
  /** A conversation that was just opened stands in no list. */
  const begun = (): readonly CalendarChoice[] => {
    const id = props.asked.calendar;
    const isListed = !isSpaceId(id) || guest === undefined || all().some((one) => one.id === id);
    return isListed ? [] : [{ id, name: names.name(guest), isOwn: false, mayWrite: true }];
  };
  /** The one that was asked for first. */
  const calendars = createMemo(() => {
    const wanted = props.asked.calendar;
    const open = [...all().filter(({ mayWrite }) => mayWrite), ...begun()];
    return [...open.filter(({ id }) => id === wanted), ...open.filter(({ id }) => id !== wanted)];
  });
  const [isBusy, setBusy] = createSignal(false);
  const [isDone, setDone] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const settings = createReminderSettings();
  const usualReminders = (calendar: SpaceId) => {
    const known = settings();
    return (known?.of[calendar] ?? known?.usual)?.map(reminderDraft) ?? first.reminders;
  };
  const first = { ...newDraft(props.asked, deviceZone(), new Date()), invited: guest === undefined ? [] : [guest] };
  const save = async (fields: FormFields, draft: EventDraft, calendar: SpaceId) => {
    setBusy(true);
    setFailure(undefined);
    const saved = await api.saveEvent(calendar, { fields, invited: draft.kind === 'shift' ? [] : draft.invited });
    setBusy(false);
    if (!saved.ok) return void setFailure(failureWords(i18n, saved.error));
    setDone(true);
    toaster.show({ text: t(sync().connectivity === 'online' ? 'event.form.saved' : 'event.form.saved-offline') });
    const behind = searchShowing(draft.startDate, location.search, dayKey(Date.now()), matchMedia(PHONE).matches ? 3 : 7);
    return navigate(eventHref(behind, calendar, saved.value, undefined), { replace: true });
  };
  return (
    <Show when={calendars().length > 0} fallback={<div class="pane aside event-pane" aria-busy="true" />}>
      <EventForm
        title={t('event.new')}
        first={first}
        calendars={calendars()}
        usualReminders={usualReminders}
        failure={failure()}
        isBusy={isBusy()}
        isDone={isDone()}
        onSave={(...saved) => void save(...saved)}
        onClose={() => navigate(calendarHref(location.search))}
      />
    </Show>
  );
};
