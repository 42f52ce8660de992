/** Something is asked for once more: what follows from it, no first, then yes in the words of what is done. */
import type { JSX } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import type { Decision } from './create-decision.ts';

interface ConfirmSheetProps {
  readonly title: string;
  readonly decision: Decision;
  /** What is done. */
  readonly submit: string;
  /** What happens otherwise, where that is more than nothing. */
  readonly stay?: string | undefined;
  /** It takes nothing away. */
  readonly isHarmless?: boolean | undefined;
  /** It cannot be done now; why stands above. */
  readonly isBlocked?: boolean | undefined;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

export const ConfirmSheet = (props: ConfirmSheetProps) => {
  const { t } = useI18n();
  return (
    <Sheet title={props.title} closeLabel={t('common.close')} open onClose={props.onClose}>
      {props.children}
      <Failure words={props.decision.failure()} />
      <div class="btns" data-fill>
        <Button kind="line" size="lg" onClick={props.onClose}>
          {props.stay ?? t('common.cancel')}
        </Button>
        <Button
          kind={props.isHarmless ? 'primary' : 'danger'}
          size="lg"
          busy={props.decision.isBusy()}
          disabled={props.isBlocked}
          onClick={props.decision.decide}
        >
          {props.submit}
        </Button>
      </div>
    </Sheet>
  );
};
