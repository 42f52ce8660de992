/** Ten codes for days without the phone, shown once: written down, copied or printed. The sheet of paper is seen by the printer alone. */
import Copy from 'lucide-solid/icons/copy';
import KeyRound from 'lucide-solid/icons/key-round';
import Printer from 'lucide-solid/icons/printer';
import { createSignal, For } from 'solid-js';
import { Portal } from 'solid-js/web';
import { useMe } from '../../../app/me.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { focusOnMount } from '../../../ui/focus-on-mount.ts';
import { MarkGlyph } from '../../../ui/glyphs.tsx';
import { useToaster } from '../../../ui/toaster.ts';

interface ReserveCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

const inTwo = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

export const ReserveCodes = (props: ReserveCodesProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useMe();
  const toaster = useToaster();
  const [isNoted, setNoted] = createSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(props.codes.map(inTwo).join('\n'));
    toaster.show({ text: t('factor.reserve.copied') });
  };
  const list = () => (
    <ol class="reserve-codes" aria-label={t('factor.reserve.label')}>
      <For each={props.codes}>{(code) => <li>{inTwo(code)}</li>}</For>
    </ol>
  );
  return (
    <>
      <h2 ref={focusOnMount}>{t('factor.reserve')}</h2>
      <p>{t('factor.reserve.lead')}</p>
      {list()}
      <div class="btns" data-fill>
        <Button kind="line" onClick={() => window.print()}>
          <Printer class="i" />
          {t('factor.reserve.print')}
        </Button>
        <Button kind="line" onClick={() => void copy()}>
          <Copy class="i" />
          {t('factor.reserve.copy')}
        </Button>
      </div>
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
