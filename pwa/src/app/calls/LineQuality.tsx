/** How the line is, in a word and a sign (CALL-12). */
import Signal from 'lucide-solid/icons/signal';
import WifiLow from 'lucide-solid/icons/wifi-low';
import WifiZero from 'lucide-solid/icons/wifi-zero';
import { Match, Switch } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import type { Quality } from './call-quality.ts';

export const LineQuality = (props: { readonly of: Quality }) => {
  const { t } = useI18n();
  return (
    <span class="call-quality">
      <span aria-hidden="true">·</span>
      <Switch>
        <Match when={props.of === 'good'}>
          <Signal class="i" />
        </Match>
        <Match when={props.of === 'weak'}>
          <WifiLow class="i" />
        </Match>
        <Match when={props.of === 'bad'}>
          <WifiZero class="i" />
        </Match>
      </Switch>
      <span class="sr">{t('calls.quality')}, </span>
      {t(`calls.quality.${props.of}`)}
    </span>
  );
};
