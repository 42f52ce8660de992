/** A new shift: which role, who, in which calendar, from when to when, and on which days again. A shift is an event with a role. */
import { EVENT_LIMITS } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { deviceZone } from '../../app/device-zone.ts';
import { useDuty } from '../../app/duty/duty.tsx';
import { createDutyCalendars, createMembers } from '../../app/duty/members.ts';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { momentInput } from '../../app/moment-input.ts';
import { groupName, groupOf } from '../../app/peers.tsx';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { localeOf } from '../../i18n/language.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { WEEK, weekdayName } from '../../i18n/weekdays.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
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
      ...{ role: role(), from: from(), to: to(), days: days(), zone: deviceZone() },
      holder: members().find((user) => user === holder()),
    });
    if (fields === undefined) {
      setFailure(t(role().trim() === '' ? 'duty.new.role-missing' : 'duty.new.end-before'));
      return;
    }
    setBusy(true);
    setFailure(undefined);
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
          min="1900-01-01T00:00"
          max="2199-12-31T23:59"
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
        maxlength={EVENT_LIMITS.duty}
        dir="auto"
        list={`${id}-roles`}
        autocomplete="off"
        onValue={setRole}
      />
      <datalist id={`${id}-roles`}>
        <For each={roles()}>{(one) => <option value={one} />}</For>
      </datalist>
      <SelectField
        label={t('duty.calendar')}
        value={calendar()}
        options={props.calendars.map((one) => ({ value: one.id, label: groupName(i18n, groupOf(one) ?? { name: '' }) }))}
        onChange={(chosen) => setCalendar(() => chosen)}
      />
      <HolderSelect members={members()} names={props.names} value={holder()} onChange={setHolder} />
      <div class="shift-times">
        {moment(t('duty.from'), from(), setFrom, 'from')}
        {moment(t('duty.to'), to(), setTo, 'to')}
      </div>
      <fieldset class="chip-set">
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
              {weekdayName(day, localeOf[language()], 'short')}
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
