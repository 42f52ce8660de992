/** My passkeys (AUTH-16): made here, named, removed. */
import type { AccountSecurity, PasskeyEntry } from '@sanad/model/engine/api';
import Fingerprint from 'lucide-solid/icons/fingerprint-pattern';
import Pencil from 'lucide-solid/icons/pencil';
import Plus from 'lucide-solid/icons/plus';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { deviceLabel } from '../../../app/device-label.ts';
import { whenWords } from '../../../app/devices/device-words.ts';
import '../../../app/devices/devices.css';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { createNow } from '../../../app/now.ts';
import { hasPasskeys, makePasskey } from '../../../app/passkeys.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { createProof } from './create-proof.ts';
import { RemovePasskeySheet, RenamePasskeySheet } from './PasskeySheets.tsx';
import { ProofSheet } from './ProofSheet.tsx';

interface PasskeysProps {
  readonly security: AccountSecurity;
  readonly onChange: () => void;
}

export const Passkeys = (props: PasskeysProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const proof = createProof();
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const [renamed, setRenamed] = createSignal<PasskeyEntry>();
  const [removed, setRemoved] = createSignal<PasskeyEntry>();
  /** Why none can be made at this place. */
  const obstacle = createMemo(() => {
    if (!hasPasskeys()) return t('passkey.unsupported');
    const { hostname } = location;
    const host = props.security.relyingParty;
    return hostname === host || hostname.endsWith(`.${host}`) ? undefined : t('passkey.not-here', { host });
  });

  const add = async () => {
    setBusy(true);
    setFailure(await whyNot());
    setBusy(false);
  };
  /** Words for what went wrong; nothing when it is there, or she turned away. */
  const whyNot = async (): Promise<string | undefined> => {
    const asked = await proof.run(() => api.beginPasskey());
    if (asked === undefined) return undefined;
    if (!asked.ok) return failureWords(i18n, asked.error);
    const made = await makePasskey(asked.value);
    if (!made.ok) return t(`passkey.fault.${made.error.type}`);
    const added = await api.addPasskey(deviceLabel(navigator.userAgent), made.value);
    if (!added.ok) return failureWords(i18n, added.error);
    toaster.show({ text: t('passkey.added') });
    props.onChange();
    return undefined;
  };

  return (
    <section class="sec">
      <h2 class="sec-head">{t('passkey.title')}</h2>
      <p class="hint">{t('passkey.what')}</p>
      <Show when={props.security.passkeys.length > 0}>
        <ul class="card rows" aria-label={t('passkey.list')}>
          <For each={props.security.passkeys}>
            {(passkey) => <PasskeyItem passkey={passkey} onRename={setRenamed} onRemove={setRemoved} />}
          </For>
        </ul>
      </Show>
      <Failure words={failure()} />
      <Show
        when={obstacle()}
        fallback={
          <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void add()}>
            <Plus class="i" />
            {t('passkey.add')}
          </Button>
        }
      >
        {(words) => <p class="hint">{words()}</p>}
      </Show>
      <Show when={renamed()}>
        {(passkey) => (
          <RenamePasskeySheet passkey={passkey()} proof={proof} onChange={props.onChange} onClose={() => setRenamed(undefined)} />
        )}
      </Show>
      <Show when={removed()}>
        {(passkey) => (
          <RemovePasskeySheet passkey={passkey()} proof={proof} onChange={props.onChange} onClose={() => setRemoved(undefined)} />
        )}
      </Show>
      <Show when={proof.isAsked()}>
        <ProofSheet hasPasskey={props.security.passkeys.length > 0} onSettled={proof.settle} />
      </Show>
    </section>
  );
};

interface PasskeyItemProps {
  readonly passkey: PasskeyEntry;
  readonly onRename: (passkey: PasskeyEntry) => void;
  readonly onRemove: (passkey: PasskeyEntry) => void;
}

const PasskeyItem = (props: PasskeyItemProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const now = createNow();
  const name = () => props.passkey.name || t('passkey.unnamed');
  return (
    <li class="row device">
      <Fingerprint class="i" />
      <span class="txt">
        <b>
          <bdi>{name()}</bdi>
        </b>
        <small>{t('passkey.made', { when: whenWords(i18n, props.passkey.createdAtMs, now()) })}</small>
      </span>
      <span class="btns">
        <IconButton label={t('passkey.rename-of', { label: name() })} onClick={() => props.onRename(props.passkey)}>
          <Pencil class="i" />
        </IconButton>
        <Button kind="line" aria-label={t('passkey.remove-of', { label: name() })} onClick={() => props.onRemove(props.passkey)}>
          {t('passkey.remove')}
        </Button>
      </span>
    </li>
  );
};
