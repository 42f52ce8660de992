import type { ResetRequestRow } from '@sanad/model/engine/api';
import { createDecision } from '../../../app/create-decision.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

interface RefuseResetSheetProps {
  readonly request: ResetRequestRow;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const RefuseResetSheet = (props: RefuseResetSheetProps) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const decision = createDecision({
    send: () => api.refuseReset(props.request.user),
    said: () => t('resets.refused'),
    onDone: () => props.onDone(),
  });
  return (
    <Sheet
      title={t('resets.refuse.title', { name: props.request.name })}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <p>{t('resets.refuse.text')}</p>
      <Failure words={decision.failure()} />
      <div class="btns" data-fill>
        <Button kind="line" size="lg" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        <Button kind="danger" size="lg" busy={decision.isBusy()} onClick={decision.decide}>
          {t('approvals.refuse.submit')}
        </Button>
      </div>
    </Sheet>
  );
};
