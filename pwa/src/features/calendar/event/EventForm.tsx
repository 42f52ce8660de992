/** The form of an event, new or changed: every control native, every fault in words at its field, nothing that was typed dropped without asking. */
import { EVENT_LIMITS, PRIORITIES } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { useBeforeLeave } from '@solidjs/router';
import X from 'lucide-solid/icons/x';
import { type Accessor, createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { deviceZone } from '../../../app/device-zone.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { peerName } from '../../../app/peers.tsx';
import { useTitle } from '../../../app/title.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { focusOnMount } from '../../../ui/focus-on-mount.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { type CalendarChoice, createOthers } from './calendar-list.ts';
import { isSamePlace } from './event-address.ts';
import { type EventDraft, type FormFields, type ReminderDraft, readDraft } from './event-form.ts';
import { PeopleField } from './PeopleField.tsx';
import { ReminderFields } from './ReminderFields.tsx';
import { RepeatFields } from './RepeatFields.tsx';
import { ShiftFields } from './ShiftFields.tsx';
import { WhenFields } from './WhenFields.tsx';
import './event.css';

interface EventFormProps {
  readonly title: string;
  readonly first: EventDraft;
  /** Where it may be written; one alone: it stays where it is. */
  readonly calendars: readonly CalendarChoice[];
  /** Of a new event: those of its calendar, until somebody changes them. Absent: as it began. */
  readonly usualReminders?: ((calendar: SpaceId) => readonly ReminderDraft[]) | undefined;
  readonly failure: string | undefined;
  readonly isBusy: boolean;
  /** Written, or on its way: leaving drops nothing. */
  readonly isDone: boolean;
  readonly onSave: (fields: FormFields, draft: EventDraft, calendar: SpaceId) => void;
  readonly onClose: () => void;
}

export const EventForm = (props: EventFormProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { conversations } = useEngine();
  // What it began with; what others change meanwhile does not overwrite what is being typed.
  const first = props.first;
  const [draft, setDraft] = createSignal<EventDraft>(first);
  const set = (part: Partial<EventDraft>) => setDraft((before) => ({ ...before, ...part }));
  const [hasTried, setTried] = createSignal(false);
  const [chosen, setChosen] = createSignal<SpaceId>();
  const calendar = () => props.calendars.find(({ id }) => id === chosen()) ?? props.calendars[0];
  const members = createOthers(() => calendar()?.id);
  const [hasReminders, setHasReminders] = createSignal(false);
  const reminders = createMemo(() => {
    const into = calendar();
    const usual = hasReminders() || into === undefined ? undefined : props.usualReminders?.(into.id);
    return usual ?? draft().reminders;
  });
  const whole = createMemo((): EventDraft => ({ ...draft(), reminders: reminders() }));
  const read = createMemo(() => readDraft(whole(), deviceZone()));
  const faults = () => (hasTried() ? read().faults : []);
  const isTouched = () => JSON.stringify(draft()) !== JSON.stringify(first);
  const guard = createLeaveGuard(() => isTouched() && !props.isDone);
  useTitle(() => props.title);

  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    setTried(true);
    const { fields } = read();
    const into = calendar();
    const form = event.currentTarget;
    if (props.isBusy) return;
    if (fields !== undefined && into !== undefined) props.onSave(fields, whole(), into.id);
    else queueMicrotask(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const linked = createMemo(() =>
    conversations.order.flatMap((id) => {
      const row = conversations.byId[id];
      return row === undefined ? [] : [{ value: row.id as string, label: peerName(i18n, row) }];
    }),
  );
  const isShift = () => draft().kind === 'shift';
  return (
    <form class="pane aside event-pane event-form" noValidate onSubmit={submit}>
      <header class="bar">
        <h1 class="grow" ref={focusOnMount}>
          {props.title}
        </h1>
        <IconButton label={t('common.close')} onClick={props.onClose}>
          <X class="i" />
        </IconButton>
      </header>
      <div class="scroll">
        <div class="event-body">
          <Segments
            label={t('event.form.kind')}
            value={draft().kind}
            options={[
              { value: 'event', label: t('event.form.kind.event') },
              { value: 'shift', label: t('event.form.kind.shift') },
            ]}
            onChange={(kind) => set({ kind })}
          />
          <Show
            when={isShift()}
            fallback={
              <TextField
                label={t('event.form.title')}
                error={faults().some(({ field }) => field === 'title') ? t('event.form.fault.title') : undefined}
                required
                maxlength={EVENT_LIMITS.title}
                autocomplete="off"
                dir="auto"
                value={draft().title}
                onValue={(title) => set({ title })}
              />
            }
          >
            <ShiftFields draft={draft()} members={members()} faults={faults()} onChange={set} />
          </Show>
          <WhenFields draft={draft()} faults={faults()} onChange={set} />
          <RepeatFields draft={draft()} faults={faults()} onChange={(repeat) => set({ repeat })} />
          <TextField
            label={t('event.form.place')}
            maxlength={EVENT_LIMITS.place}
            autocomplete="off"
            dir="auto"
            value={draft().place}
            onValue={(place) => set({ place })}
          />
          <SelectField
            label={t('event.form.calendar')}
            hint={calendar() && t(calendar()?.isOwn ? 'event.form.calendar.own' : 'event.form.calendar.shared')}
            error={hasTried() && calendar() === undefined ? t('event.form.fault.calendar') : undefined}
            disabled={props.calendars.length < 2}
            value={calendar()?.id ?? ''}
            options={props.calendars.map(({ id, name }) => ({ value: id as string, label: name }))}
            onChange={(id) => {
              setChosen(props.calendars.find((one) => one.id === id)?.id);
              // Whoever does not read the new one cannot be invited there.
              set({ invited: [], holder: undefined });
            }}
          />
          <Show when={!isShift() && members().length > 0}>
            <PeopleField members={members()} invited={draft().invited} onChange={(invited) => set({ invited })} />
          </Show>
          <ReminderFields
            draft={whole()}
            faults={faults()}
            onChange={(changed) => {
              setHasReminders(true);
              set({ reminders: changed });
            }}
          />
          <Show when={!isShift()}>
            <div class="card rows">
              <Switch
                label={t('event.form.call')}
                hint={t('event.form.call.hint')}
                checked={draft().call}
                onChange={(call) => {
                  set({ call });
                  return Promise.resolve(true);
                }}
              />
            </div>
          </Show>
          <SelectField
            label={t('event.form.priority')}
            value={draft().priority}
            options={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
            onChange={(priority) => set({ priority })}
          />
          <SelectField
            label={t('event.form.conversation')}
            value={draft().conversation ?? ''}
            options={[{ value: '', label: t('event.form.conversation.none') }, ...linked()]}
            onChange={(id) => set({ conversation: conversations.byId[id]?.id })}
          />
          <TextArea
            label={t('event.form.notes')}
            maxlength={EVENT_LIMITS.notes}
            value={draft().notes}
            onValue={(notes) => set({ notes })}
          />
          <Failure words={props.failure} />
        </div>
      </div>
      <div class="act-dock">
        <Button kind="primary" size="lg" wide type="submit" busy={props.isBusy}>
          {t('common.save')}
        </Button>
      </div>
      <Show when={guard.asked()}>
        <LeaveSheet onStay={guard.stay} onLeave={guard.leave} />
      </Show>
    </form>
  );
};

/** Leaving the address asks first; so does the browser when the page itself goes. */
function createLeaveGuard(isUnsaved: Accessor<boolean>) {
  const [asked, setAsked] = createSignal<() => void>();
  useBeforeLeave((leaving) => {
    if (!isUnsaved() || leaving.defaultPrevented) return;
    if (typeof leaving.to === 'string' && isSamePlace(leaving.to, `${leaving.from.pathname}${leaving.from.search}`)) return;
    leaving.preventDefault();
    setAsked(() => () => leaving.retry(true));
  });
  onMount(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isUnsaved()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    onCleanup(() => window.removeEventListener('beforeunload', warn));
  });
  return {
    asked,
    stay: () => void setAsked(undefined),
    leave: () => {
      const go = asked();
      setAsked(undefined);
      go?.();
    },
  };
}

const LeaveSheet = (props: { readonly onStay: () => void; readonly onLeave: () => void }) => {
  const { t } = useI18n();
  return (
    <Sheet title={t('event.form.leave')} closeLabel={t('common.close')} open onClose={props.onStay}>
      <p>{t('event.form.leave.text')}</p>
      <div class="btns" data-fill>
        <Button kind="line" size="lg" onClick={props.onStay}>
          {t('event.form.leave.stay')}
        </Button>
        <Button kind="danger" size="lg" onClick={props.onLeave}>
          {t('event.form.leave.go')}
        </Button>
      </div>
    </Sheet>
  );
};
