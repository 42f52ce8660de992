/** Leaving a group: what stays, and who takes care of it when the last administrator goes. */
import type { Person } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { Show } from 'solid-js';
import { ConfirmSheet } from '../../app/ConfirmSheet.tsx';
import { createDecision } from '../../app/create-decision.ts';
import { useEngine } from '../../app/engine-client.ts';
import { personName } from '../../app/people.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';

interface LeaveSheetProps {
  readonly id: SpaceId;
  readonly name: string;
  readonly heir: UserId | 'none' | 'longest' | undefined;
  readonly person: (user: UserId) => Person | undefined;
  readonly onClose: () => void;
}

export const LeaveSheet = (props: LeaveSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const decision = createDecision({
    send: () => api.leaveGroup(props.id),
    said: () => t(sync().connectivity === 'online' ? 'group.left' : 'group.left-offline'),
    onDone: () => props.onClose(),
  });
  const succession = () => {
    const heir = props.heir;
    if (heir === undefined) return undefined;
    if (heir === 'none') return t('group.leave.alone');
    const person = heir === 'longest' ? undefined : props.person(heir);
    return person === undefined ? t('group.leave.longest') : t('group.leave.heir', { name: personName(i18n, person) });
  };
  return (
    <ConfirmSheet
      title={t('group.leave.title', { name: props.name })}
      decision={decision}
      submit={t('group.leave.submit')}
      stay={t('group.leave.stay')}
      onClose={props.onClose}
    >
      <p>{t('group.leave.text')}</p>
      <Show when={succession()}>
        {(words) => (
          <Banner kind="medium" icon={<TriangleAlert class="i" />}>
            {words()}
          </Banner>
        )}
      </Show>
    </ConfirmSheet>
  );
};
