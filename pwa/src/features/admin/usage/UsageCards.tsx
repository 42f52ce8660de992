/** The four numbers that somebody looks for first. */
import CircleAlert from 'lucide-solid/icons/circle-alert';
import MessageSquare from 'lucide-solid/icons/message-square';
import Timer from 'lucide-solid/icons/timer';
import Users from 'lucide-solid/icons/users';
import { createMemo, type JSX } from 'solid-js';
import type { Usage } from '../../../app/admin/ask.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { createNumbers, durationWords } from './usage-words.ts';

/** Of the days that are told; `isPart`: there are others. */
export function sumOf(days: Usage['days'], of: 'messages' | 'urgent') {
  const told = days.flatMap((day) => day[of] ?? []);
  return { sum: told.length === 0 ? undefined : told.reduce((sum, count) => sum + count, 0), isPart: told.length < days.length };
}

export const UsageCards = (props: { readonly usage: Usage }) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const numbers = createNumbers();
  const messages = createMemo(() => sumOf(props.usage.days, 'messages'));
  const urgent = createMemo(() => sumOf(props.usage.days, 'urgent'));
  const few = (value: number | undefined) => (value === undefined ? t('usage.few.short') : numbers().count(value));
  const hiddenDays = (of: 'messages' | 'urgent') =>
    n('usage.hidden-days', props.usage.days.filter((day) => day[of] === undefined).length);
  const share = () => {
    const [part, whole] = [urgent().sum, messages().sum];
    return part === undefined || whole === undefined || urgent().isPart || messages().isPart
      ? hiddenDays('urgent')
      : t('usage.share', { percent: numbers().percent(part / whole) });
  };
  return (
    <div class="usage-cards">
      <Card label={t('usage.today')} value={few(props.usage.now.today)} icon={<Users class="i" />}>
        {props.usage.now.accounts === undefined
          ? t('usage.week', { count: few(props.usage.now.week) })
          : n('usage.accounts', props.usage.now.accounts)}
      </Card>
      <Card label={t('usage.messages')} value={few(messages().sum)} icon={<MessageSquare class="i" />}>
        {messages().isPart ? hiddenDays('messages') : t('usage.week', { count: few(props.usage.now.week) })}
      </Card>
      <Card label={t('usage.urgent')} value={few(urgent().sum)} icon={<CircleAlert class="i" />}>
        {share()}
      </Card>
      <Card
        label={t('usage.median')}
        value={props.usage.medianMs === undefined ? '—' : durationWords(i18n, props.usage.medianMs)}
        icon={<Timer class="i" />}
      >
        {t(props.usage.medianMs === undefined ? 'usage.median.none' : 'usage.median.of')}
      </Card>
    </div>
  );
};

const Card = (props: {
  readonly label: string;
  readonly value: string;
  readonly icon: JSX.Element;
  readonly children: JSX.Element;
}) => (
  <section class="card card-pad usage-card">
    <h2>{props.label}</h2>
    <b>{props.value}</b>
    <p>
      {props.icon}
      {props.children}
    </p>
  </section>
);
