/** With whom: a colleague with what she does, a group with how many belong to it. */
import type { ConversationRow } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { A } from '@solidjs/router';
import BellOff from 'lucide-solid/icons/bell-off';
import CalendarSearch from 'lucide-solid/icons/calendar-search';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import EllipsisVertical from 'lucide-solid/icons/ellipsis-vertical';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { CallButtons } from '../../app/calls/CallButtons.tsx';
import { DutyWords } from '../../app/duty/DutyWords.tsx';
import { GroupCallButton } from '../../app/group-calls/GroupCallButton.tsx';
import { groupOf, PeerFace, PeerName, personOf } from '../../app/peers.tsx';
import { VerifiedMark } from '../../app/trust/VerifiedMark.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useThreadDoor } from './thread-door.ts';

const ConversationMenu = lazy(async () => ({ default: (await import('../../app/ConversationMenu.tsx')).ConversationMenu }));

interface ConversationBarProps {
  readonly id: SpaceId;
  readonly conversation: ConversationRow | undefined;
  readonly mutedUntilMs: number | undefined;
  readonly typing: readonly UserId[];
}

export const ConversationBar = (props: ConversationBarProps) => {
  const { t, n } = useI18n();
  const door = useThreadDoor();
  const [isOpen, setOpen] = createSignal(false);
  /** Of a colleague her name stands above already. */
  const typingWords = () => {
    const [first] = props.typing;
    if (first === undefined) return undefined;
    if (props.typing.length > 1) return n('chat.typing.several', props.typing.length);
    return props.conversation?.kind === 'group' ? t('chat.typing.name', { name: door.name(first) }) : t('chat.typing');
  };
  const isOpenGroup = () => {
    const group = groupOf(props.conversation);
    return group !== undefined && group.ended === undefined && group.next === undefined;
  };
  return (
    <header class="bar">
      <A class="icon-btn only-phone" href="/" aria-label={t('common.back')}>
        <ChevronLeft class="i flip" />
      </A>
      <Show when={props.conversation} fallback={<span class="grow" />}>
        {(peer) => (
          <A
            class="bar-id"
            href={personOf(peer()) === undefined ? `/groups/${props.id}` : `/directory/${personOf(peer())?.user}`}
          >
            <PeerFace id={props.id} of={peer()} size={42} />
            <span class="who">
              <h1>
                <PeerName of={peer()} clip />
              </h1>
              <span class="who-what">
                <Show when={typingWords()}>{(words) => <span>{words()}</span>}</Show>
                <Show when={typingWords() === undefined ? personOf(peer()) : undefined}>
                  {(person) => (
                    <>
                      <Show when={peer().reachable}>
                        <span class="whole">{t('chat.reachable')} ·</span>
                      </Show>
                      <span class="whole">{t(`profession.${person().profession}`)} ·</span>
                      <bdi class="name-clip" dir="auto">
                        {person().unit}
                      </bdi>
                      <VerifiedMark user={person().user} />
                      <DutyWords user={person().user} short />
                    </>
                  )}
                </Show>
                <Show when={typingWords() === undefined ? groupOf(peer()) : undefined}>
                  {(group) => (
                    <>
                      <Show when={door.group()?.next !== undefined}>
                        <span class="whole">{t('group.earlier-part')} ·</span>
                      </Show>
                      <span>{n('chat.members', group().members)}</span>
                    </>
                  )}
                </Show>
              </span>
            </span>
            <Show when={props.mutedUntilMs !== undefined}>
              <BellOff class="i muted" role="img" aria-hidden="false" aria-label={t('inbox.muted')} />
            </Show>
          </A>
        )}
      </Show>
      <Show when={personOf(props.conversation)}>
        <CallButtons conversation={props.id} />
      </Show>
      <Show when={isOpenGroup()}>
        <GroupCallButton conversation={props.id} />
      </Show>
      {/* On a phone the name needs the room: it stands in the menu there. */}
      <span class="only-wide">
        <IconButton label={t('chat.go-to-date')} aria-haspopup="dialog" onClick={() => door.openSheet({ kind: 'date' })}>
          <CalendarSearch class="i" />
        </IconButton>
      </span>
      <IconButton label={t('chat.options')} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <EllipsisVertical class="i" />
      </IconButton>
      <Show when={isOpen() ? props.conversation : undefined}>
        {(row) => (
          <Suspense>
            <ConversationMenu
              id={props.id}
              peer={row()}
              muted={row().muted}
              archived={row().archived}
              mutedUntilMs={props.mutedUntilMs}
              onDate={() => door.openSheet({ kind: 'date' })}
              onLibrary={() => door.openSheet({ kind: 'library' })}
              onClose={() => setOpen(false)}
            />
          </Suspense>
        )}
      </Show>
    </header>
  );
};
