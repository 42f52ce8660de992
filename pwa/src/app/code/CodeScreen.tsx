/** A code that opens things again: shown once, printed or written down. */
import KeyRound from 'lucide-solid/icons/key-round';
import { createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { CodeActions } from './CodeActions.tsx';
import { CodeBox } from './CodeBox.tsx';
import { CodeCard } from './CodeCard.tsx';
import { StepHead } from './StepHead.tsx';

interface CodeScreenProps {
  readonly kind: 'recovery' | 'break-glass';
  readonly groups: readonly string[];
  /** Whom the printed card names, and where. */
  readonly owner: string;
  readonly hospital: string;
  readonly asked: readonly [number, number] | undefined;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

export const CodeScreen = (props: CodeScreenProps) => {
  const { t } = useI18n();
  const [isNoted, setNoted] = createSignal(false);
  const isRecovery = () => props.kind === 'recovery';
  return (
    <>
      <div class="gate" data-card>
        <StepHead at={2} onBack={props.onBack} />
        <main class="gate-body" data-top>
          <div>
            <h1 ref={focusOnMount}>{t(isRecovery() ? 'code.title' : 'code.break-glass.title')}</h1>
            <p class="lead">{t(isRecovery() ? 'code.lead' : 'code.break-glass.lead')}</p>
          </div>
          <CodeBox groups={props.groups} label={t(isRecovery() ? 'code.label' : 'code.break-glass.label')} />
          <CodeActions text={props.groups.join('-')} copied={t('code.copied')} />
          <Show when={isRecovery()}>
            <Banner kind="medium" icon={<KeyRound class="i" />}>
              <b>{t('code.only-you')}</b> {t('code.only-you.text')}
            </Banner>
          </Show>
          <label class="check">
            <input class="tick" type="checkbox" checked={isNoted()} onChange={(event) => setNoted(event.currentTarget.checked)} />
            <span>{t(isRecovery() ? 'code.noted' : 'code.break-glass.noted')}</span>
          </label>
        </main>
        <footer class="gate-foot">
          <Button kind="primary" size="lg" wide disabled={!isNoted()} onClick={props.onDone}>
            {t('common.continue')}
          </Button>
          <Show when={props.asked}>
            {(asked) => <p class="hint centred">{t('code.asked-next', { a: asked()[0] + 1, b: asked()[1] + 1 })}</p>}
          </Show>
        </footer>
      </div>
      <CodeCard
        kind={props.kind}
        groups={props.groups}
        hospital={props.hospital}
        person={isRecovery() ? props.owner : undefined}
      />
    </>
  );
};
