/** A new device of mine, from one that is there (LINK-1 … LINK-4): its code, the number that both screens show, and only then a signature. */
import type { LinkError, LinkingDevice } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import CircleCheck from 'lucide-solid/icons/circle-check';
import CloudOff from 'lucide-solid/icons/cloud-off';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { deviceName } from '../../../app/devices/device-words.ts';
import { LinkDigits } from '../../../app/devices/LinkDigits.tsx';
import { createDevices, useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { focusOnMount } from '../../../ui/focus-on-mount.ts';
import { SettingPane } from '../SettingPane.tsx';
import { CodeForm } from './CodeForm.tsx';

type Step =
  | { readonly at: 'code' }
  | { readonly at: 'compare'; readonly code: string; readonly device: LinkingDevice }
  | { readonly at: 'refused' }
  /** `before`: how many devices there were, so that the new one is seen to arrive. */
  | { readonly at: 'done'; readonly label: string; readonly before: number };

export const AddDevice = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const devices = createDevices();
  const [step, setStep] = createSignal<Step>({ at: 'code' });
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const compared = createMemo(() => {
    const now = step();
    return now.at === 'compare' ? now : undefined;
  });
  const done = createMemo(() => {
    const now = step();
    return now.at === 'done' ? now : undefined;
  });

  const words = (error: LinkError): string =>
    error.type === 'mistyped'
      ? t('link.mistyped')
      : error.type === 'expired'
        ? t('link.expired')
        : error.type === 'link-fault'
          ? t('link.fault')
          : failureWords(i18n, error);
  const read = async (code: string) => {
    setBusy(true);
    setFailure(undefined);
    const found = await api.readLink(code);
    setBusy(false);
    if (found.ok) setStep({ at: 'compare', code, device: found.value });
    else setFailure(words(found.error));
  };
  const approve = async (code: string, label: string) => {
    setBusy(true);
    setFailure(undefined);
    const before = devices()?.length ?? 0;
    const approved = await api.approveLink(code);
    setBusy(false);
    if (approved.ok) {
      setStep({ at: 'done', label, before });
      return;
    }
    setFailure(words(approved.error));
    // Of a code that is of no use any more nothing is left to compare.
    if (approved.error.type === 'expired' || approved.error.type === 'link-fault') setStep({ at: 'code' });
  };
  const restart = () => {
    setFailure(undefined);
    setStep({ at: 'code' });
  };

  return (
    <SettingPane title={t('devices.add')} partOf="/settings/devices">
      <Show when={sync().connectivity === 'offline'}>
        <Banner kind="off" role="status" icon={<CloudOff class="i" />}>
          {t('devices.offline')}
        </Banner>
      </Show>
      <Switch>
        <Match when={step().at === 'code'}>
          <CodeForm failure={failure()} isBusy={isBusy()} onCode={(code) => void read(code)} />
        </Match>
        <Match when={compared()}>
          {(at) => (
            <>
              <h2 ref={focusOnMount}>{t('link.compare.title')}</h2>
              <LinkDigits digits={at().device.digits} />
              <div class="card rows">
                <div class="row">
                  <span class="txt">{t('link.compare.device')}</span>
                  <span class="val">
                    {deviceName(i18n, at().device.label)}
                    <Show when={at().device.computer}>{(computer) => <small>{t(`shared.device.${computer()}`)}</small>}</Show>
                  </span>
                </div>
              </div>
              <p class="hint">{t('link.compare.why')}</p>
              <Failure words={failure()} />
              <div class="btns" data-fill>
                <Button kind="line" size="lg" onClick={() => setStep({ at: 'refused' })}>
                  {t('link.compare.no')}
                </Button>
                <Button kind="primary" size="lg" busy={isBusy()} onClick={() => void approve(at().code, at().device.label)}>
                  {t('link.compare.yes')}
                </Button>
              </div>
            </>
          )}
        </Match>
        <Match when={step().at === 'refused'}>
          <h2 ref={focusOnMount}>{t('link.refused.title')}</h2>
          <Banner kind="medium" icon={<ShieldAlert class="i" />}>
            {t('link.refused.text')}
          </Banner>
          <p>{t('link.refused.next')}</p>
          <div class="btns" data-fill>
            <A class="btn" data-kind="line" data-size="lg" href="/settings/devices">
              {t('link.done.back')}
            </A>
            <Button kind="primary" size="lg" onClick={restart}>
              {t('link.again')}
            </Button>
          </div>
        </Match>
        <Match when={done()}>
          {(at) => (
            <>
              <h2 ref={focusOnMount}>{t('link.done.title')}</h2>
              <Banner kind="ok" role="status" icon={<CircleCheck class="i" />}>
                {t((devices()?.length ?? 0) > at().before ? 'link.done.arrived' : 'link.done.waiting', {
                  label: deviceName(i18n, at().label),
                })}
              </Banner>
              <A class="btn" data-kind="primary" data-size="lg" data-wide="" href="/settings/devices">
                {t('link.done.back')}
              </A>
            </>
          )}
        </Match>
      </Switch>
    </SettingPane>
  );
};
