/** An event that is changed: only what is different is written (CAL-5); of a series it is asked for which dates (CAL-6). */
import type { EventDetails, EventEditForm, Scope } from '@sanad/model/engine/api';
import { useLocation, useNavigate, useParams } from '@solidjs/router';
import { createMemo, createSignal, Show } from 'solid-js';
import { deviceZone } from '../../../app/device-zone.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { useToaster } from '../../../ui/toaster.ts';
import { createCalendars } from './calendar-list.ts';
import { createEvent } from './create-event.ts';
import { EventForm } from './EventForm.tsx';
import { EventPane } from './EventPane.tsx';
import { type EventAddress, eventHref, readEventAddress } from './event-address.ts';
import { changedFields, draftOf, type EventDraft, type FormFields, isRepeatChanged, readDraft } from './event-form.ts';
import { ScopeSheet } from './ScopeSheet.tsx';

export const EditEvent = () => {
  const params = useParams();
  const location = useLocation();
  const address = createMemo(() => readEventAddress(params, location.search), undefined, {
    equals: (a, b) => a?.event === b?.event && a?.calendar === b?.calendar && a?.at === b?.at,
  });
  return (
    <Show when={address()} keyed fallback={<EventPane />}>
      {(found) => <Followed address={found} />}
    </Show>
  );
};

const Followed = (props: { readonly address: EventAddress }) => {
  const followed = createEvent(props.address);
  // As it was when the form opened: what it began with is what is compared.
  const first = createMemo<EventDetails | undefined>((before) => before ?? followed.details());
  return (
    <Show
      when={first()?.editable ? first() : undefined}
      keyed
      fallback={
        <Show when={followed.isLoaded()}>
          <EventPane />
        </Show>
      }
    >
      {(details) => <Edit address={props.address} details={details} />}
    </Show>
  );
};

const Edit = (props: { readonly address: EventAddress; readonly details: EventDetails }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const toaster = useToaster();
  const location = useLocation();
  const navigate = useNavigate();
  const all = createCalendars();
  const first = draftOf(props.details);
  const before = readDraft(first, deviceZone()).fields;
  const calendars = createMemo(() => {
    const own = all().filter(({ id }) => id === props.details.calendar);
    const unnamed = { id: props.details.calendar, name: t('event.calendar.unknown'), isOwn: false, mayWrite: true };
    return own.length > 0 ? own : [unnamed];
  });
  const [isBusy, setBusy] = createSignal(false);
  const [isDone, setDone] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const [asked, setAsked] = createSignal<EventEditForm>();
  const close = () => {
    const { calendar, event, at } = props.address;
    navigate(eventHref(location.search, calendar, event, at));
  };
  const write = async (edit: EventEditForm, scope: Scope) => {
    const { calendar, event } = props.address;
    setAsked(undefined);
    setBusy(true);
    setFailure(undefined);
    const changed = await api.changeEvent(calendar, event, edit, scope, props.details.at);
    setBusy(false);
    if (!changed.ok) return void setFailure(failureWords(i18n, changed.error));
    setDone(true);
    toaster.show({ text: t(sync().connectivity === 'online' ? 'event.form.saved' : 'event.form.saved-offline') });
    return close();
  };
  const save = (fields: FormFields, draft: EventDraft) => {
    const edit = editOf(before, fields, first, draft);
    const isNothing = Object.keys(edit.fields ?? {}).length + (edit.invite?.length ?? 0) + (edit.uninvite?.length ?? 0) === 0;
    if (isNothing) {
      setDone(true);
      return close();
    }
    return props.details.at === undefined ? void write(edit, 'all') : void setAsked(edit);
  };
  return (
    <>
      <EventForm
        title={t('event.edit.title')}
        first={first}
        calendars={calendars()}
        failure={failure()}
        isBusy={isBusy()}
        isDone={isDone()}
        onSave={save}
        onClose={close}
      />
      <Show when={asked()}>
        {(edit) => (
          <ScopeSheet
            what="edit"
            withoutThis={edit().fields?.rule !== undefined}
            onChoose={(scope) => void write(edit(), scope)}
            onClose={() => setAsked(undefined)}
          />
        )}
      </Show>
    </>
  );
};

function editOf(before: FormFields | undefined, fields: FormFields, first: EventDraft, draft: EventDraft): EventEditForm {
  const { rule, ...changed } = before === undefined ? fields : changedFields(before, fields);
  // A series that is moved takes its rule along by itself.
  const isRuled = rule !== undefined && isRepeatChanged(first, draft);
  return {
    fields: isRuled ? { ...changed, rule } : changed,
    invite: draft.invited.filter((user) => !first.invited.includes(user)),
    uninvite: first.invited.filter((user) => !draft.invited.includes(user)),
  };
}
