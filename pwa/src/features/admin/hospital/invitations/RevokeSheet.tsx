/** Withdrawing an invitation: whoever comes by its link from now on finds it closed. */
import { type InvitationLine, useAdminAsk } from '../../../../app/admin/ask.ts';
import { ConfirmSheet } from '../../../../app/ConfirmSheet.tsx';
import { createDecision } from '../../../../app/create-decision.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';

interface RevokeSheetProps {
  readonly invitation: InvitationLine;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const RevokeSheet = (props: RevokeSheetProps) => {
  const { t } = useI18n();
  const ask = useAdminAsk();
  const decision = createDecision({
    send: () => ask.act(`/admin/invitations/${props.invitation.invitation}/revoke`),
    said: () => t('invitations.revoked'),
    onDone: () => props.onDone(),
  });
  return (
    <ConfirmSheet
      title={t('invitations.revoke.title')}
      decision={decision}
      submit={t('invitations.revoke')}
      onClose={props.onClose}
    >
      <p>{t('invitations.revoke.text')}</p>
    </ConfirmSheet>
  );
};
