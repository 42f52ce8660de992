/** One result: where, who, when, how pressing, and the words that were found, marked by weight and line. */

import type { ConversationPeer, Person, SearchHit } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import { lineOf } from '../../app/files/file-words.ts';
import { PeerAvatar, PeerName } from '../../app/peers.tsx';
import { PersonName } from '../../app/people.tsx';
import { PriorityWord } from '../../app/priority.tsx';
import { daysBetween } from '../../i18n/dates.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { excerptOf } from './excerpt.ts';
import { markWords } from './found-words.ts';

interface SearchHitLinkProps {
  readonly hit: SearchHit;
  /** Folded. */
  readonly words: readonly string[];
  readonly now: number;
  readonly conversation: ConversationPeer | undefined;
  readonly author: Person | undefined;
  readonly isMine: boolean;
  readonly onOpen: () => void;
}

export const SearchHitLink = (props: SearchHitLinkProps) => {
  const i18n = useI18n();
  const { t, dates, language } = i18n;
  const pieces = createMemo(() => excerptOf(markWords(lineOf(i18n, props.hit), props.words)));
  const when = () => {
    const { sentAtMs } = props.hit;
    const time = dates().time(sentAtMs);
    if (daysBetween(sentAtMs, props.now) <= 0) return time;
    const day = dates().recent(sentAtMs, props.now, t('chat.yesterday').toLocaleLowerCase(language()));
    return t('search.when', { day, time });
  };
  return (
    <A class="hit" href={`/c/${props.hit.conversation}#m=${props.hit.id}`} data-hit={props.hit.id} onClick={() => props.onOpen()}>
      <Show when={props.conversation} fallback={<span class="avatar" aria-hidden="true" />}>
        {(peer) => <PeerAvatar id={props.hit.conversation} of={peer()} size={40} />}
      </Show>
      <span class="hit-head">
        <span class="hit-where">
          <Show when={props.conversation} fallback={t('search.conversation')}>
            {(peer) => <PeerName of={peer()} clip />}
          </Show>
        </span>
        <time datetime={new Date(props.hit.sentAtMs).toISOString()}>{when()}</time>
      </span>
      <span class="hit-by">
        <Show when={!props.isMine} fallback={<span>{t('common.you')}</span>}>
          <Show when={props.author} fallback={<span>{t('chat.person-unknown')}</span>}>
            {(person) => <PersonName of={person()} clip />}
          </Show>
        </Show>
        <Show when={props.hit.priority !== 'normal'}>
          <PriorityWord of={props.hit.priority} />
        </Show>
      </span>
      <span class="hit-text" dir="auto">
        <For each={pieces()}>{(piece) => (piece.isFound ? <mark>{piece.text}</mark> : piece.text)}</For>
      </span>
    </A>
  );
};
