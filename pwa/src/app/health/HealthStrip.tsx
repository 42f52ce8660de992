/** Below the strip of the network: no space, messages that the browser erased, a clock that is wrong. One line, the gravest first, calm. */
import { A } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import Clock from 'lucide-solid/icons/clock-alert';
import HardDrive from 'lucide-solid/icons/hard-drive';
import { createMemo, type JSX, Match, Switch } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import '../connectivity.css';
import { useEngine } from '../engine-client.ts';
import { createNow } from '../now.ts';
import { bothTimes, wrongBy } from './clock-words.ts';
import { useStorage } from './create-storage.ts';
import { lowSpace, sizeWords } from './storage-words.ts';

export const HealthStrip = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { sync } = useEngine();
  const storage = useStorage();
  const now = createNow();
  const left = createMemo(() => {
    const reading = storage.reading();
    return reading && lowSpace(reading);
  });
  const offset = createMemo(() => wrongBy(sync().clockOffsetMs));
  return (
    <div class="conn-place" role="status">
      <Switch>
        <Match when={sync().isStorageFull}>
          <Line icon={<HardDrive class="i" />} title={t('storage.full')} text={t('storage.full.text')} />
        </Match>
        <Match when={sync().isMending}>
          <Line
            icon={<HardDrive class="i" />}
            title={t('storage.mending')}
            text={t(sync().connectivity === 'online' ? 'storage.mending.text' : 'storage.mending.offline')}
          />
        </Match>
        <Match when={left() !== undefined}>
          <Line
            icon={<HardDrive class="i" />}
            title={t('storage.low.strip')}
            text={t('storage.low.strip.text', { left: sizeWords(i18n, left() ?? 0) })}
          />
        </Match>
        <Match when={offset()}>
          {(by) => (
            <Line
              icon={<Clock class="i" />}
              title={t('clock.strip')}
              text={t('clock.strip.text', bothTimes(i18n, now(), by()))}
            />
          )}
        </Match>
      </Switch>
    </div>
  );
};

/** What it means, and what to do, stands in the settings. */
const Line = (props: { readonly icon: JSX.Element; readonly title: string; readonly text: string }) => (
  <A class="conn" data-s="weak" href="/settings/storage">
    {props.icon}
    <span class="grow">
      <b>{props.title}</b> – {props.text}
    </span>
    <ChevronRight class="i flip" />
  </A>
);
