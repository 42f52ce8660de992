/** A group: what it is, who may write, who belongs to it. A page on a phone, a panel beside the conversation where there is room. */
import type { GroupMember } from '@sanad/model/engine/api';
import { isSpaceId, type SpaceId, type UserId } from '@sanad/model/ids';
import { A, useParams } from '@solidjs/router';
import Archive from 'lucide-solid/icons/archive';
import ArchiveRestore from 'lucide-solid/icons/archive-restore';
import ArrowRight from 'lucide-solid/icons/arrow-right';
import Bell from 'lucide-solid/icons/bell';
import BellOff from 'lucide-solid/icons/bell-off';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import CloudOff from 'lucide-solid/icons/cloud-off';
import LogOut from 'lucide-solid/icons/log-out';
import MessageCircle from 'lucide-solid/icons/message-circle';
import Pencil from 'lucide-solid/icons/pencil';
import UserRoundPlus from 'lucide-solid/icons/user-round-plus';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { ConversationMenu } from '../../app/ConversationMenu.tsx';
import { createColleagues } from '../../app/colleagues.ts';
import { createMessages, createPhrases } from '../../app/engine-client.ts';
import { GroupAvatar } from '../../app/GroupAvatar.tsx';
import { useMe } from '../../app/me.ts';
import { useOwnChoices } from '../../app/own-choices.ts';
import { GroupName, groupName } from '../../app/peers.tsx';
import { personName } from '../../app/people.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { Later } from '../../ui/Later.tsx';
import { EditGroupSheet } from './EditGroupSheet.tsx';
import { GroupPhrasesSheet } from './GroupPhrasesSheet.tsx';
import { GroupSettings } from './GroupSettings.tsx';
import { heirOf } from './heir.ts';
import { LeaveSheet } from './LeaveSheet.tsx';
import { MemberList } from './MemberList.tsx';
import { MemberSheet } from './MemberSheet.tsx';
import { MissingGroup } from './MissingGroup.tsx';
import { orderMembers } from './order-members.ts';
import { SETTINGS, type Setting, SettingSheet } from './SettingSheet.tsx';
import '../../app/people-list/people.css';
import './groups.css';

type Open = 'edit' | Setting | 'phrases' | 'leave' | 'mute';
interface PanelProps {
  readonly id: SpaceId;
  readonly place: 'main' | 'aside';
}

export const GroupPanel = (props: { readonly place: 'main' | 'aside' }) => {
  const params = useParams<{ readonly id: string }>();
  const id = createMemo<SpaceId | undefined>(() => (isSpaceId(params.id) ? params.id : undefined));
  return (
    <Show when={id()} keyed fallback={props.place === 'main' ? <MissingGroup /> : undefined}>
      {(space) => <Panel id={space} place={props.place} />}
    </Show>
  );
};

