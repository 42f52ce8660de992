/** Unread urgents above everything else: the first with room for its words, the others condensed. */

import type { ConversationRow, Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { isolateMeasures } from '../../app/measures.ts';
import { PeerName, peerName, personOf } from '../../app/peers.tsx';
import { PersonName, ProfessionTag } from '../../app/people.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { UrgentGlyph } from '../../ui/glyphs.tsx';

interface UrgentLaneProps {
  readonly ids: readonly string[];
  readonly now: number;
  readonly person: (user: UserId) => Person | undefined;
}

export const UrgentLane = (props: UrgentLaneProps) => {
  const { t } = useI18n();
  const { conversations } = useEngine();
  return (
    <section class="lane" aria-label={t('inbox.lane')}>
      <For each={props.ids}>
        {(id, at) => (
          <Show when={conversations.byId[id]}>
            {(row) => <UrgentCard row={row()} now={props.now} person={props.person} isFirst={at() === 0} />}
          </Show>
        )}
      </For>
    </section>
  );
};

interface UrgentCardProps extends Omit<UrgentLaneProps, 'ids'> {
  readonly row: ConversationRow;
  readonly isFirst: boolean;
}

const UrgentCard = (props: UrgentCardProps) => {
  const i18n = useI18n();
  const href = () => `/c/${props.row.id}`;
  /** The urgent words themselves, also when something calmer came after them. */
  const words = () => {
    const text = props.row.urgent?.text;
    return text === undefined ? i18n.n('inbox.urgents-from', props.row.unreadUrgent) : isolateMeasures(text);
  };
  /** Where: a colleague's unit, or the group itself. */
  const place = () => personOf(props.row)?.unit ?? peerName(i18n, props.row);
  /** In a group the author is known while nothing came after the urgent words. */
  const author = () => {
    const last = props.row.last;
    if (props.row.kind === 'direct') return props.row.with;
    return last?.author !== undefined && last.priority === 'urgent' ? props.person(last.author) : undefined;
  };
  const at = () =>
    i18n
      .dates()
      .recent(props.row.urgent?.atMs ?? props.row.atMs, props.now, i18n.t('chat.yesterday').toLocaleLowerCase(i18n.language()));
  return (
    <article class="slab" data-compact>
      <div class="slab-band">
        <UrgentGlyph />
        <span>{i18n.t('priority.urgent')}</span>
        <bdi class="grow name-clip" dir="auto">
          {place()}
        </bdi>
        <time class="next">{at()}</time>
      </div>
      <Show
        when={props.isFirst}
        fallback={
          <div class="slab-mini">
            <span>
              <b>
                <Show when={author()} fallback={<PeerName of={props.row} />}>
                  {(person) => <PersonName of={person()} />}
                </Show>
              </b>{' '}
              – <bdi>{words()}</bdi>
            </span>
            <A class="btn" data-kind="line" href={href()} aria-label={i18n.t('inbox.open-urgent')}>
              {i18n.t('inbox.open-mini')}
            </A>
          </div>
        }
      >
        <div class="slab-body">
          <Show when={author()}>
            {(person) => (
              <p class="who-line">
                <b>
                  <PersonName of={person()} />
                </b>
                <ProfessionTag of={person().profession} />
              </p>
            )}
          </Show>
          <p class="slab-text" dir="auto">
            {words()}
          </p>
          <A class="btn" data-kind="line" data-size="lg" data-wide href={href()}>
            {i18n.t('inbox.open-urgent')}
          </A>
        </div>
      </Show>
    </article>
  );
};
