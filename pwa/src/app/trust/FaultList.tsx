/** What the server showed, one by one, and the question whether it is still so (TRUST-5). */
import type { TrustFault } from '@sanad/model/engine/api';
import { createSignal, For } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { createDirectory } from '../colleagues.ts';
import { whenWords } from '../devices/device-words.ts';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { useMe } from '../me.ts';
import { createNow } from '../now.ts';
import { personName } from '../people.tsx';
import { faultWords } from './fault-words.ts';
import { NamedSentence } from './NamedSentence.tsx';
import './trust.css';

export const FaultList = (props: { readonly faults: readonly TrustFault[] }) => {
  const i18n = useI18n();
  const me = useMe();
  const now = createNow();
  const people = createDirectory();
  const nameOf = (user: TrustFault['user']) => {
    const found = people()?.find((one) => one.user === user);
    return found && personName(i18n, found);
  };
  return (
    <ul class="fault-list">
      <For each={props.faults}>
        {(fault) => (
          <li>
            <span>
              <NamedSentence text={faultWords(i18n, fault, nameOf, me()?.user)} />
            </span>
            <small>{i18n.t('fault.since', { when: whenWords(i18n, fault.sinceMs, now()) })}</small>
          </li>
        )}
      </For>
    </ul>
  );
};

/** Asks the server again, and says what came of it. */
export const RecheckButton = () => {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  const [isBusy, setBusy] = createSignal(false);
  const recheck = async () => {
    setBusy(true);
    const asked = await api.recheckTrust();
    setBusy(false);
    toaster.show({
      text: asked.ok ? i18n.t(asked.value === 0 ? 'fault.healed' : 'fault.still') : failureWords(i18n, asked.error),
    });
  };
  return (
    <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void recheck()}>
      {i18n.t('fault.recheck')}
    </Button>
  );
};
