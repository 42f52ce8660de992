/** Above every view: which period it is, where it goes from here, which view and which calendars, what is printed, and files of other calendars. */
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import ListFilter from 'lucide-solid/icons/list-filter';
import Printer from 'lucide-solid/icons/printer';
import { createMemo, createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { CalendarMenu } from './event/CalendarMenu.tsx';
import type { CalendarChoice } from './event/calendar-list.ts';
import { FilterSheet } from './filter/FilterSheet.tsx';
import type { HiddenCalendars } from './filter/hidden-calendars.ts';
import { NewEventButton } from './NewEventButton.tsx';
import { periodWords } from './period-words.ts';
import type { ViewName } from './view.ts';
import { type Shown, step } from './view-address.ts';

const OFFERED: readonly ViewName[] = ['month', 'week', 'day', 'agenda'];

interface CalendarBarProps {
  readonly shown: Shown;
  /** Of a week that is shown. */
  readonly weekDays: number;
  readonly today: string;
  readonly calendars: readonly CalendarChoice[];
  readonly hidden: HiddenCalendars;
  readonly onShow: (date: string, view?: ViewName) => void;
}

export const CalendarBar = (props: CalendarBarProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const [isFiltering, setFiltering] = createSignal(false);
  const views = createMemo(() => OFFERED.map((value) => ({ value, label: t(`calendar.view.${value}`) })));
  /** Those that are still there. */
  const hiddenCount = createMemo(() => props.calendars.filter(({ id }) => props.hidden.ids().has(id)).length);
  return (
    <header class="cal-bar">
      <h1 aria-live="polite">{periodWords(i18n, props.shown, props.weekDays, props.today)}</h1>
      <div class="cal-steps">
        <IconButton
          label={t(`calendar.before.${props.shown.view}`)}
          onClick={() => props.onShow(step(props.shown, -1, props.weekDays))}
        >
          <ChevronLeft class="i flip" />
        </IconButton>
        <Button kind="quiet" onClick={() => props.onShow(props.today)}>
          {t('calendar.today')}
        </Button>
        <IconButton
          label={t(`calendar.after.${props.shown.view}`)}
          onClick={() => props.onShow(step(props.shown, 1, props.weekDays))}
        >
          <ChevronRight class="i flip" />
        </IconButton>
      </div>
      <div class="cal-tools">
        <Segments
          label={t('calendar.view')}
          value={props.shown.view}
          options={views()}
          onChange={(view) => props.onShow(props.shown.date, view)}
        />
        <IconButton
          label={hiddenCount() === 0 ? t('calendar.filter') : n('calendar.filter.hidden', hiddenCount())}
          kind={hiddenCount() === 0 ? undefined : 'soft'}
          aria-haspopup="dialog"
          onClick={() => setFiltering(true)}
        >
          <ListFilter class="i" />
        </IconButton>
        {/* It is in the menu as well, for pages without room. */}
        <span class="cal-print">
          <IconButton label={t('calendar.print')} onClick={() => print()}>
            <Printer class="i" />
          </IconButton>
        </span>
        <CalendarMenu />
        <NewEventButton class="only-wide" date={props.shown.date} />
      </div>
      <Show when={isFiltering()}>
        <FilterSheet calendars={props.calendars} hidden={props.hidden} onClose={() => setFiltering(false)} />
      </Show>
    </header>
  );
};
