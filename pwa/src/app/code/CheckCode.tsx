/** The last step of asking for access: two groups of the code, typed back from paper. */
import { createSignal, createUniqueId } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { AskedGroups } from './AskedGroups.tsx';
import { StepHead } from './StepHead.tsx';

interface CheckCodeProps {
  readonly asked: readonly [number, number];
  readonly isFirstAdmin: boolean;
  readonly busy: boolean;
  readonly failure: string | undefined;
  readonly onBack: () => void;
  readonly onSubmit: (typed: readonly [string, string]) => void;
}

export const CheckCode = (props: CheckCodeProps) => {
  const { t } = useI18n();
  const formId = createUniqueId();
  const [isComplete, setComplete] = createSignal(false);
  return (
    <div class="gate" data-card>
      <StepHead at={3} />
      <main class="gate-body" data-top>
        <div>
          <h1 ref={focusOnMount}>{t('code.check.title')}</h1>
          <p class="lead">{t('code.check.lead')}</p>
        </div>
        <AskedGroups
          formId={formId}
          asked={props.asked}
          onComplete={setComplete}
          onSubmit={(typed) => {
            if (!props.busy) props.onSubmit(typed);
          }}
        />
        <Failure words={props.failure} />
      </main>
      <footer class="gate-foot">
        <Button kind="primary" size="lg" wide type="submit" form={formId} busy={props.busy} disabled={!isComplete()}>
          {t(props.isFirstAdmin ? 'code.check.submit-first' : 'code.check.submit')}
        </Button>
        <Button kind="quiet" wide onClick={props.onBack}>
          {t('code.check.review')}
        </Button>
      </footer>
    </div>
  );
};
