/** Which calendars are shown: one box each, and all of them with one press. */
import { For, Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import type { CalendarChoice } from '../event/calendar-list.ts';
import type { HiddenCalendars } from './hidden-calendars.ts';

interface FilterSheetProps {
  readonly calendars: readonly CalendarChoice[];
  readonly hidden: HiddenCalendars;
  readonly onClose: () => void;
}

export const FilterSheet = (props: FilterSheetProps) => {
  const { t } = useI18n();
  return (
    <Sheet title={t('calendar.filter')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <fieldset class="card rows cal-filter">
        <legend class="sr">{t('calendar.filter')}</legend>
        <For each={props.calendars}>
          {(calendar) => (
            <label class="row" data-choice>
              <span class="txt">
                <bdi>{calendar.name}</bdi>
                <Show when={calendar.isOwn}>
                  <small>{t('calendar.filter.own')}</small>
                </Show>
              </span>
              <input
                type="checkbox"
                class="tick"
                checked={!props.hidden.ids().has(calendar.id)}
                onChange={(event) => props.hidden.show(calendar.id, event.currentTarget.checked)}
              />
            </label>
          )}
        </For>
      </fieldset>
      <div class="btns" data-fill>
        <Button kind="line" onClick={() => props.hidden.showAll()}>
          {t('calendar.filter.all')}
        </Button>
        <Button kind="primary" onClick={() => props.onClose()}>
          {t('calendar.filter.done')}
        </Button>
      </div>
    </Sheet>
  );
};
