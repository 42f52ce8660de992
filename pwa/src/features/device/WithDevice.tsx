/** Another device of hers makes this browser one: a code for its camera, and a number that both screens show (LINK-1 … LINK-4). */
import type { LinkError, ShownLink } from '@sanad/model/engine/api';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import CloudOff from 'lucide-solid/icons/cloud-off';
import Copy from 'lucide-solid/icons/copy';
import { createMemo, Match, Show, Switch } from 'solid-js';
import { LinkCode } from '../../app/devices/LinkCode.tsx';
import { LinkDigits } from '../../app/devices/LinkDigits.tsx';
import { failureWords } from '../../app/failure-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { QrCode } from '../../ui/QrCode.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { createLink } from './create-link.ts';

export const WithDevice = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const link = createLink();
  const shown = createMemo(() => {
    const now = link.view();
    return now.at === 'shown' ? now : undefined;
  });
  const error = createMemo(() => {
    const now = link.view();
    return now.at === 'over' ? now.error : undefined;
  });
  const words = (why: LinkError): string =>
    why.type === 'expired' || why.type === 'mistyped'
      ? t('recover.link.expired')
      : why.type === 'link-fault'
        ? t('link.fault')
        : failureWords(i18n, why);
  return (
    <>
      <div>
        <h1 ref={focusOnMount}>{t('recover.with-device')}</h1>
      </div>
      <Switch
        fallback={
          <p class="hint centred" role="status">
            {t('recover.link.making')}
          </p>
        }
      >
        <Match when={error()}>
          {(why) => (
            <>
              <Banner kind="medium" role="alert" icon={<CircleAlert class="i" />}>
                {words(why())}
              </Banner>
              <Button kind="primary" size="lg" wide onClick={link.begin}>
                {t('recover.link.new')}
              </Button>
            </>
          )}
        </Match>
        <Match when={shown()?.link}>
          {(code) => (
            <>
              <Code link={code()} />
              <div role="status">
                <Show when={shown()?.isOffline} fallback={<p class="hint centred">{t('recover.link.waiting')}</p>}>
                  <Banner kind="off" icon={<CloudOff class="i" />}>
                    {t('recover.link.offline')}
                  </Banner>
                </Show>
              </div>
              <Button kind="line" wide onClick={link.begin}>
                {t('recover.link.new')}
              </Button>
              <p class="hint centred">{t('recover.link.again')}</p>
            </>
          )}
        </Match>
      </Switch>
    </>
  );
};

const Code = (props: { readonly link: ShownLink }) => {
  const { t } = useI18n();
  const toaster = useToaster();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.link.code);
      toaster.show({ text: t('recover.link.copied') });
    } catch {
      // The browser refused, and said nothing that could be done about it.
      toaster.show({ text: t('msg.copy-failed') });
    }
  };
  return (
    <ol class="link-steps">
      <li>
        <div>{t('recover.link.open')}</div>
      </li>
      <li>
        <div>
          <p>{t('recover.link.scan')}</p>
          <div class="link-qr">
            {/* Capitals and digits alone make the coarsest pattern. */}
            <QrCode text={props.link.code.toUpperCase()} label={t('recover.link.qr')} />
          </div>
          <LinkCode code={props.link.code} label={t('recover.link.code')} />
          <Button kind="quiet" onClick={() => void copy()}>
            <Copy class="i" />
            {t('recover.link.copy')}
          </Button>
        </div>
      </li>
      <li>
        <div>
          <p>{t('recover.link.compare')}</p>
          <LinkDigits digits={props.link.digits} />
        </div>
      </li>
    </ol>
  );
};
