/** Announcements as cards. One that asks for it is acknowledged; another is put away. Both also without a network (ANNOUNCE-5). */
import type { AnnouncementRow } from '@sanad/model/engine/api';
import Check from 'lucide-solid/icons/check';
import Megaphone from 'lucide-solid/icons/megaphone';
import { For, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { useEngine } from '../engine-client.ts';
import { personName } from '../people.tsx';
import './announcements.css';

interface AnnouncementCardsProps {
  readonly rows: readonly AnnouncementRow[];
}

export const AnnouncementCards = (props: AnnouncementCardsProps) => {
  const { t } = useI18n();
  return (
    <Show when={props.rows.length > 0}>
      <section class="announcements" aria-label={t('announcements.title')}>
        <For each={props.rows}>{(row) => <Card row={row} />}</For>
      </section>
    </Show>
  );
};

const Card = (props: { readonly row: AnnouncementRow }) => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const { api } = useEngine();
  const from = () => (props.row.sender === undefined ? t('announcements.from.unknown') : personName(i18n, props.row.sender));
  const date = (ms: number) => dates().moment(ms, Date.now());
  return (
    <article class="announcement" aria-label={props.row.title}>
      <header>
        <Megaphone class="i" />
        <h2 dir="auto" class="page-side">
          {props.row.title}
        </h2>
      </header>
      <p class="announcement-text" dir="auto">
        {props.row.text}
      </p>
      <p class="hint">
        <bdi>{from()}</bdi> · {t('announcements.to', { unit: props.row.unit ?? t('announcements.everybody') })} ·{' '}
        {date(props.row.atMs)}
      </p>
      <Show
        when={!props.row.acknowledged}
        fallback={
          <p class="hint announcement-read">
            <Check class="i" />
            {t(props.row.asks ? 'announcements.read' : 'announcements.hidden')}
          </p>
        }
      >
        <Button kind={props.row.asks ? 'primary' : 'line'} onClick={() => void api.acknowledgeAnnouncement(props.row.id)}>
          <Check class="i" />
          {t(props.row.asks ? 'announcements.acknowledge' : 'announcements.hide')}
        </Button>
      </Show>
    </article>
  );
};
