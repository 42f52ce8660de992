/** When it rings again, for the eye: moves once a second. It is said aloud in one place (RingNotice.tsx). */
import type { UrgentRow } from '@sanad/model/engine/api';
import Repeat from 'lucide-solid/icons/repeat';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { createNow } from '../now.ts';
import { countdown } from './urgent-words.ts';

/** So long a ring that is due may take to be told; then nothing is said of the next one. */
const overdueMs = 5000;

interface NextRingProps {
  readonly urgent: UrgentRow;
  /** Milliseconds that the server's clock is ahead. */
  readonly offsetMs: number;
}

export const NextRing = (props: NextRingProps) => {
  const { t } = useI18n();
  const now = createNow(1000);
  const left = () => (props.urgent.nextRingAtMs === undefined ? undefined : props.urgent.nextRingAtMs - now() - props.offsetMs);
  return (
    <Show when={(left() ?? Number.NEGATIVE_INFINITY) > -overdueMs ? props.urgent.nextRingAtMs : undefined}>
      {(at) => (
        <span class="next" aria-hidden="true">
          <Repeat class="i" />
          {t('urgent.next')} <b>{countdown(at(), now() + props.offsetMs)}</b>
          <span class="left" style={{ '--left': share(left() ?? 0, props.urgent.everyMs) }} />
        </span>
      )}
    </Show>
  );
};

const share = (leftMs: number, everyMs: number): string =>
  everyMs === 0 ? '0%' : `${Math.min(100, Math.max(0, Math.round((leftMs / everyMs) * 100)))}%`;
