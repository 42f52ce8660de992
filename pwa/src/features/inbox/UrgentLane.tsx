/** Urgent messages above everything else until they are answered: what I owe first, with room for its words and the answers; the others condensed. */

import type { UrgentItem } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import Check from 'lucide-solid/icons/check';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { lineOfRow } from '../../app/files/file-words.ts';
import { PeerName } from '../../app/peers.tsx';
import { PersonName, ProfessionTag } from '../../app/people.tsx';
import { NextRing } from '../../app/urgent/NextRing.tsx';
import { UrgentAnswers } from '../../app/urgent/UrgentAnswers.tsx';
import { standing } from '../../app/urgent/urgent-words.ts';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { UrgentGlyph } from '../../ui/glyphs.tsx';
import { Keyed } from '../../ui/Keyed.tsx';

interface UrgentLaneProps {
  readonly items: readonly UrgentItem[];
  readonly now: number;
  readonly names: Names;
}

export const UrgentLane = (props: UrgentLaneProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const firstOwed = () => props.items.find(({ message }) => message.urgent?.owed)?.message.id;
  return (
    <section class="lane" aria-label={t('inbox.lane')}>
      <Keyed each={props.items} by={({ conversation, message }) => `${conversation} ${message.id}`}>
        {(item) => <UrgentCard item={item()} now={props.now} names={props.names} isFirst={item().message.id === firstOwed()} />}
      </Keyed>
    </section>
  );
};

interface UrgentCardProps extends Omit<UrgentLaneProps, 'items'> {
  readonly item: UrgentItem;
  readonly isFirst: boolean;
}

const UrgentCard = (props: UrgentCardProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { sync } = useEngine();
  const message = () => props.item.message;
  const urgent = () => message().urgent;
  const href = () => `/c/${props.item.conversation}#m=${message().id}`;
  const isOwed = () => urgent()?.owed === true;
  const isOpen = () => isOwed() || (message().mine && (urgent()?.phase === 'ringing' || urgent()?.phase === 'expired'));
  const isLate = () => urgent()?.phase === 'unanswered' || urgent()?.phase === 'expired';
  const said = () => {
    const now = urgent();
    return now && standing(now, message().mine, { i18n, name: props.names.name, me: props.names.me() });
  };
  const at = () => i18n.dates().recent(message().sentAtMs, props.now, t('chat.yesterday').toLocaleLowerCase(i18n.language()));
  const author = () => (message().mine ? undefined : props.names.person(message().author));
  return (
    <article class="slab" data-compact data-due={isOpen() || urgent()?.phase === 'unanswered' ? undefined : 'no'}>
      <div class="slab-band">
        <UrgentGlyph />
        <span>{t('priority.urgent')}</span>
        <span class="grow">
          <Show when={props.item.peer.kind === 'group' || message().mine}>
            <PeerName of={props.item.peer} />
          </Show>
        </span>
        <Show when={urgent()?.phase === 'ringing' ? urgent() : undefined} fallback={<time class="next">{at()}</time>}>
          {(ringing) => <NextRing urgent={ringing()} offsetMs={sync().clockOffsetMs ?? 0} />}
        </Show>
      </div>
      <Show
        when={props.isFirst}
        fallback={
          <div class="slab-mini">
            <div class="mini-words">
              <b>
                <Show when={author()} fallback={t('common.you')}>
                  {(person) => <PersonName of={person()} />}
                </Show>
              </b>
              <p dir="auto">{lineOfRow(i18n, message())}</p>
              <Show when={said()}>
                {(words) => (
                  <small class="slab-said" data-k={isLate() ? 'late' : undefined}>
                    <Show when={urgent()?.phase === 'answered'}>
                      <Check class="i" />
                    </Show>
                    <Show when={isLate()}>
                      <TriangleAlert class="i" />
                    </Show>
                    {words()}
                  </small>
                )}
              </Show>
            </div>
            <Show
              when={isOwed()}
              fallback={
                <A class="btn" data-kind="line" href={href()} aria-label={t('inbox.open-urgent')}>
                  {t('inbox.open-mini')}
                </A>
              }
            >
              <UrgentAnswers conversation={props.item.conversation} row={message()} short />
            </Show>
          </div>
        }
      >
        <div class="slab-body">
          <p class="who-line">
            <Show when={author()} fallback={<b>{props.names.name(message().author)}</b>}>
              {(person) => (
                <>
                  <b>
                    <PersonName of={person()} />
                  </b>
                  <ProfessionTag of={person().profession} />
                </>
              )}
            </Show>
            <span class="at">{at()}</span>
          </p>
          <A class="slab-text" dir="auto" href={href()}>
            {lineOfRow(i18n, message())}
          </A>
          <UrgentAnswers conversation={props.item.conversation} row={message()} />
        </div>
      </Show>
    </article>
  );
};
