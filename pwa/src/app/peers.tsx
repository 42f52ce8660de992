/** With whom a conversation is, a colleague or a group, the same on every screen. */
import type { ConversationPeer, ConversationRow, GroupSummary } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { Match, Show, Switch } from 'solid-js';
import type { Translate } from '../i18n/translate.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { GroupAvatar } from './GroupAvatar.tsx';
import { nameDirection, PersonName, personName } from './people.tsx';
import { visibleName } from './visible-name.ts';

export const groupOf = (peer: ConversationPeer | undefined) => (peer?.kind === 'group' ? peer.group : undefined);
export const personOf = (peer: ConversationPeer | undefined) => (peer?.kind === 'direct' ? peer.with : undefined);

/** What somebody called the group, without what cannot be seen; a name that has not arrived yet has words of its own. */
export const groupName = (words: Translate, group: Pick<GroupSummary, 'name'>): string =>
  visibleName(group.name) || words.t('group.no-name');

export const peerName = (words: Translate, peer: ConversationPeer): string =>
  peer.kind === 'group' ? groupName(words, peer.group) : personName(words, peer.with);

/** Isolated, in its own direction; with `clip` cut at its own end where there is no room. */
export const GroupName = (props: { readonly of: Pick<GroupSummary, 'name'>; readonly clip?: boolean | undefined }) => {
  const i18n = useI18n();
  const name = () => groupName(i18n, props.of);
  return (
    <bdi dir={nameDirection(name())} class={props.clip ? 'name-clip' : undefined}>
      {name()}
    </bdi>
  );
};

export const PeerName = (props: { readonly of: ConversationPeer; readonly clip?: boolean | undefined }) => (
  <Switch>
    <Match when={personOf(props.of)}>{(person) => <PersonName of={person()} clip={props.clip} />}</Match>
    <Match when={groupOf(props.of)}>{(group) => <GroupName of={group()} clip={props.clip} />}</Match>
  </Switch>
);

/** The face of a conversation, with a dot when its colleague has SANAD before her; the words for it stand beside the name. */
export const PeerFace = (props: { readonly id: SpaceId; readonly of: ConversationRow; readonly size: number }) => (
  <span class="face">
    <PeerAvatar id={props.id} of={props.of} size={props.size} />
    <Show when={props.of.reachable}>
      <span class="dot" />
    </Show>
  </span>
);

export const PeerAvatar = (props: { readonly id: SpaceId; readonly of: ConversationPeer; readonly size: number }) => (
  <Switch>
    <Match when={personOf(props.of)}>
      {(person) => <Avatar id={person().user} name={person().name} photoUrl={person().photoUrl} size={props.size} />}
    </Match>
    <Match when={groupOf(props.of)}>{(group) => <GroupAvatar id={props.id} group={group()} size={props.size} />}</Match>
  </Switch>
);
