/** The frame, and the one main landmark: rail on a desk, bar on a phone, panes between. A page shows its list, its main pane, or on a desk both. */
import { useLocation } from '@solidjs/router';
import { createMemo, type JSX, lazy, Show, Suspense } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { tellAttention } from './attention.ts';
import { useCalls } from './calls/create-calls.ts';
import { useGroupCalls } from './group-calls/create-group-calls.ts';
import { Navigation } from './Navigation.tsx';
import { closeReadAnnouncements, closeReadNotifications } from './notifications/close-read.ts';
import { hearWorker } from './notifications/hear-worker.ts';
import { checkWeekly } from './notifications/weekly-check.ts';
import { useQueueDoor } from './queue-door.ts';
import { leadToFactor } from './security/factor-demand.ts';
import { soundCues } from './sounds/sound-cues.ts';
import './shell.css';
import { useVoicePlayer } from './voice/voice-player.ts';

/** Not needed for the first screen. */
const ArrivalBanner = lazy(async () => ({ default: (await import('./urgent/ArrivalBanner.tsx')).ArrivalBanner }));
const CallHost = lazy(async () => ({ default: (await import('./calls/CallHost.tsx')).CallHost }));
const GroupCallHost = lazy(async () => ({ default: (await import('./group-calls/GroupCallHost.tsx')).GroupCallHost }));
const VoiceBar = lazy(async () => ({ default: (await import('./voice/VoiceBar.tsx')).VoiceBar }));
const MeetingStrip = lazy(async () => ({ default: (await import('./meetings/MeetingStrip.tsx')).MeetingStrip }));
const QueueSheet = lazy(async () => ({ default: (await import('./queue/QueueSheet.tsx')).QueueSheet }));

/** Addresses whose list is the screen of a phone; everything else there is one pane. */
const LISTS = ['/', '/directory', '/settings'];
const ROOTS = [...LISTS, '/admin', '/admin/usage', '/admin/audit', '/admin/hospital', '/on-call', '/calendar'];

export const Shell = (props: { readonly children?: JSX.Element }) => {
  const { t } = useI18n();
  const location = useLocation();
  const queue = useQueueDoor();
  const player = useVoicePlayer();
  const calls = useCalls();
  const groupCalls = useGroupCalls();
  tellAttention();
  hearWorker();
  closeReadNotifications();
  closeReadAnnouncements();
  soundCues();
  checkWeekly();
  leadToFactor();
  const show = createMemo(() => (LISTS.includes(location.pathname) ? 'list' : 'main'));
  const isRoot = createMemo(() => ROOTS.includes(location.pathname));
  return (
    <div class="app" data-show={show()} data-root={isRoot() ? '' : undefined}>
      <a class="skip" href="#main">
        {t('common.skip')}
      </a>
      <Navigation kind="rail" />
      <Suspense>
        <MeetingStrip />
      </Suspense>
      <main class="panes" id="main" tabindex="-1">
        <Suspense>{props.children}</Suspense>
      </main>
      <Show when={calls.row()}>
        {(row) => (
          <Suspense>
            <CallHost row={row()} />
          </Suspense>
        )}
      </Show>
      <Show when={groupCalls.row() ?? groupCalls.left()}>
        <Suspense>
          <GroupCallHost />
        </Suspense>
      </Show>
      <Show when={player.track()}>
        <Suspense>
          <VoiceBar />
        </Suspense>
      </Show>
      <Navigation kind="tabbar" />
      <Suspense>
        <ArrivalBanner />
      </Suspense>
      <Show when={queue.isOpen()}>
        <Suspense>
          <QueueSheet />
        </Suspense>
      </Show>
    </div>
  );
};
