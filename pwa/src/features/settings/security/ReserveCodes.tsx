/** Ten codes for days without the phone, shown once: written down, copied or printed. The sheet of paper is seen by the printer alone. */
import KeyRound from 'lucide-solid/icons/key-round';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { createSignal, For, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import { CodeActions } from '../../../app/code/CodeActions.tsx';
import { useMe } from '../../../app/me.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { focusOnMount } from '../../../ui/focus-on-mount.ts';
import { MarkGlyph } from '../../../ui/glyphs.tsx';

interface ReserveCodesProps {
  readonly codes: readonly string[];
  /** The second factor was turned on a moment ago. */
  readonly isFirst: boolean;
  readonly onDone: () => void;
}

const inTwo = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

export const ReserveCodes = (props: ReserveCodesProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useMe();
  const [isNoted, setNoted] = createSignal(false);
  const list = () => (
    <ol class="reserve-codes" aria-label={t('factor.reserve.label')}>
      <For each={props.codes}>{(code) => <li>{inTwo(code)}</li>}</For>
    </ol>
  );
  return (
    <>
      <Show when={props.isFirst}>
        <Banner kind="ok" role="status" icon={<ShieldCheck class="i" />}>
          {t('factor.done')}
        </Banner>
      </Show>
      <h2 ref={focusOnMount}>{t('factor.reserve')}</h2>
      <p>{t('factor.reserve.lead')}</p>
      {list()}
      <CodeActions text={props.codes.map(inTwo).join('\n')} copied={t('factor.reserve.copied')} />
      <Banner icon={<KeyRound class="i" />}>{t('factor.reserve.what')}</Banner>
      <label class="check">
        <input class="tick" type="checkbox" checked={isNoted()} onChange={(event) => setNoted(event.currentTarget.checked)} />
        <span>{t('factor.reserve.noted')}</span>
      </label>
      <Button kind="primary" size="lg" wide disabled={!isNoted()} onClick={() => props.onDone()}>
        {t('factor.reserve.done')}
      </Button>
      <Portal>
        <section class="reserve-paper" aria-hidden="true">
          <p class="brand">
            <MarkGlyph />
            SANAD
          </p>
          <h1>{t('factor.reserve.sheet')}</h1>
          <p>{t('factor.reserve.sheet.of', { name: me()?.name ?? '', date: i18n.dates().moment(Date.now(), Date.now()) })}</p>
          {list()}
          <p>{t('factor.reserve.sheet.keep')}</p>
        </section>
      </Portal>
    </>
  );
};
