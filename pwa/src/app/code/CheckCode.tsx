/** Two groups typed back from paper: a code that was only looked at is a code that is lost. */
import { createSignal, createUniqueId } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { CodeField } from '../../ui/CodeField.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
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
  const [first, setFirst] = createSignal('');
  const [second, setSecond] = createSignal('');
  const isComplete = () => first().trim().length >= 4 && second().trim().length >= 4;
  const field = (at: number, value: string, onValue: (value: string) => void) => (
    <CodeField label={t('code.group', { n: at + 1 })} maxlength={7} value={value} onValue={onValue} />
  );
  return (
    <div class="gate" data-card>
      <StepHead at={3} />
      <main class="gate-body" data-top>
        <div>
          <h1 ref={focusOnMount}>{t('code.check.title')}</h1>
          <p class="lead">{t('code.check.lead')}</p>
        </div>
        <form
          id={formId}
          class="asked"
          onSubmit={(event) => {
            event.preventDefault();
            if (!props.busy && isComplete()) props.onSubmit([first().trim(), second().trim()]);
          }}
        >
          {field(props.asked[0], first(), setFirst)}
          {field(props.asked[1], second(), setSecond)}
        </form>
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
