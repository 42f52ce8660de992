/** Why a recovery code opened nothing, and what to do next (CODE-3). */
import type { RecoverError } from '@sanad/model/engine/api';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import { createMemo, Show } from 'solid-js';
import { whenWords } from '../../app/devices/device-words.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Failure } from '../../ui/Failure.tsx';

interface Explained {
  readonly title: string;
  readonly text: string;
}

export const NotOpened = (props: { readonly error: RecoverError | undefined }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const explained = createMemo((): Explained | undefined => {
    const { error } = props;
    if (error?.type === 'spent-code')
      return {
        title: t('recover.spent.title', { when: whenWords(i18n, error.replacedAtMs, Date.now()) }),
        text: t('recover.spent.text'),
      };
    if (error?.type !== 'wrong-code') return undefined;
    return error.isBreakGlass
      ? { title: t('recover.break-glass.title'), text: t('recover.break-glass.text') }
      : { title: t('recover.wrong.title'), text: t('recover.wrong.text') };
  });
  const plain = createMemo(() => {
    const { error } = props;
    const isPlain =
      error !== undefined && error.type !== 'spent-code' && error.type !== 'wrong-code' && error.type !== 'mistyped';
    return isPlain ? failureWords(i18n, error) : undefined;
  });
  return (
    <>
      <Failure words={plain()} />
      <Show when={explained()}>
        {(why) => (
          <>
            <Banner kind="medium" role="alert" icon={<CircleAlert class="i" />}>
              <b>{why().title}</b> {why().text}
            </Banner>
            <p class="hint">{t('recover.no-card')}</p>
          </>
        )}
      </Show>
    </>
  );
};
