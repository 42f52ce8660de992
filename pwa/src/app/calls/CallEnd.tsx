/** It is over, and why; with a way to call again where that may help. */
import { A } from '@solidjs/router';
import Phone from 'lucide-solid/icons/phone';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import X from 'lucide-solid/icons/x';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { PersonName } from '../people.tsx';
import type { CallProps } from './call-props.ts';
import { callWords, isEndPlain, isWorthChecking } from './call-words.ts';
import { useCalls } from './create-calls.ts';
import { useStartCall } from './use-start-call.ts';

export const CallEnd = (props: CallProps) => {
  const i18n = useI18n();
  const calls = useCalls();
  const start = useStartCall();
  return (
    <section class="call-end" data-kind={props.row.reason === 'forged' ? 'fault' : undefined}>
      <Show when={props.row.reason === 'forged'}>
        <ShieldAlert class="i" />
      </Show>
      <span class="call-end-words">
        <strong>
          <Show when={props.person}>{(person) => <PersonName of={person()} clip />}</Show>
        </strong>
        <span>{callWords(i18n, props.row, 0)}</span>
      </span>
      <Show when={!isEndPlain(props.row) && props.row.reason !== 'barred'}>
        <button type="button" class="btn" onClick={() => void start(props.row.conversation, props.row.video)}>
          <Phone class="i" />
          {i18n.t('calls.again')}
        </button>
      </Show>
      <Show when={isWorthChecking(props.row)}>
        <A class="btn" href="/settings/network" onClick={() => calls.dismiss()}>
          {i18n.t('calls.check')}
        </A>
      </Show>
      <button type="button" class="icon-btn" aria-label={i18n.t('common.close')} onClick={() => calls.dismiss()}>
        <X class="i" />
      </button>
    </section>
  );
};
