/** A new event: with the day or hour that was pressed, in a calendar that she may write in. Durable here at once, leaves when it can. */
import type { SpaceId } from '@sanad/model/ids';
import { useLocation, useNavigate } from '@solidjs/router';
import { createMemo, createSignal, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { createReminderSettings } from '../../../app/reminder-settings.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { useToaster } from '../../../ui/toaster.ts';
import { createCalendars } from './calendar-list.ts';
import { EventForm } from './EventForm.tsx';
import { calendarHref, eventHref } from './event-address.ts';
import { type EventDraft, type FormFields, newDraft, reminderDraft } from './event-form.ts';
import { deviceZone } from './time-words.ts';

export const NewEvent = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const toaster = useToaster();
  const location = useLocation();
  const navigate = useNavigate();
  const all = createCalendars();
  const asked = new URLSearchParams(location.search);
  /** The one that was asked for first. */
  const calendars = createMemo(() => {
    const wanted = asked.get('calendar');
    const open = all().filter(({ mayWrite }) => mayWrite);
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
  const first = newDraft(
    { start: asked.get('start') ?? undefined, end: asked.get('end') ?? undefined },
    deviceZone(),
    new Date(),
  );
  const save = async (fields: FormFields, draft: EventDraft, calendar: SpaceId) => {
    setBusy(true);
    setFailure(undefined);
    const saved = await api.saveEvent(calendar, { fields, invited: draft.kind === 'shift' ? [] : draft.invited });
    setBusy(false);
    if (!saved.ok) return void setFailure(failureWords(i18n, saved.error));
    setDone(true);
    toaster.show({ text: t(sync().connectivity === 'online' ? 'event.form.saved' : 'event.form.saved-offline') });
    return navigate(eventHref(location.search, calendar, saved.value, undefined), { replace: true });
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