const Panel = (props: PanelProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const me = useMe();
  const choices = useOwnChoices();
  const { byUser: people } = createColleagues();
  const thread = createMessages(
    () => props.id,
    () => 1,
  );
  const kept = createPhrases();
  const phrases = createMemo(() => (kept() ?? []).filter((phrase) => phrase.group?.id === props.id));
  const [open, setOpen] = createSignal<Open>();
  const [chosen, setChosen] = createSignal<UserId>();
  const group = createMemo(() => thread.meta?.group);
  const row = createMemo(() => thread.meta?.conversation);
  const person = (user: UserId) => people().get(user);
  const members = createMemo(() => orderMembers(group()?.people ?? [], person, i18n.language()));
  const member = createMemo<GroupMember | undefined>(() => members().find(({ user }) => user === chosen()));
  const events = createMemo(() =>
    thread.order.flatMap((id) => {
      const one = thread.byId[id];
      return one?.type === 'event' ? [one.event] : [];
    }),
  );
  const heir = () => {
    const user = me()?.user;
    return user === undefined ? undefined : heirOf(members(), user, events(), thread.meta?.hasOlder === false);
  };
  const maker = () => {
    const by = events().find(({ created }) => created)?.by;
    if (by === undefined) return undefined;
    if (by === me()?.user) return t('group.created-by-me');
    const known = person(by);
    return known && t('group.created-by', { name: personName(i18n, known) });
  };
  const isMuted = () => thread.meta?.mutedUntilMs !== undefined;
  const isArchived = () => row()?.archived === true;
  const close = () => setOpen(undefined);
  if (props.place === 'main')
    useTitle(() => {
      const known = group();
      return known === undefined ? t('group.title') : groupName(i18n, known);
    });

  return (
    <Show when={!thread.loaded || group() !== undefined} fallback={props.place === 'main' ? <MissingGroup /> : undefined}>
      <section class={props.place === 'aside' ? 'pane aside' : 'pane main group-page'} aria-label={t('group.title')}>
        <header class="bar">
          <Show
            when={props.place === 'aside'}
            fallback={
              <A class="icon-btn" href={`/c/${props.id}`} aria-label={t('common.back')}>
                <ChevronLeft class="i flip" />
              </A>
            }
          >
            <span />
          </Show>
          <h1 class="grow" ref={focusOnMount}>
            {t('group.title')}
          </h1>
          <Show when={props.place === 'aside'}>
            <A class="icon-btn" href={`/c/${props.id}`} aria-label={t('group.close')} title={t('group.close')}>
              <X class="i" />
            </A>
          </Show>
        </header>
        <div class="scroll">
          <Show when={group()}>
            {(known) => (
              <div class="group-body">
                <div class="hero">
                  <GroupAvatar id={props.id} group={known()} size={88} />
                  <h2>
                    <GroupName of={known()} />
                  </h2>
                  <p>
                    {t(`group.kind.${known().kind}`)}
                    <Show when={maker()}>{(words) => <> · {words()}</>}</Show>
                  </p>
                  <Show when={known().description !== ''}>
                    <p class="about" dir="auto">
                      {known().description}
                    </p>
                  </Show>
                </div>
                <Show when={known().ended}>
                  {(why) => (
                    <Banner kind="medium" icon={<UserRoundX class="i" />}>
                      <b>{t(`group.ended.${why()}`)}</b> {t('group.ended.text')}
                    </Banner>
                  )}
                </Show>
                <Show when={known().ended === undefined ? known().next : undefined}>
                  {(next) => (
                    <Banner icon={<ArrowRight class="i flip" />}>
                      {t('closed.continued')} <A href={`/c/${next()}`}>{t('closed.open-next')}</A>
                    </Banner>
                  )}
                </Show>
                <Show when={known().waiting && known().ended === undefined}>
                  <Banner kind="off" icon={<CloudOff class="i" />}>
                    <b>{t('group.waiting')}</b> {t('group.waiting.text')}
                  </Banner>
                </Show>
                <div class="quad">
                  <Show when={props.place === 'main'}>
                    <A href={`/c/${props.id}`}>
                      <MessageCircle class="i" />
                      {t('nav.messages')}
                    </A>
                  </Show>
                  <button type="button" onClick={() => setOpen('mute')}>
                    <Show when={isMuted()} fallback={<BellOff class="i" />}>
                      <Bell class="i" />
                    </Show>
                    {t(isMuted() ? 'choice.unmute' : 'choice.mute')}
                  </button>
                  <button type="button" onClick={() => void choices.archive(props.id, !isArchived())}>
                    <Show when={isArchived()} fallback={<Archive class="i" />}>
                      <ArchiveRestore class="i" />
                    </Show>
                    {t(isArchived() ? 'choice.unarchive' : 'choice.archive')}
                  </button>
                  <Show when={known().admin}>
                    <button type="button" aria-label={t('group.edit')} onClick={() => setOpen('edit')}>
                      <Pencil class="i" />
                      {t('group.edit.short')}
                    </button>
                  </Show>
                </div>
                <section class="members">
                  <div class="sec-head">
                    <h2 class="grow">{n('inbox.members', known().members)}</h2>
                    <Show when={known().admin}>
                      <A class="btn" data-kind="quiet" href={`/groups/${props.id}/add`}>
                        <UserRoundPlus class="i" />
                        {t('group.add')}
                      </A>
                    </Show>
                  </div>
                  <Later>
                    <MemberList members={members()} person={person} me={me()} onChoose={setChosen} />
                  </Later>
                </section>
                <Later>
                  <GroupSettings group={known()} phrases={phrases().length} onOpen={setOpen} />
                  <Show when={known().ended === undefined && known().next === undefined && !known().everyone}>
                    <button type="button" class="row leave" onClick={() => setOpen('leave')}>
                      <LogOut class="i flip" />
                      <span class="txt">{t('group.leave')}</span>
                    </button>
                  </Show>
                </Later>
                <Switch>
                  <Match when={open() === 'edit'}>
                    <EditGroupSheet group={known()} onClose={close} />
                  </Match>
                  <Match when={asSetting(open())}>
                    {(setting) => <SettingSheet group={known()} setting={setting()} onClose={close} />}
                  </Match>
                  <Match when={open() === 'phrases'}>
                    <GroupPhrasesSheet group={known()} phrases={phrases()} onClose={close} />
                  </Match>
                  <Match when={open() === 'leave'}>
                    <LeaveSheet id={props.id} name={groupName(i18n, known())} heir={heir()} person={person} onClose={close} />
                  </Match>
                  <Match when={open() === 'mute' ? row() : undefined}>
                    {(peer) => (
                      <ConversationMenu
                        id={props.id}
                        peer={peer()}
                        muted={isMuted()}
                        archived={isArchived()}
                        mutedUntilMs={thread.meta?.mutedUntilMs}
                        onClose={close}
                      />
                    )}
                  </Match>
                  <Match when={member()}>
                    {(one) => (
                      <MemberSheet
                        id={props.id}
                        member={one()}
                        person={person(one().user)}
                        isMe={one().user === me()?.user}
                        mayRemove={!known().everyone}
                        isAdmin={known().admin}
                        mayDemote={members().filter(({ admin }) => admin).length > 1}
                        onClose={() => setChosen(undefined)}
                      />
                    )}
                  </Match>
                </Switch>
              </div>
            )}
          </Show>
        </div>
      </section>
    </Show>
  );
};

const asSetting = (open: Open | undefined): Setting | undefined => SETTINGS.find((setting) => setting === open);
