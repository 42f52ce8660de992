/** TRUST-3: the amber card of a conversation in which somebody has another identity than was accepted. It stays until she is confirmed. */
import type { UserId } from '@sanad/model/ids';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { whenWords } from '../devices/device-words.ts';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { createNow } from '../now.ts';
import { NamedSentence } from './NamedSentence.tsx';
import './trust.css';
import { useTrust } from './use-trust.ts';

interface IdentityCardProps {
  readonly users: readonly UserId[];
  readonly nameOf: (user: UserId) => string;
  readonly onVerify: (user: UserId) => void;
  /** Of several: a sheet lists them. */
  readonly onSeveral: () => void;
}

export const IdentityCard = (props: IdentityCardProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const now = createNow();
  const trust = useTrust();
  const changed = () => trust.changedAmong(props.users);
  const only = () => (changed().length === 1 ? changed()[0] : undefined);
  const accept = async (user: UserId) => {
    const accepted = await api.acceptIdentity(user);
    toaster.show({
      text: accepted.ok ? t('identity.accepted', { name: props.nameOf(user) }) : failureWords(i18n, accepted.error),
    });
  };
  return (
    <div class="identity-card" role="status">
      <Show when={only()}>
        {(person) => (
          <div class="sys" data-k="key">
            <ShieldAlert class="i" />
            <span>
              <NamedSentence
                text={t('identity.changed', {
                  name: `\u2068${props.nameOf(person().user)}\u2069`,
                  when: whenWords(i18n, person().changed?.atMs ?? 0, now()),
                })}
              />
              <Show when={person().wasVerified}> {t('identity.lost')}</Show>
            </span>
            <span class="btns">
              <Button kind="line" onClick={() => props.onVerify(person().user)}>
                {t('trust.verify')}
              </Button>
              <Button kind="line" onClick={() => void accept(person().user)}>
                {t('identity.accept')}
              </Button>
            </span>
          </div>
        )}
      </Show>
      <Show when={changed().length > 1}>
        <div class="sys" data-k="key">
          <ShieldAlert class="i" />
          <span>{n('identity.several', changed().length)}</span>
          <span class="btns">
            <Button kind="line" aria-haspopup="dialog" onClick={() => props.onSeveral()}>
              {t('identity.see')}
            </Button>
          </span>
        </div>
      </Show>
    </div>
  );
};
