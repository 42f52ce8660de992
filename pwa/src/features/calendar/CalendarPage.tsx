/** The calendar, and beside it the event that is open. */
import type { RouteSectionProps } from '@solidjs/router';
import { useI18n } from '../../i18n/use-i18n.ts';
import { CalendarMenu } from './event/CalendarMenu.tsx';

export const CalendarPage = (props: RouteSectionProps) => {
  const { t } = useI18n();
  return (
    <>
      <main class="pane main">
        <header class="cal-bar">
          <h1>{t('calendar.title')}</h1>
          <CalendarMenu />
        </header>
      </main>
      {props.children}
    </>
  );
};
