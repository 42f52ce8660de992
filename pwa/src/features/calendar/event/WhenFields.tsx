/** From when to when: the browser's own inputs for days and hours, and the zone in which the hours are meant. */
import { createUniqueId, Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Switch } from '../../../ui/Switch.tsx';
import { type EventDraft, type FormFault, withStart } from './event-form.ts';
import { ZoneField } from './ZoneField.tsx';

interface WhenFieldsProps {
  readonly draft: EventDraft;
  readonly faults: readonly FormFault[];
  readonly onChange: (part: Partial<EventDraft>) => void;
}

export const WhenFields = (props: WhenFieldsProps) => {
  const { t } = useI18n();
  const fault = (which: 'start' | 'end') => {
    const found = props.faults.find(({ field }) => field === which);
    if (found === undefined) return undefined;
    if (found.why === 'before') return t('event.form.fault.end-before');
    return t(found.why === 'too-long' ? 'event.form.fault.end-too-long' : 'event.form.fault.moment');
  };
  return (
    <>
      <div class="card rows">
        <Switch
          label={t('event.form.whole-day')}
          checked={props.draft.isWholeDay}
          onChange={(isWholeDay) => {
            props.onChange({ isWholeDay });
            return Promise.resolve(true);
          }}
        />
      </div>
      <Moment
        label={t('event.form.start')}
        dateLabel={t('event.form.start-date')}
        timeLabel={t('event.form.start-time')}
        date={props.draft.startDate}
        time={props.draft.isWholeDay ? undefined : props.draft.startTime}
        error={fault('start')}
        onDate={(startDate) => props.onChange(withStart(props.draft, { startDate }))}
        onTime={(startTime) => props.onChange(withStart(props.draft, { startTime }))}
      />
      <Moment
        label={t('event.form.end')}
        dateLabel={t('event.form.end-date')}
        timeLabel={t('event.form.end-time')}
        date={props.draft.endDate}
        time={props.draft.isWholeDay ? undefined : props.draft.endTime}
        error={fault('end')}
        onDate={(endDate) => props.onChange({ endDate })}
        onTime={(endTime) => props.onChange({ endTime })}
      />
      <Show when={!props.draft.isWholeDay}>
        <ZoneField
          zone={props.draft.zone}
          error={props.faults.some(({ field }) => field === 'zone') ? t('event.form.fault.zone') : undefined}
          onChange={(zone) => props.onChange({ zone })}
        />
      </Show>
    </>
  );
};

interface MomentProps {
  readonly label: string;
  readonly dateLabel: string;
  readonly timeLabel: string;
  readonly date: string;
  /** Undefined: a whole day. */
  readonly time: string | undefined;
  readonly error: string | undefined;
  readonly onDate: (date: string) => void;
  readonly onTime: (time: string) => void;
}

const Moment = (props: MomentProps) => {
  const id = createUniqueId();
  const invalid = () => (props.error === undefined ? undefined : 'true');
  const described = () => (props.error === undefined ? undefined : `${id}-error`);
  return (
    <div class="field">
      <span class="label" aria-hidden="true">
        {props.label}
      </span>
      <div class="event-moment">
        <div class="input" data-invalid={invalid() && ''}>
          <input
            type="date"
            min="1900-01-01"
            max="2199-12-31"
            aria-label={props.dateLabel}
            aria-invalid={invalid()}
            aria-describedby={described()}
            value={props.date}
            onInput={(event) => props.onDate(event.currentTarget.value)}
          />
        </div>
        <Show when={props.time !== undefined}>
          <div class="input" data-invalid={invalid() && ''}>
            <input
              type="time"
              aria-label={props.timeLabel}
              aria-invalid={invalid()}
              aria-describedby={described()}
              value={props.time ?? ''}
              onInput={(event) => props.onTime(event.currentTarget.value)}
            />
          </div>
        </Show>
      </div>
      <Show when={props.error}>
        {(error) => (
          <p class="hint" data-k="error" id={`${id}-error`}>
            {error()}
          </p>
        )}
      </Show>
    </div>
  );
};
