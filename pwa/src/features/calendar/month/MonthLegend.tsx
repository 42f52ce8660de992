/** What the shapes of a month mean. */
import Cloud from 'lucide-solid/icons/cloud';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { AskGlyph, ClashGlyph } from '../row-glyphs.tsx';

export const MonthLegend = () => {
  const { t } = useI18n();
  return (
    <footer class="cal-legend only-wide">
      <span>
        <i data-k="duty" />
        {t('calendar.legend.duty')}
      </span>
      <span>
        <i data-k="meet" />
        {t('calendar.legend.meet')}
      </span>
      <span>
        <i data-k="ask">
          <AskGlyph />
        </i>
        {t('calendar.legend.ask')}
      </span>
      <span>
        <i data-k="waiting" />
        {t('calendar.legend.waiting')}
      </span>
      <span>
        <ClashGlyph />
        {t('calendar.legend.clash')}
      </span>
      <span class="cal-legend-end">
        <Cloud class="i" />
        {t('calendar.legend.offline')}
      </span>
    </footer>
  );
};
