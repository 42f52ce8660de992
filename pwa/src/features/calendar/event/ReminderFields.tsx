/** Up to five reminders, each a number and its unit. */
import { EVENT_LIMITS } from '@sanad/model/engine/api';
import Plus from 'lucide-solid/icons/plus';
import X from 'lucide-solid/icons/x';
import { createUniqueId, For, Index, Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { type EventDraft, type FormFault, type ReminderDraft, UNITS, type Unit } from './event-form.ts';

interface ReminderFieldsProps {
  readonly draft: EventDraft;
  readonly faults: readonly FormFault[];
  readonly onChange: (reminders: readonly ReminderDraft[]) => void;
}

export const ReminderFields = (props: ReminderFieldsProps) => {
  const { t } = useI18n();
  const id = createUniqueId();
  const all = () => props.draft.reminders;
  const set = (at: number, part: Partial<ReminderDraft>) =>
    props.onChange(all().map((one, i) => (i === at ? { ...one, ...part } : one)));
  const isWrong = (at: number) => props.faults.some((fault) => fault.field === 'reminders' && fault.at === at);
  return (
    <fieldset class="field event-reminders">
      <legend class="label">{t('event.form.reminders')}</legend>
      <Index each={all()}>
        {(reminder, at) => (
          <>
            <div class="event-reminder">
              <div class="input" data-invalid={isWrong(at) ? '' : undefined}>
                <input
                  inputmode="numeric"
                  autocomplete="off"
                  aria-label={t('event.form.reminder', { n: at + 1 })}
                  aria-invalid={isWrong(at) ? 'true' : undefined}
                  aria-describedby={isWrong(at) ? `${id}-${at}` : undefined}
                  value={reminder().amount}
                  onInput={(event) => set(at, { amount: event.currentTarget.value })}
                />
              </div>
              <div class="input">
                <select
                  aria-label={t('event.form.reminder.unit', { n: at + 1 })}
                  onChange={(event) => {
                    const unit: Unit | undefined = UNITS[event.currentTarget.selectedIndex];
                    if (unit !== undefined) set(at, { unit });
                  }}
                >
                  <For each={UNITS}>
                    {(unit) => (
                      <option value={unit} selected={unit === reminder().unit}>
                        {t(`event.form.unit.${unit}`)}
                      </option>
                    )}
                  </For>
                </select>
              </div>
              <IconButton
                label={t('event.form.reminder.remove', { n: at + 1 })}
                onClick={() => props.onChange(all().filter((_, i) => i !== at))}
              >
                <X class="i" />
              </IconButton>
            </div>
            <Show when={isWrong(at)}>
              <p class="hint" data-k="error" id={`${id}-${at}`}>
                {t('event.form.fault.reminder')}
              </p>
            </Show>
          </>
        )}
      </Index>
      <Show when={all().length < EVENT_LIMITS.reminders}>
        <Button kind="quiet" onClick={() => props.onChange([...all(), { amount: '15', unit: 'minutes' }])}>
          <Plus class="i" />
          {t('event.form.reminder.add')}
        </Button>
      </Show>
    </fieldset>
  );
};
