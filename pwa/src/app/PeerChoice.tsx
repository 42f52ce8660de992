/** A conversation to choose: who, and how many or from where. */
import type { ConversationPeer } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { Show } from 'solid-js';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { matches } from './fold.ts';
import { groupOf, PeerAvatar, PeerName, peerName, personOf } from './peers.tsx';

interface PeerChoiceProps {
  readonly id: SpaceId;
  readonly of: ConversationPeer;
  readonly onChoose: () => void;
}

export const PeerChoice = (props: PeerChoiceProps) => {
  const { n } = useI18n();
  return (
    <button type="button" class="row" onClick={() => props.onChoose()}>
      <PeerAvatar id={props.id} of={props.of} size={36} />
      <span class="txt">
        <PeerName of={props.of} clip />
        <small>
          <Show when={groupOf(props.of)} fallback={<bdi>{personOf(props.of)?.unit}</bdi>}>
            {(group) => n('chat.members', group().members)}
          </Show>
        </small>
      </span>
    </button>
  );
};

/** Where I can write something. */
export const isWritable = (peer: ConversationPeer): boolean =>
  groupOf(peer)?.mayPost !== false && personOf(peer)?.trust !== 'unverified';

/** Found by name or unit. */
export const peerFits = (i18n: Pick<I18n, 't' | 'n'>, query: string, peer: ConversationPeer): boolean =>
  matches(query, [peerName(i18n, peer), personOf(peer)?.unit ?? '']);
