/** Of a series: this one, this one and those that follow, or all of them (CAL-6). The smallest change comes first, and nothing is chosen before. */

import Calendar1 from 'lucide-solid/icons/calendar-1';
import CalendarDays from 'lucide-solid/icons/calendar-days';
import CalendarRange from 'lucide-solid/icons/calendar-range';
import { Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { MenuChoice } from '../../../ui/MenuChoice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

export type ChosenScope = 'this' | 'following' | 'all';

interface ScopeSheetProps {
  readonly what: 'move' | 'edit' | 'cancel';
  /** One date has no rule of its own. */
  readonly withoutThis?: boolean | undefined;
  readonly onChoose: (scope: ChosenScope) => void;
  readonly onClose: () => void;
}

export const ScopeSheet = (props: ScopeSheetProps) => {
  const { t } = useI18n();
  return (
    <Sheet title={t(`event.scope.${props.what}`)} closeLabel={t('common.close')} open onClose={props.onClose}>
      <p>{t('event.scope.text')}</p>
      <div class="card rows menu-rows">
        <Show when={props.withoutThis !== true}>
          <MenuChoice icon={<Calendar1 class="i" />} label={t('event.scope.this')} onChoose={() => props.onChoose('this')} />
        </Show>
        <MenuChoice
          icon={<CalendarRange class="i" />}
          label={t('event.scope.following')}
          onChoose={() => props.onChoose('following')}
        />
        <MenuChoice
          icon={<CalendarDays class="i" />}
          label={t('event.scope.all')}
          hint={t('event.scope.all.hint')}
          onChoose={() => props.onChoose('all')}
        />
      </div>
    </Sheet>
  );
};
