/** One of the two lists. */
import type { AlertRow } from '@sanad/model/engine/api';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Keyed } from '../../ui/Keyed.tsx';
import { AlertLine } from './AlertLine.tsx';
import type { AlertWorld } from './alert-words.ts';

interface AlertListProps {
  readonly rows: readonly AlertRow[];
  readonly none: 'alerts.todo.none' | 'alerts.earlier.none';
  readonly labelledBy: string;
  readonly world: AlertWorld;
  readonly now: number;
  readonly onTake: (alert: Extract<AlertRow, { readonly kind: 'urgent' }>) => Promise<void>;
}

export const AlertList = (props: AlertListProps) => {
  const { t } = useI18n();
  return (
    <Show when={props.rows.length > 0} fallback={<p class="hint none">{t(props.none)}</p>}>
      <ul aria-labelledby={props.labelledBy}>
        <Keyed each={props.rows} by={({ id }) => id}>
          {(row) => <AlertLine alert={row()} world={props.world} now={props.now} onTake={(alert) => void props.onTake(alert)} />}
        </Keyed>
      </ul>
    </Show>
  );
};
