/** Calm, dashed, never red: what the network does, what waits, and that it will leave on its own. Pressing it shows the queue. */
import { useNavigate } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import CircleCheck from 'lucide-solid/icons/circle-check';
import Cloud from 'lucide-solid/icons/cloud';
import CloudOff from 'lucide-solid/icons/cloud-off';
import LockKeyhole from 'lucide-solid/icons/lock-keyhole';
import { Match, Show, Switch } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import './connectivity.css';
import { useConnectivity } from './connectivity.ts';
import { useEngine } from './engine-client.ts';
import { HealthStrip } from './health/HealthStrip.tsx';
import { useQueueDoor } from './queue-door.ts';

export const ConnectivityStrip = () => {
  const { t, n } = useI18n();
  const { sync } = useEngine();
  const shown = useConnectivity();
  const queue = useQueueDoor();
  const navigate = useNavigate();
  const percent = () => {
    const sending = sync().sending;
    return sending === undefined || sending.total === 0 ? 0 : Math.round((sending.done / sending.total) * 100);
  };
  const isOffline = () => shown() === 'offline';
  const detail = () => {
    if (sync().waiting > 0) return ` – ${n('conn.waiting', sync().waiting)}`;
    return isOffline() ? ` – ${t('conn.nothing-waits')}` : '';
  };
  return (
    <>
      <div class="conn-place" role="status">
        <Switch>
          <Match when={shown() === 'expired'}>
            <button type="button" class="conn" onClick={() => navigate('/sign-in')}>
              <LockKeyhole class="i" />
              <span class="grow">
                <b>{t('conn.session-expired')}</b> – {t('conn.session-expired.text')}
              </span>
              <ChevronRight class="i flip" />
            </button>
          </Match>
          <Match when={shown() === 'suspended'}>
            <p class="conn">
              <LockKeyhole class="i" />
              <span class="grow">
                <b>{t('conn.suspended')}</b> – {t('conn.suspended.text')}
              </span>
            </p>
          </Match>
          {/* One button for both: it keeps the focus while attempts follow each other. */}
          <Match when={shown() === 'offline' || shown() === 'connecting'}>
            <button type="button" class="conn" data-s={isOffline() ? undefined : 'weak'} onClick={queue.open}>
              <Show when={isOffline()} fallback={<Cloud class="i" />}>
                <CloudOff class="i" />
              </Show>
              <span class="grow">
                <b>{t(isOffline() ? 'conn.offline' : 'conn.connecting')}</b>
                {detail()}
              </span>
              <ChevronRight class="i flip" />
            </button>
          </Match>
          <Match when={shown() === 'sending'}>
            <p class="conn" data-s="sync" style={{ '--p': `${percent()}%` }}>
              <Cloud class="i" />
              <span class="grow">
                {t('conn.sending', { done: sync().sending?.done ?? 0, total: sync().sending?.total ?? 0 })}
              </span>
            </p>
          </Match>
          <Match when={shown() === 'arrived'}>
            <p class="conn" data-s="ok">
              <CircleCheck class="i" />
              <span class="grow">
                <b>{t('conn.up-to-date')}</b> – {n('conn.arrived', sync().arrived)}
              </span>
            </p>
          </Match>
        </Switch>
      </div>
      <HealthStrip />
    </>
  );
};
