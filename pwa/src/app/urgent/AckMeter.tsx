/** Of those who were asked, how many have answered: one square each where each must answer; where one is enough, only how many were asked. */
import type { UrgentRow } from '@sanad/model/engine/api';
import Check from 'lucide-solid/icons/check';
import { For, type JSX, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';

/** More squares than this say less than the number beside them. */
const maxPips = 8;

export const AckMeter = (props: { readonly urgent: UrgentRow; readonly children?: JSX.Element }) => {
  const { t, n } = useI18n();
  const of = () => props.urgent.asked.length;
  const isEach = () => props.urgent.need === 'each' && of() > 1;
  const isOpen = () => props.urgent.phase === 'ringing' || props.urgent.phase === 'waiting';
  return (
    <div class="ack">
      <Show when={isEach() && of() <= maxPips}>
        <span class="pips" aria-hidden="true">
          <For each={Array.from({ length: of() }, (_, at) => at < props.urgent.answered)}>
            {(isOn) => <i data-on={isOn ? '' : undefined}>{isOn ? <Check class="i" /> : undefined}</i>}
          </For>
        </span>
      </Show>
      <Show when={of() > 1}>
        <span class="grow">
          <Show when={isEach()} fallback={n(isOpen() ? 'urgent.met.one' : 'urgent.met.asked', of())}>
            {t('urgent.met.label', { count: props.urgent.answered, of: of() })}
          </Show>
        </span>
      </Show>
      {props.children}
    </div>
  );
};
