/** Withdrawing an invitation: whoever comes by its link from now on finds it closed. */
import { type InvitationLine, useAdminAsk } from '../../../../app/admin/ask.ts';
import { createDecision } from '../../../../app/create-decision.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';

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
    <Sheet title={t('invitations.revoke.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <p>{t('invitations.revoke.text')}</p>
      <Failure words={decision.failure()} />
      <div class="btns" data-fill>
        <Button kind="line" size="lg" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        <Button kind="danger" size="lg" busy={decision.isBusy()} onClick={decision.decide}>
          {t('invitations.revoke')}
        </Button>
      </div>
    </Sheet>
  );
};
