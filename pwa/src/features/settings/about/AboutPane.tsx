/** What runs here and how it stands, and a report of it for whoever helps (DIAG-1). Works without a network. */
import Copy from 'lucide-solid/icons/copy';
import { createResource, type JSX, Show } from 'solid-js';
import { version } from '../../../../package.json';
import { useEngine } from '../../../app/engine-client.ts';
import { useStorage } from '../../../app/health/create-storage.ts';
import { sizeWords } from '../../../app/health/storage-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { SettingPane } from '../SettingPane.tsx';
import { buildName, reportText } from './report-text.ts';
import './about.css';

export const AboutPane = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync, opened } = useEngine();
  const storage = useStorage();
  const toaster = useToaster();
  const [report] = createResource(
    () => sync(),
    async () => api.report(),
  );
  const build = `${version}${buildName(scriptAddresses())}`;
  const stopped = () => Object.values(report.latest?.stoppedLogs ?? {}).reduce((sum, count) => sum + count, 0);
  const spaces = () => {
    // Her own private space is no conversation.
    const { private: _own, ...others } = report.latest?.spaces ?? {};
    return Object.values(others).reduce((sum, count) => sum + count, 0);
  };
  const text = () =>
    reportText({
      atMs: Date.now(),
      build,
      server: location.protocol === 'https:' ? 'https' : 'http',
      browser: navigator.userAgent,
      language: i18n.language(),
      computer: opened().computer,
      sync: sync(),
      storage: storage.reading(),
      device: report.latest,
    });
  const copy = async () => {
    const isCopied = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false,
    );
    toaster.show({ text: t(isCopied ? 'about.copied' : 'msg.copy-failed') });
  };
  const used = () => {
    const reading = storage.reading();
    if (reading?.usedBytes === undefined) return '–';
    const size = sizeWords(i18n, reading.usedBytes);
    return reading.quotaBytes === undefined
      ? size
      : t('about.storage.of', { used: size, quota: sizeWords(i18n, reading.quotaBytes) });
  };
  return (
    <SettingPane title={t('about.title')}>
      <dl class="card rows facts">
        <Fact name={t('about.version')} ltr>
          {build}
        </Fact>
        <Show when={report.latest}>
          {(known) => (
            <Fact name={t('about.protocol')} ltr>
              {known().protocol}
            </Fact>
          )}
        </Show>
        <Fact name={t('about.connection')}>{t(`about.connection.${sync().connectivity}`)}</Fact>
        <Fact name={t('about.server')} ltr>
          {location.host}
        </Fact>
        <Fact name={t('about.storage')}>{used()}</Fact>
        <Fact name={t('about.waiting')}>{sync().waiting}</Fact>
        <Fact name={t('about.spaces')}>{spaces()}</Fact>
        <Fact name={t('about.stopped')}>{stopped()}</Fact>
        <Fact name={t('about.clock')}>
          {t('about.clock.value', { seconds: Math.round((report.latest?.clockOffsetMs ?? 0) / 1000) })}
        </Fact>
      </dl>
      <section class="sec">
        <h2 class="sec-head">{t('about.report')}</h2>
        <pre class="card card-pad report" dir="ltr" lang="en" tabindex="0">
          {text()}
        </pre>
        <p class="hint">{t('about.report.hint')}</p>
        <Button kind="line" size="lg" wide onClick={() => void copy()}>
          <Copy class="i" />
          {t('about.copy')}
        </Button>
      </section>
      <p class="hint">{t('about.licence')}</p>
    </SettingPane>
  );
};

const Fact = (props: { readonly name: string; readonly ltr?: boolean; readonly children: JSX.Element }) => (
  <div class="row">
    <dt class="txt">{props.name}</dt>
    <dd class="val" dir={props.ltr ? 'ltr' : undefined}>
      {props.children}
    </dd>
  </div>
);

const scriptAddresses = (): readonly string[] => [...document.scripts].map(({ src }) => src);
