/** TRUST-2: the same digits on both screens, read by the camera or by eye. */
import type { Person } from '@sanad/model/engine/api';
import CircleCheck from 'lucide-solid/icons/circle-check';
import ScanQrCode from 'lucide-solid/icons/scan-qr-code';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import { createResource, createSignal, Match, Show, Switch } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { CameraScan } from '../camera/CameraScan.tsx';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import type { CodeShape } from '../group-code.ts';
import { personName } from '../people.tsx';
import { SafetyDigits } from './SafetyDigits.tsx';
import './trust.css';
import { useTrust } from './use-trust.ts';

/** As `encodeSafetyCode` of the model writes it, letters and digits alone: other codes are passed over while the camera looks. */
const safetyShape: CodeShape = { characters: 68, group: 4 };

export const VerifySheet = (props: { readonly person: Person; readonly onClose: () => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const trust = useTrust();
  const toaster = useToaster();
  const [isScanning, setScanning] = createSignal(false);
  const [isDifferent, setDifferent] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const name = () => personName(i18n, props.person);
  const [number] = createResource(
    // A reset while this is open is another number.
    () => ({ user: props.person.user, changed: trust.of(props.person.user)?.changed?.atMs }),
    async ({ user }) => {
      const computed = await api.safetyNumber(user);
      return computed.ok ? computed.value : undefined;
    },
  );
  const say = (isVerified: boolean) => {
    toaster.show({ text: isVerified ? t('trust.done', { name: name() }) : t('trust.taken-back') });
    props.onClose();
  };
  const mark = async (isVerified: boolean) => {
    const marked = await api.setVerified(props.person.user, isVerified);
    if (marked.ok) say(isVerified);
    else setFailure(failureWords(i18n, marked.error));
  };
  const scanned = async (text: string) => {
    setScanning(false);
    const checked = await api.checkSafetyCode(props.person.user, text);
    if (!checked.ok) return setFailure(failureWords(i18n, checked.error));
    if (checked.value === 'same') return say(true);
    if (checked.value === 'different') setDifferent(true);
    else setFailure(t('trust.scan.other'));
  };
  const scan = () => {
    setFailure(undefined);
    setDifferent(false);
    setScanning(true);
  };
  return (
    <Sheet title={t('trust.sheet.title', { name: name() })} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Show when={!number.loading}>
        <Show when={number()} fallback={<p role="status">{t('trust.unavailable')}</p>}>
          {(shown) => (
            <div class="stack">
              <Failure words={failure()} />
              <Show when={isDifferent()}>
                <Banner kind="medium" role="alert" icon={<ShieldAlert class="i" />}>
                  <b>{t('trust.different.title')}</b> {t('trust.different.text')}
                </Banner>
              </Show>
              <Switch>
                <Match when={isScanning()}>
                  <CameraScan
                    shape={safetyShape}
                    aim={t('trust.scan.aim')}
                    other={t('trust.scan.other')}
                    onCode={(text) => void scanned(text)}
                    onStop={() => setScanning(false)}
                    onFailure={() => {
                      setScanning(false);
                      setFailure(t('trust.scan.type'));
                    }}
                  />
                </Match>
                <Match when={!isScanning()}>
                  <p>{t('trust.compare')}</p>
                  <SafetyDigits number={shown().number} />
                  <div class="safety-qr">
                    <QrCode text={shown().code} label={t('trust.qr')} />
                  </div>
                  <Show
                    when={!trust.isVerified(props.person.user)}
                    fallback={
                      <>
                        <Banner kind="ok" icon={<CircleCheck class="i" />}>
                          {t('trust.verified.text')}
                        </Banner>
                        <Button kind="line" size="lg" wide onClick={() => void mark(false)}>
                          {t('trust.take-back')}
                        </Button>
                      </>
                    }
                  >
                    <Button kind="primary" size="lg" wide onClick={scan}>
                      <ScanQrCode class="i" />
                      {t('trust.scan')}
                    </Button>
                    <div class="btns" data-fill>
                      <Button kind="line" size="lg" onClick={() => setDifferent(true)}>
                        {t('trust.different')}
                      </Button>
                      <Button kind="line" size="lg" onClick={() => void mark(true)}>
                        {t('trust.same')}
                      </Button>
                    </div>
                  </Show>
                </Match>
              </Switch>
            </div>
          )}
        </Show>
      </Show>
    </Sheet>
  );
};
