/** On every page: a meeting with a call begins within five minutes, or has just begun. Read aloud once, however long it stands. */
import type { UpcomingRow } from '@sanad/model/engine/api';
import { A, useNavigate } from '@solidjs/router';
import { proxy } from 'comlink';
import Video from 'lucide-solid/icons/video';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, on, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Keyed } from '../../ui/Keyed.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { deviceZone } from '../device-zone.ts';
import { openView, useEngine } from '../engine-client.ts';
import { createNow } from '../now.ts';
import { dueSince } from './due-reminders.ts';
import { soonest } from './soonest.ts';
import { useMeetingCall } from './use-meeting-call.ts';
import './meetings.css';

const minuteMs = 60_000;
const stepMs = 15_000;

const hrefOf = ({ calendar, event, at }: UpcomingRow): string =>
  `/calendar/e/${calendar}/${event}${at === undefined ? '' : `?at=${at}`}`;

export const MeetingStrip = () => {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  const navigate = useNavigate();
  const now = createNow(stepMs);
  const [rows, setRows] = createSignal<readonly UpcomingRow[]>([]);
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set());
  openView(() =>
    api.onUpcoming(
      deviceZone(),
      proxy((next: readonly UpcomingRow[]) => {
        setRows(() => next);
        tellDue(next);
      }),
    ),
  );
  let seen: ReadonlySet<string> | undefined;
  const tellDue = (all: readonly UpcomingRow[]) => {
    const due = dueSince(all, seen);
    ({ seen } = due);
    const [row] = due.fresh.slice(-1);
    if (row === undefined) return;
    const title = row.title === '' ? i18n.t('event.untitled') : row.title;
    const when = i18n.dates().moment(row.startMs, Date.now());
    toaster.show({
      text: i18n.t('reminder.due', { title, when }),
      action: { label: i18n.t('reminder.open'), run: () => navigate(hrefOf(row)) },
    });
  };
  const next = createMemo(() => {
    const row = soonest(rows(), now(), hidden());
    return row === undefined ? [] : [row];
  });
  return (
    <Keyed each={next()} by={({ id }) => id}>
      {(row) => <Strip row={row()} nowMs={now()} onHide={() => setHidden((before) => new Set([...before, row().id]))} />}
    </Keyed>
  );
};

interface StripProps {
  readonly row: UpcomingRow;
  readonly nowMs: number;
  readonly onHide: () => void;
}

const Strip = (props: StripProps) => {
  const { t, n } = useI18n();
  const call = useMeetingCall(() => props.row);
  const title = () => (props.row.title === '' ? t('event.untitled') : props.row.title);
  const words = () => {
    const left = Math.ceil((props.row.startMs - props.nowMs) / minuteMs);
    return left > 0 ? n('meeting.soon', left, { title: title() }) : t('meeting.now', { title: title() });
  };
  /** As it was when it appeared, or was moved: the minutes that pass are seen, not said. */
  const appeared = createMemo(() => `${props.row.startMs} ${title()}`);
  const told = createMemo(on(appeared, words));
  return (
    <Show when={!call.isIn()}>
      <section class="meeting-strip" aria-label={t('meeting.title')}>
        <span class="sr" role="status">
          {told()}
        </span>
        <Video class="i" />
        <span class="grow" aria-hidden="true">
          {words()}
        </span>
        <A class="btn" data-kind="quiet" href={hrefOf(props.row)}>
          {t('meeting.open')}
        </A>
        <Show when={call.canJoin()}>
          <button type="button" class="btn" data-kind="primary" onClick={() => void call.join()}>
            {t('meeting.join')}
          </button>
        </Show>
        <IconButton label={t('meeting.dismiss')} onClick={() => props.onHide()}>
          <X class="i" />
        </IconButton>
      </section>
    </Show>
  );
};
