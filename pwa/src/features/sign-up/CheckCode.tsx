/** Two groups typed back from paper: a code that was only looked at is a code that is lost. */
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { StepBar } from '../../ui/StepBar.tsx';
import { TextField } from '../../ui/TextField.tsx';

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
    <TextField
      label={t('code.group', { n: at + 1 })}
      autocomplete="off"
      autocapitalize="characters"
      spellcheck={false}
      maxlength={7}
      dir="ltr"
      value={value}
      onValue={onValue}
    />
  );
  return (
    <div class="gate" data-card>
      <header class="gate-head">
        <IconButton label={t('code.check.review')} onClick={props.onBack}>
          <ChevronLeft class="i flip" />
        </IconButton>
        <StepBar at={3} of={3} label={t('sign-up.step', { n: 3 })} />
        <span class="side" />
      </header>
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
        <Show when={props.failure}>
          {(words) => (
            <Banner kind="medium" role="alert" icon={<CircleAlert class="i" />}>
              {words()}
            </Banner>
          )}
        </Show>
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
