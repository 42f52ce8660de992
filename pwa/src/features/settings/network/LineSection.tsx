/** The ways that a call may take from here, each with its light, and a report for whoever looks after the network. */
import CircleCheck from 'lucide-solid/icons/circle-check';
import CircleMinus from 'lucide-solid/icons/circle-minus';
import CircleX from 'lucide-solid/icons/circle-x';
import Copy from 'lucide-solid/icons/copy';
import Hourglass from 'lucide-solid/icons/hourglass';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createMemo, For, onMount, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { createNetworkCheck } from './create-network-check.ts';
import { type Light, type Line, linesOf, reportOf, verdictOf } from './network-lines.ts';

const ICONS = { good: CircleCheck, limited: TriangleAlert, failed: CircleX, none: CircleMinus, waiting: Hourglass };
const protocolOf = { server: '', direct: '', udp: 'UDP', tcp: 'TCP', tls: 'TCP' } as const;

export const LineSection = () => {
  const { t } = useI18n();
  const toaster = useToaster();
  const check = createNetworkCheck();
  const lines = createMemo(() => linesOf(check.findings()));
  const verdict = createMemo(() => verdictOf(lines()));
  onMount(() => void check.run());
  const copy = async () => {
    const report = reportOf(lines(), check.findings(), { atMs: Date.now(), browser: navigator.userAgent });
    const isCopied = await navigator.clipboard.writeText(report).then(
      () => true,
      () => false,
    );
    toaster.show({ text: t(isCopied ? 'network.copied' : 'msg.copy-failed') });
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('network.lines')}</h2>
      <ul class="card rows">
        <For each={lines()}>{(line) => <LineRow line={line} />}</For>
      </ul>
      <div class="troubles" role="status">
        <Show when={check.isRunning()}>
          <p class="hint">{t('network.running')}</p>
        </Show>
        <Show when={!check.isRunning() && verdict() !== 'waiting' && verdict()}>
          {(known) => (
            <Banner kind={known() === 'good' ? 'ok' : 'medium'} icon={<Sign light={known() === 'good' ? 'good' : 'limited'} />}>
              {t(`network.verdict.${known() as Exclude<ReturnType<typeof verdict>, 'waiting'>}`)}
            </Banner>
          )}
        </Show>
      </div>
      <Button kind="line" size="lg" wide busy={check.isRunning()} onClick={() => void check.run()}>
        <RefreshCw class="i" />
        {t('network.again')}
      </Button>
      <Button kind="line" size="lg" wide disabled={check.isRunning()} onClick={() => void copy()}>
        <Copy class="i" />
        {t('network.copy')}
      </Button>
      <p class="hint">{t('network.copy.hint')}</p>
    </section>
  );
};

const LineRow = (props: { readonly line: Line }) => {
  const { t } = useI18n();
  const advice = () => {
    const { advice: wanted, name, places } = props.line;
    return wanted && t(`network.advice.${wanted}`, { places: places.join(', '), protocol: protocolOf[name] });
  };
  return (
    <li class="row light" data-s={props.line.light}>
      <Sign light={props.line.light} />
      <span class="txt">
        <b>{t(`network.line.${props.line.name}`)}</b>
        <small>{t(`network.${props.line.words}`)}</small>
        <Show when={advice()}>{(words) => <small class="advice">{words()}</small>}</Show>
      </span>
      <span class="val">
        {t(`network.light.${props.line.light}`)}
        <Show when={props.line.ms}>
          {(ms) => <bdi class="num">{t('network.ms', { ms: Math.max(1, Math.round(ms())) })}</bdi>}
        </Show>
      </span>
    </li>
  );
};

const Sign = (props: { readonly light: Light }) => <Dynamic component={ICONS[props.light]} class="i" />;
