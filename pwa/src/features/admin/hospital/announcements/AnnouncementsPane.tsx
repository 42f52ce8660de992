/** What was said to everybody or to a unit (ANNOUNCE-4): how many have it, how many acknowledged it, and never who. */
import Megaphone from 'lucide-solid/icons/megaphone';
import { createSignal, For, Show } from 'solid-js';
import { type AnnouncementLine, AnnouncementLines, useAdminAsk } from '../../../../app/admin/ask.ts';
import { createNow } from '../../../../app/now.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { createAsked } from '../create-asked.ts';
import { HospitalSubPage } from '../HospitalSubPage.tsx';
import { AnnouncementCounts } from './AnnouncementCounts.tsx';
import { AnnounceSheet } from './AnnounceSheet.tsx';
import { EndSheet } from './EndSheet.tsx';

export const AnnouncementsPane = () => {
  const { t } = useI18n();
  const ask = useAdminAsk();
  const asked = createAsked(() => ask.get('/admin/announcements', AnnouncementLines));
  const [isWriting, setWriting] = createSignal(false);
  const [ending, setEnding] = createSignal<AnnouncementLine>();
  const now = createNow();
  const lines = () => asked.value()?.announcements ?? [];
  const holds = ({ endedAtMs, untilMs }: AnnouncementLine) => endedAtMs === undefined && untilMs > now();
  const done = () => {
    setWriting(false);
    setEnding(undefined);
    asked.load();
  };
  return (
    <HospitalSubPage title={t('announcements.title')} lead={t('announcements.lead')}>
      <div class="btns">
        <Button kind="primary" onClick={() => setWriting(true)}>
          <Megaphone class="i" />
          {t('announcements.write')}
        </Button>
      </div>
      <Failure words={asked.failure()} />
      <Show
        when={lines().length > 0}
        fallback={
          <section class="card">
            <Show
              when={asked.value()}
              fallback={
                <p class="card-pad hint" role="status">
                  {t('common.loading')}
                </p>
              }
            >
              <EmptyState icon={<Megaphone class="i" />} title={t('announcements.none')} text={t('announcements.none.text')} />
            </Show>
          </section>
        }
      >
        <For each={lines()}>{(line) => <Announced line={line} isOpen={holds(line)} onEnd={() => setEnding(line)} />}</For>
      </Show>
      <Show when={isWriting()}>
        <AnnounceSheet onClose={() => setWriting(false)} onDone={done} />
      </Show>
      <Show when={ending()} keyed>
        {(line) => <EndSheet line={line} onClose={() => setEnding(undefined)} onDone={done} />}
      </Show>
    </HospitalSubPage>
  );
};

interface AnnouncedProps {
  readonly line: AnnouncementLine;
  readonly isOpen: boolean;
  readonly onEnd: () => void;
}
const Announced = (props: AnnouncedProps) => {
  const { t, dates } = useI18n();
  const date = (ms: number) => dates().moment(ms, Date.now());
  const state = () => {
    const { endedAtMs, untilMs } = props.line;
    if (endedAtMs !== undefined) return t('announcements.ended', { date: date(endedAtMs) });
    return t(props.isOpen ? 'announcements.until' : 'announcements.over', { date: date(untilMs) });
  };
  return (
    <article class="card card-pad stack announced" aria-label={props.line.title}>
      <header class="tool-row">
        <h3 dir="auto" class="page-side">
          {props.line.title}
        </h3>
        <span class="tag" data-k={props.isOpen ? 'ok' : 'off'}>
          {state()}
        </span>
      </header>
      <p dir="auto">{props.line.text}</p>
      <p class="hint">
        {t('announcements.to', { unit: props.line.unit ?? t('announcements.everybody') })}
        <Show when={props.line.sender}>{(sender) => <> · {sender()}</>}</Show> · {date(props.line.atMs)}
      </p>
      <AnnouncementCounts line={props.line} />
      <Show when={props.isOpen}>
        <div class="btns">
          <Button kind="line" aria-label={`${t('announcements.end')} – ${props.line.title}`} onClick={props.onEnd}>
            {t('announcements.end')}
          </Button>
        </div>
      </Show>
    </article>
  );
};
