/** One change of the lock: the present secret or passkey first where there is one, then what is to open it from now on (LOCK-11). */
import {
  type LockMethod,
  type LockProof,
  type LockSettings,
  maxPassphraseCharacters,
  maxPinDigits,
  type SecretKind,
  secretFault,
} from '@sanad/model/engine/api';
import { err, ok, type Result } from '@sanad/model/result';
import { createSignal, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { askLockPasskey, makeLockPasskey, type PasskeyError } from '../../../app/lock/lock-passkey.ts';
import { lockWords } from '../../../app/lock/lock-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useToaster } from '../../../ui/toaster.ts';

export type LockAsk =
  | { readonly type: 'secret'; readonly kind: SecretKind }
  | { readonly type: 'passkey' }
  | { readonly type: 'remove-passkey' }
  | { readonly type: 'off' };

interface LockSheetProps {
  readonly ask: LockAsk;
  readonly settings: LockSettings;
  readonly onClose: () => void;
}

export const LockSheet = (props: LockSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const [present, setPresent] = createSignal('');
  const [next, setNext] = createSignal('');
  const [again, setAgain] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const isOn = () => props.settings.secret !== undefined || props.settings.passkey !== undefined;
  const newKind = () => (props.ask.type === 'secret' ? props.ask.kind : undefined);

  /** What she typed, or her passkey where she typed nothing. */
  async function prove(): Promise<Result<LockProof | undefined, PasskeyError>> {
    const { passkey } = props.settings;
    if (!isOn()) return ok(undefined);
    if (present() !== '' || passkey === undefined) return ok({ secret: present() });
    const given = await askLockPasskey(passkey);
    return given.ok ? ok({ prf: given.value }) : given;
  }
  async function method(): Promise<Result<LockMethod, PasskeyError>> {
    const kind = newKind();
    if (kind === undefined) return makeLockPasskey(t('lock.passkey.name'));
    return ok({ type: 'secret', kind, secret: next() });
  }
  async function send(): Promise<string | undefined> {
    const kind = newKind();
    const fault = kind && secretFault(kind, next());
    if (kind !== undefined && fault !== undefined) return lockWords(i18n, { type: fault }, kind);
    if (kind !== undefined && next() !== again()) return t('lock.form.differs');
    // Read before: while everything is sealed anew this screen is gone.
    const isLast = props.ask.type === 'off' || (props.ask.type === 'remove-passkey' && props.settings.secret === undefined);
    const done = t(isLast ? 'lock.done.off' : isOn() ? 'lock.done.changed' : 'lock.done.on');
    const proof = await prove();
    if (!proof.ok) return lockWords(i18n, proof.error);
    const answer = await change(proof.value);
    if (!answer.ok) return lockWords(i18n, answer.error, kind);
    toaster.show({ text: done });
    props.onClose();
    return undefined;
  }
  async function change(proof: LockProof | undefined) {
    if (props.ask.type === 'secret' || props.ask.type === 'passkey') {
      const made = await method();
      return made.ok ? api.setLock(made.value, proof) : made;
    }
    if (proof === undefined) return err({ type: 'proof-needed' } as const);
    if (props.ask.type === 'remove-passkey') return api.removeLock('passkey', proof);
    // Off: both ways in go, each with the same proof; the one that proves goes last.
    const { secret, passkey } = props.settings;
    const first = 'secret' in proof ? 'passkey' : 'secret';
    if (secret !== undefined && passkey !== undefined) {
      const removed = await api.removeLock(first, proof);
      if (!removed.ok) return removed;
    }
    return api.removeLock('secret' in proof ? 'secret' : 'passkey', proof);
  }
  const submit = async () => {
    if (isBusy()) return;
    setBusy(true);
    setFailure(undefined);
    const words = await send();
    setBusy(false);
    setFailure(words);
  };
  const title = () => {
    if (props.ask.type === 'off') return t('lock.settings.remove');
    if (props.ask.type === 'passkey') return t('lock.settings.add-passkey');
    if (props.ask.type === 'remove-passkey') return t('lock.settings.remove-passkey');
    return t(`lock.settings.choose-${props.ask.kind}`);
  };
  return (
    <Sheet title={title()} closeLabel={t('common.close')} open onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Show
          when={isOn() && props.settings.secret}
          fallback={<Show when={isOn()}>{<p>{t('lock.form.passkey-confirms')}</p>}</Show>}
        >
          {(kind) => (
            <Secret
              kind={kind()}
              label={t('lock.form.present')}
              hint={props.settings.passkey === undefined ? undefined : t('lock.form.present.passkey')}
              value={present()}
              onValue={setPresent}
            />
          )}
        </Show>
        <Show when={newKind()}>
          {(kind) => (
            <>
              <Secret
                kind={kind()}
                label={t(`lock.form.new-${kind()}`)}
                hint={t(`lock.form.${kind()}.hint`)}
                value={next()}
                onValue={setNext}
              />
              <Secret kind={kind()} label={t('lock.form.again')} value={again()} onValue={setAgain} />
            </>
          )}
        </Show>
        <Failure words={failure()} />
        <Show when={isBusy() && !isOn()}>
          <p class="hint" role="status">
            {t('lock.form.sealing')}
          </p>
        </Show>
        <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
          {t(props.ask.type === 'off' ? 'lock.settings.remove' : isOn() ? 'lock.form.save' : 'lock.form.submit')}
        </Button>
      </form>
    </Sheet>
  );
};

interface SecretProps {
  readonly kind: SecretKind;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
}
/** `one-time-code` keeps browsers from offering to save it as the password of the account. */
const Secret = (props: SecretProps) => (
  <TextField
    label={props.label}
    hint={props.hint}
    type="password"
    inputmode={props.kind === 'pin' ? 'numeric' : 'text'}
    autocomplete="one-time-code"
    autocapitalize="none"
    spellcheck={false}
    maxlength={props.kind === 'pin' ? maxPinDigits : maxPassphraseCharacters}
    value={props.value}
    onValue={props.onValue}
  />
);
