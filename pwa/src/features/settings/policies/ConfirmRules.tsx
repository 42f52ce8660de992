/** Before rules are signed for everybody: what changes, from what to what. */
import type { Policy } from '@sanad/model/engine/api';
import { createDecision } from '../../../app/create-decision.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { Differences } from './Differences.tsx';

interface ConfirmRulesProps {
  readonly before: Policy;
  readonly after: Policy;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const ConfirmRules = (props: ConfirmRulesProps) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const decision = createDecision({
    send: () => api.changePolicy(props.after),
    said: () => t('rules.saved'),
    onDone: () => props.onDone(),
  });
  return (
    <Sheet title={t('rules.confirm.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Differences before={props.before} after={props.after} />
      <p class="hint">{t('rules.confirm.hint')}</p>
      <Failure words={decision.failure()} />
      <Button kind="primary" size="lg" wide busy={decision.isBusy()} onClick={decision.decide}>
        {t('rules.confirm.submit')}
      </Button>
    </Sheet>
  );
};
