/** A new shift: which role, who, in which calendar, from when to when, and on which days again. A shift is an event with a role. */
import type { SpaceId, UserId } from '@sanad/model/ids';
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { hereZone, useDuty } from '../../app/duty/duty.tsx';
import { createDutyCalendars, createMembers } from '../../app/duty/members.ts';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { groupName, groupOf } from '../../app/peers.tsx';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { dayKey } from '../../i18n/dates.ts';
import { localeOf } from '../../i18n/language.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { HolderSelect } from './HolderSelect.tsx';
import { shiftFields } from './shift-form.ts';

interface NewShiftSheetProps {
  readonly role: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly names: Names;
  readonly onClose: () => void;
}
const WEEK = [0, 1, 2, 3, 4, 5, 6] as const;
const maxRole = 120;
const momentInput = (ms: number): string => `${dayKey(ms)}T${new Date(ms).toTimeString().slice(0, 5)}`;
/** The 6th of January 2025 was a Monday. */
const dayName = (day: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2025, 0, 6 + day));

export const NewShiftSheet = (props: NewShiftSheetProps) => {
  const { t } = useI18n();
  const calendars = createDutyCalendars();
  return (
    <Sheet title={t('duty.new')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Show when={calendars()[0]} fallback={<p>{t('duty.new.no-group')}</p>}>
        {(first) => <ShiftFormFields {...props} calendars={calendars()} first={first().id} />}
      </Show>
    </Sheet>
  );
};

interface FieldsProps extends NewShiftSheetProps {
  readonly calendars: ReturnType<ReturnType<typeof createDutyCalendars>>;
  readonly first: SpaceId;
}

const ShiftFormFields = (props: FieldsProps) => {
  const i18n = useI18n();
  const { t, language } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const duty = useDuty();
  const id = createUniqueId();
  const [calendar, setCalendar] = createSignal(
    duty.roster()?.shifts.find(({ role }) => role === props.role)?.calendar ?? props.first,
  );
  const members = createMembers(calendar);
  const [role, setRole] = createSignal(props.role);
  const [holder, setHolder] = createSignal<UserId | undefined>(props.names.me());
  const [from, setFrom] = createSignal(momentInput(props.fromMs));
  const [to, setTo] = createSignal(momentInput(props.toMs));
  const [days, setDays] = createSignal(0);
  const [failure, setFailure] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const roles = createMemo(() => [...new Set(duty.roster()?.shifts.map((shift) => shift.role))].sort());
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = shiftFields({
      ...{ role: role(), from: from(), to: to(), days: days(), zone: hereZone() },
      holder: members().find((user) => user === holder()),
    });
    if (fields === undefined) {
      setFailure(t(role().trim() === '' ? 'duty.new.role-missing' : 'duty.new.end-before'));
      return;
    }
    setBusy(true);
    const saved = await api.saveEvent(calendar(), { fields });
    setBusy(false);
    if (!saved.ok) {
      setFailure(failureWords(i18n, saved.error));
      return;
    }
    toaster.show({ text: t('duty.new.done') });
    props.onClose();
  };
  const moment = (label: string, value: string, set: (value: string) => void, name: string) => (
    <div class="field">
      <label for={`${id}-${name}`}>{label}</label>
      <span class="input">
        <input
          id={`${id}-${name}`}
          type="datetime-local"
          required
          value={value}
          onInput={(event) => set(event.currentTarget.value)}
        />
      </span>
    </div>
  );
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <TextField
        label={t('duty.role')}
        hint={t('duty.role.hint')}
        value={role()}
        maxlength={maxRole}
        dir="auto"
        list={`${id}-roles`}
        autocomplete="off"
        onValue={setRole}
      />
      <datalist id={`${id}-roles`}>
        <For each={roles()}>{(one) => <option value={one} />}</For>
      </datalist>
      <div class="field">
        <label for={`${id}-calendar`}>{t('duty.calendar')}</label>
        <span class="input">
          <select
            id={`${id}-calendar`}
            onChange={(event) => {
              const chosen = props.calendars.find((one) => one.id === event.currentTarget.value);
              if (chosen !== undefined) setCalendar(() => chosen.id);
            }}
          >
            <For each={props.calendars}>
              {(one) => (
                <option value={one.id} selected={one.id === calendar()}>
                  {groupName(i18n, groupOf(one) ?? { name: '' })}
                </option>
              )}
            </For>
          </select>
        </span>
      </div>
      <HolderSelect members={members()} names={props.names} value={holder()} nobody onChange={setHolder} />
      <div class="shift-times">
        {moment(t('duty.from'), from(), setFrom, 'from')}
        {moment(t('duty.to'), to(), setTo, 'to')}
      </div>
      <fieldset class="spoken">
        <legend>{t('duty.repeat')}</legend>
        <For each={WEEK}>
          {(day) => (
            <label class="chip">
              <input
                class="sr"
                type="checkbox"
                checked={(days() & (1 << day)) !== 0}
                onChange={() => setDays((before) => before ^ (1 << day))}
              />
              {dayName(day, localeOf[language()])}
            </label>
          )}
        </For>
      </fieldset>
      <p class="hint">{t(days() === 0 ? 'duty.repeat.never' : 'duty.repeat.weekly')}</p>
      <Failure words={failure()} />
      <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
        {t('duty.new.submit')}
      </Button>
    </form>
  );
};
