/** A call that goes on while she reads: with whom, how long; back to it, or the end of it. */
import Phone from 'lucide-solid/icons/phone';
import PhoneOff from 'lucide-solid/icons/phone-off';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { createNow } from '../now.ts';
import { PersonName } from '../people.tsx';
import type { CallProps } from './call-props.ts';
import { callWords } from './call-words.ts';
import { useCalls } from './create-calls.ts';

const secondMs = 1_000;

export const CallBar = (props: CallProps) => {
  const i18n = useI18n();
  const calls = useCalls();
  const now = createNow(secondMs);
  /** Without the clock: a name that changes each second is read each second. */
  const backLabel = () => [i18n.t('calls.back'), props.person?.name].filter((part) => part !== undefined).join(', ');
  return (
    <section class="call-bar" aria-label={i18n.t('calls.going-on')}>
      <button
        type="button"
        class="call-return"
        aria-label={backLabel()}
        title={i18n.t('calls.back')}
        onClick={() => calls.fold(false)}
      >
        <Phone class="i" />
        <Show when={props.person}>{(person) => <PersonName of={person()} clip />}</Show>
        <span class="num">{callWords(i18n, props.row, now())}</span>
      </button>
      <IconButton label={i18n.t('calls.hang-up')} onClick={() => calls.hangUp()}>
        <PhoneOff class="i" />
      </IconButton>
    </section>
  );
};
