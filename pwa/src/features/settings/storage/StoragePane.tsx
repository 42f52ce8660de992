/** What this browser keeps of SANAD, whether it promised to, how much space there is, and whether its clock is right (STORE-1, STORE-5, STORE-6). */
import CircleCheck from 'lucide-solid/icons/circle-check';
import Clock from 'lucide-solid/icons/clock-alert';
import HardDrive from 'lucide-solid/icons/hard-drive';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createMemo, createResource, createSignal, onMount, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { bothTimes, clockWords, isByServer, wrongBy } from '../../../app/health/clock-words.ts';
import { useStorage } from '../../../app/health/create-storage.ts';
import { isApplePhone, isStandalone, surroundings } from '../../../app/health/home-screen.ts';
import { installOffer } from '../../../app/health/install.ts';
import { browserKind, lowSpace, sizeWords } from '../../../app/health/storage-words.ts';
import { createNow } from '../../../app/now.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { SettingPane } from '../SettingPane.tsx';
import { FilesUse } from './FilesUse.tsx';
import './storage.css';

export const StoragePane = () => {
  const { t } = useI18n();
  const storage = useStorage();
  onMount(() => void storage.look());
  return (
    <SettingPane title={t('storage.title')}>
      <Troubles />
      <Kept />
      <Use />
      <FilesUse onFreed={() => void storage.look()} />
      <Install />
      <ClockFact />
    </SettingPane>
  );
};

const Troubles = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { sync } = useEngine();
  const storage = useStorage();
  const left = createMemo(() => {
    const reading = storage.reading();
    return reading && lowSpace(reading);
  });
  return (
    <div class="troubles" role="status">
      <Show when={sync().isStorageFull}>
        <Banner kind="medium" icon={<TriangleAlert class="i" />}>
          <b>{t('storage.full')}</b> {t('storage.full.long')}
        </Banner>
      </Show>
      <Show when={sync().isMending}>
        <Banner kind="off" icon={<HardDrive class="i" />}>
          <b>{t('storage.mending')}</b> {t(sync().connectivity === 'online' ? 'storage.mending.text' : 'storage.mending.offline')}
        </Banner>
      </Show>
      <Show when={!sync().isStorageFull && left() !== undefined}>
        <Banner kind="medium" icon={<TriangleAlert class="i" />}>
          <b>{t('storage.low', { left: sizeWords(i18n, left() ?? 0) })}</b> {t('storage.low.text')}
        </Banner>
      </Show>
    </div>
  );
};

const Kept = () => {
  const { t } = useI18n();
  const storage = useStorage();
  const [answer, setAnswer] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const isKept = createMemo(() => storage.reading()?.isKept);
  const ask = async () => {
    setBusy(true);
    const isGranted = await storage.keep();
    setBusy(false);
    const why = isStandalone() ? 'installed' : browserKind(navigator.userAgent);
    setAnswer(t(isGranted ? 'storage.asked.yes' : `storage.asked.no.${why}`));
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('storage.kept.title')}</h2>
      <div class="card rows">
        <div class="row">
          <Show when={isKept()} fallback={<TriangleAlert class="i" />}>
            <CircleCheck class="i" />
          </Show>
          <span class="txt">
            <b>{t(isKept() ? 'storage.kept.short' : 'storage.not-kept.short')}</b>
            <small>{t(isKept() === undefined ? 'storage.unknown' : isKept() ? 'storage.kept' : 'storage.not-kept')}</small>
          </span>
        </div>
      </div>
      <p class="hint" role="status">
        {answer()}
      </p>
      <Show when={isKept() === false}>
        <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void ask()}>
          {t('storage.ask')}
        </Button>
      </Show>
    </section>
  );
};

const Use = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const storage = useStorage();
  const [parts] = createResource(storage.measure);
  const use = createMemo(() => {
    const { usedBytes, quotaBytes } = storage.reading() ?? {};
    if (usedBytes === undefined || quotaBytes === undefined || quotaBytes === 0) return undefined;
    return { usedBytes, quotaBytes, percent: Math.min(100, Math.max(1, Math.round((usedBytes / quotaBytes) * 100))) };
  });
  return (
    <section class="sec">
      <h2 class="sec-head">{t('storage.use.title')}</h2>
      <Show when={use()} fallback={<p class="hint">{t('storage.use.unknown')}</p>}>
        {(now) => (
          <>
            {/* The words beside it say the same. */}
            <div class="meter" aria-hidden="true">
              <i style={{ 'inline-size': `${now().percent}%` }} />
            </div>
            <p>
              {t('storage.use', { used: sizeWords(i18n, now().usedBytes), quota: sizeWords(i18n, now().quotaBytes) })} –{' '}
              {t('storage.use.percent', { n: now().percent })}
            </p>
          </>
        )}
      </Show>
      <Show
        when={parts()}
        fallback={
          <p class="hint" role="status">
            {t('storage.measuring')}
          </p>
        }
      >
        {(bytes) => (
          <>
            <dl class="card rows parts">
              <div class="row">
                <dt class="txt">{t('storage.part.messages')}</dt>
                <dd class="val">{sizeWords(i18n, bytes().documents)}</dd>
              </div>
              <div class="row">
                <dt class="txt">{t('storage.part.rows')}</dt>
                <dd class="val">{sizeWords(i18n, bytes().rows)}</dd>
              </div>
              <div class="row">
                <dt class="txt">{t('storage.part.files')}</dt>
                <dd class="val">{sizeWords(i18n, bytes().files)}</dd>
              </div>
              <div class="row">
                <dt class="txt">{t('storage.part.app')}</dt>
                <dd class="val">{sizeWords(i18n, bytes().app)}</dd>
              </div>
            </dl>
            <p class="hint">{t('storage.part.rough')}</p>
          </>
        )}
      </Show>
    </section>
  );
};

const Install = () => {
  const { t } = useI18n();
  return (
    <section class="sec">
      <h2 class="sec-head">{t('storage.install.title')}</h2>
      <Show when={!isStandalone()} fallback={<p>{t('storage.install.done')}</p>}>
        <p>{t('storage.install.text')}</p>
        <Show when={installOffer()} fallback={<p class="hint">{t(menuHint())}</p>}>
          {(install) => (
            <Button kind="line" size="lg" wide onClick={() => void install()()}>
              {t('storage.install.submit')}
            </Button>
          )}
        </Show>
      </Show>
    </section>
  );
};
const menuHint = () => (isApplePhone(surroundings()) ? 'home.step.share' : 'storage.install.menu');

const ClockFact = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { sync } = useEngine();
  const now = createNow();
  const offset = createMemo(() => wrongBy(sync().clockOffsetMs));
  return (
    <section class="sec">
      <h2 class="sec-head">{t('clock.title')}</h2>
      <Show when={offset()} fallback={<p>{sync().clockOffsetMs === undefined ? '–' : t('clock.right')}</p>}>
        {(by) => (
          <Banner kind="medium" icon={<Clock class="i" />}>
            <b>{clockWords(i18n, by())}</b> {t('clock.both', bothTimes(i18n, now(), by()))} {t('clock.what')}{' '}
            <Show when={isByServer(by())}>{t('clock.server-time')}</Show>
          </Banner>
        )}
      </Show>
    </section>
  );
};
