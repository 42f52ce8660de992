/** STORE-2: the browser erased what SANAD kept. Said first; the ways back come next, and why it may have been stands below them. */
import { deviceName } from '../../app/devices/device-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

export const Erased = (props: { readonly name: string; readonly label: string }) => {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <>
      <div>
        <h1 ref={focusOnMount}>{t('lost.title')}</h1>
        <p class="lead">{t('lost.lead', { name: props.name, label: deviceName(i18n, props.label) })}</p>
        <p class="lead">{t('lost.unsent')}</p>
      </div>
      <h2 class="sec-head">{t('lost.how')}</h2>
    </>
  );
};

export const WhyErased = () => {
  const { t } = useI18n();
  return (
    <section class="sec">
      <h2 class="sec-head">{t('lost.why')}</h2>
      <ul class="consequences hint">
        <li>{t('lost.why.space')}</li>
        <li>{t('lost.why.week')}</li>
        <li>{t('lost.why.hand')}</li>
        <li>{t('lost.why.copy')}</li>
      </ul>
    </section>
  );
};
