/** Saying no to a request, of access or of a new identity. */
import type { CommandResult } from '@sanad/model/engine/api';
import { createDecision } from '../../../app/create-decision.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

interface RefuseSheetProps {
  readonly name: string;
  /** Whose words. */
  readonly of: 'approvals' | 'resets';
  readonly send: () => CommandResult<void>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const RefuseSheet = (props: RefuseSheetProps) => {
  const { t } = useI18n();
  const decision = createDecision({
    send: () => props.send(),
    said: () => t(`${props.of}.refused`),
    onDone: () => props.onDone(),
  });
  return (
    <Sheet
      title={t(`${props.of}.refuse.title`, { name: props.name })}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <p>{t(`${props.of}.refuse.text`)}</p>
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
