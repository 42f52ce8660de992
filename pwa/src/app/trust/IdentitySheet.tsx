/** TRUST-3, TRUST-4: whose identity is another one, and the one tap that accepts it. What waited for it goes on by itself. */
import type { PersonTrust } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { whenWords } from '../devices/device-words.ts';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { createNow } from '../now.ts';
import './trust.css';
import { useTrust } from './use-trust.ts';

interface IdentitySheetProps {
  /** Who is here. */
  readonly users: readonly UserId[];
  readonly nameOf: (user: UserId) => string;
  /** Something urgent waits for it. */
  readonly isUrgent: boolean;
  /** Everybody is accepted. */
  readonly onDone: () => void;
  readonly onVerify: (user: UserId) => void;
  readonly onClose: () => void;
}

export const IdentitySheet = (props: IdentitySheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const trust = useTrust();
  const changed = () => trust.changedAmong(props.users);
  const ids = () => changed().map(({ user }) => user);
  createEffect(
    on(
      () => changed().length,
      (count) => {
        if (count === 0) props.onDone();
      },
    ),
  );
  return (
    <Sheet
      title={t(props.isUrgent ? 'identity.sheet.title' : 'identity.sheet.confirm')}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <div class="stack">
        <p>{t('identity.sheet.text')}</p>
        <ul class="identity-list">
          <For each={ids()}>
            {(user) => (
              <Show when={changed().find((one) => one.user === user)}>
                {(person) => <Changed person={person()} name={props.nameOf(user)} onVerify={() => props.onVerify(user)} />}
              </Show>
            )}
          </For>
        </ul>
        <Show when={props.isUrgent}>
          <p class="hint">{t('identity.sheet.after')}</p>
        </Show>
      </div>
    </Sheet>
  );
};

const Changed = (props: { readonly person: PersonTrust; readonly name: string; readonly onVerify: () => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const now = createNow();
  const [failure, setFailure] = createSignal<string>();
  const accept = async () => {
    const accepted = await api.acceptIdentity(props.person.user);
    if (!accepted.ok) setFailure(failureWords(i18n, accepted.error));
  };
  return (
    <li>
      <p>
        <b>
          <bdi>{props.name}</bdi>
        </b>
        <small>
          {t('identity.since', { when: whenWords(i18n, props.person.changed?.atMs ?? 0, now()) })}
          <Show when={props.person.wasVerified}> {t('identity.lost')}</Show>
        </small>
      </p>
      <Failure words={failure()} />
      <div class="btns">
        <Button kind="line" onClick={() => props.onVerify()}>
          {t('trust.verify')}
        </Button>
        <Button kind="primary" aria-label={t('identity.accept-name', { name: props.name })} onClick={() => void accept()}>
          {t('identity.accept')}
        </Button>
      </div>
    </li>
  );
};
