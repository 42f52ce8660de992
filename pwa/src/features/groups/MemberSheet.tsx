/** What can be done about one member: see, write, and for administrators promote, demote and remove. */
import type { GroupMember, Person } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { A } from '@solidjs/router';
import BookOpen from 'lucide-solid/icons/book-open';
import ContactRound from 'lucide-solid/icons/contact-round';
import EyeOff from 'lucide-solid/icons/eye-off';
import MessageCircle from 'lucide-solid/icons/message-circle';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import ShieldMinus from 'lucide-solid/icons/shield-minus';
import UserRoundMinus from 'lucide-solid/icons/user-round-minus';
import { createSignal, Show } from 'solid-js';
import { ConfirmSheet } from '../../app/ConfirmSheet.tsx';
import { createDecision } from '../../app/create-decision.ts';
import { useEngine } from '../../app/engine-client.ts';
import { personName } from '../../app/people.tsx';
import { useWriteTo } from '../../app/use-write-to.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

interface MemberSheetProps {
  readonly id: SpaceId;
  readonly member: GroupMember;
  readonly person: Person | undefined;
  readonly isMe: boolean;
  /** I am an administrator of the group. */
  readonly isAdmin: boolean;
  /** Taking back this one's role leaves another administrator. */
  readonly mayDemote: boolean;
  /** Whoever is removed stays away: not in a group of everybody. */
  readonly mayRemove: boolean;
  readonly onClose: () => void;
}

export const MemberSheet = (props: MemberSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const writeTo = useWriteTo();
  const [isRemoving, setRemoving] = createSignal(false);
  const isOnline = () => sync().connectivity === 'online';
  const name = () => (props.person === undefined ? t('group.member.unknown') : personName(i18n, props.person));
  const role = createDecision({
    send: () => api.setAdministrator(props.id, props.member.user, !props.member.admin),
    said: () => t(isOnline() ? 'group.saved' : 'group.saved-offline'),
    onDone: () => props.onClose(),
  });
  const removal = createDecision({
    send: () => api.removeMember(props.id, props.member.user),
    said: () => (isOnline() ? t('group.removed', { name: name() }) : t('group.removed-offline')),
    onDone: () => props.onClose(),
  });
  const withdrawal = createDecision({
    send: () => api.removeMember(props.id, props.member.user),
    said: () => t(isOnline() ? 'group.saved' : 'group.saved-offline'),
    onDone: () => props.onClose(),
  });
  const isHere = () => props.member.waiting === undefined;
  return (
    <Show
      when={!isRemoving()}
      fallback={
        <ConfirmSheet
          title={t('group.remove.title', { name: name() })}
          decision={removal}
          submit={t('group.remove.submit')}
          onClose={props.onClose}
        >
          <ul class="keeps">
            <li>
              <BookOpen class="i" />
              <span>{t('group.remove.keeps')}</span>
            </li>
            <li>
              <EyeOff class="i" />
              <span>{t('group.remove.loses')}</span>
            </li>
          </ul>
          <Show when={!isOnline()}>
            <Banner kind="off" icon={<UserRoundMinus class="i" />}>
              {t('group.remove.offline')}
            </Banner>
          </Show>
        </ConfirmSheet>
      }
    >
      <Sheet title={name()} closeLabel={t('common.close')} open onClose={props.onClose}>
        <div class="card rows menu-rows">
          <Show when={props.person}>
            {(person) => (
              <>
                <A class="row" href={`/directory/${person().user}`} onClick={props.onClose}>
                  <ContactRound class="i" />
                  <span class="txt">{t('group.member.card')}</span>
                </A>
                <Show when={!props.isMe && person().trust === 'bound'}>
                  <button type="button" class="row" onClick={() => void writeTo(person())}>
                    <MessageCircle class="i" />
                    <span class="txt">{t('group.member.write')}</span>
                  </button>
                </Show>
              </>
            )}
          </Show>
          <Show when={props.isAdmin && isHere()}>
            <Show
              when={props.member.admin}
              fallback={
                <button type="button" class="row" aria-busy={role.isBusy()} onClick={role.decide}>
                  <ShieldCheck class="i" />
                  <span class="txt">
                    {t('group.promote')}
                    <small>{t('group.promote.hint')}</small>
                  </span>
                </button>
              }
            >
              <Show when={props.mayDemote}>
                <button type="button" class="row" aria-busy={role.isBusy()} onClick={role.decide}>
                  <ShieldMinus class="i" />
                  <span class="txt">{t('group.demote')}</span>
                </button>
              </Show>
            </Show>
            <Show when={!props.isMe && props.mayRemove}>
              <button type="button" class="row leave" onClick={() => setRemoving(true)}>
                <UserRoundMinus class="i" />
                <span class="txt">{t('group.remove')}</span>
              </button>
            </Show>
          </Show>
          <Show when={props.isAdmin && props.mayRemove && props.member.waiting === 'add'}>
            <button type="button" class="row leave" aria-busy={withdrawal.isBusy()} onClick={withdrawal.decide}>
              <UserRoundMinus class="i" />
              <span class="txt">
                {t('group.withdraw')}
                <small>{t('group.withdraw.hint')}</small>
              </span>
            </button>
          </Show>
        </div>
        <Failure words={role.failure() ?? withdrawal.failure()} />
      </Sheet>
    </Show>
  );
};
