/** A code that opens things again: shown once, printed or written down. The sheet for the printer is part of the page, seen on paper alone. */
import Copy from 'lucide-solid/icons/copy';
import KeyRound from 'lucide-solid/icons/key-round';
import Printer from 'lucide-solid/icons/printer';
import { createSignal, For, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { MarkGlyph } from '../../ui/glyphs.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { useToaster } from '../../ui/toaster.ts';
import './code.css';
import { StepHead } from './StepHead.tsx';

interface CodeScreenProps {
  readonly kind: 'recovery' | 'break-glass';
  readonly groups: readonly string[];
  /** Whom or what the printed sheet names. */
  readonly owner: string;
  readonly asked: readonly [number, number] | undefined;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

export const CodeScreen = (props: CodeScreenProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const toaster = useToaster();
  const [isNoted, setNoted] = createSignal(false);
  const isRecovery = () => props.kind === 'recovery';
  const whole = () => props.groups.join('-');
  const copy = async () => {
    await navigator.clipboard.writeText(whole());
    toaster.show({ text: t('code.copied') });
  };
  const code = () => (
    <ol class="codebox" aria-label={t(isRecovery() ? 'code.label' : 'code.break-glass.label')}>
      <For each={props.groups}>
        {(group, at) => (
          <li>
            <small aria-hidden="true">{at() + 1}</small>
            <span class="sr">{t('code.group', { n: at() + 1 })}: </span>
            {group}
          </li>
        )}
      </For>
    </ol>
  );

  return (
    <>
      <div class="gate no-print" data-card>
        <StepHead at={2} onBack={props.onBack} />
        <main class="gate-body" data-top>
          <div>
            <h1 ref={focusOnMount}>{t(isRecovery() ? 'code.title' : 'code.break-glass.title')}</h1>
            <p class="lead">{t(isRecovery() ? 'code.lead' : 'code.break-glass.lead')}</p>
          </div>
          {code()}
          <div class="btns" data-fill>
            <Button kind="line" onClick={() => window.print()}>
              <Printer class="i" />
              {t('code.print')}
            </Button>
            <Button kind="line" onClick={() => void copy()}>
              <Copy class="i" />
              {t('code.copy')}
            </Button>
          </div>
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
      <section class="paper" aria-hidden="true">
        <p class="brand">
          <MarkGlyph />
          SANAD
        </p>
        <h1>{t(isRecovery() ? 'code.sheet.title' : 'code.break-glass.sheet')}</h1>
        <p>{t('code.sheet.of', { name: props.owner, date: i18n.dates().moment(Date.now(), Date.now()) })}</p>
        {code()}
        <QrCode text={whole()} label={t('code.qr')} />
        <p>{t(isRecovery() ? 'code.sheet.keep' : 'code.break-glass.keep')}</p>
      </section>
    </>
  );
};
