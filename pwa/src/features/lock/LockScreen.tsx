/** The locked profile (LOCK-8): nothing of it is shown. A PIN on a keypad or a keyboard, a passphrase, a passkey; and the way out. */
import type { LockedState, UnlockError } from '@sanad/model/engine/api';
import FingerprintPattern from 'lucide-solid/icons/fingerprint-pattern';
import Lock from 'lucide-solid/icons/lock';
import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { askLockPasskey } from '../../app/lock/lock-passkey.ts';
import { createNow } from '../../app/now.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { EraseSheet } from './EraseSheet.tsx';
import { Keypad } from './Keypad.tsx';
import './lock.css';
import { digitsOf, PassphraseEntry, PinEntry } from './SecretEntry.tsx';

const secondMs = 1_000;
/** From here on she is told how many tries are left. */
const warnFrom = 7;
/** Kept as what it is, not in words: they follow the language. */
type Said = 'lock.wrong' | 'lock.wrong-passkey' | 'lock.passkey-failed' | 'lock.busy';

interface LockScreenProps {
  /** On a shared computer: whose it is, in place of the mark; and the way back to the others. */
  readonly owner?: JSX.Element;
  readonly other?: { readonly label: string; readonly onChoose: () => void };
}

export const LockScreen = (props: LockScreenProps) => {
  const { t } = useI18n();
  const { state } = useEngine();
  useTitle(() => t('lock.title'));
  const locked = createMemo<LockedState | undefined>((before) => {
    const now = state();
    return now.phase === 'locked' ? now : before;
  });
  return <Show when={locked()}>{(now) => <Locked {...props} now={now()} />}</Show>;
};

/** 0:05 */
const minutesAndSeconds = (ms: number): string => {
  const seconds = Math.ceil(ms / secondMs);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const Locked = (props: LockScreenProps & { readonly now: LockedState }) => {
  const { t, n } = useI18n();
  const { api } = useEngine();
  const clock = createNow(secondMs);
  const [secret, setSecret] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [said, setSaid] = createSignal<Said>();
  const [erasing, setErasing] = createSignal<'forgotten' | 'other-person'>();
  const kind = () => props.now.methods.secret;
  const passkey = () => props.now.methods.passkey;
  const waitsMs = createMemo(() => Math.max(0, (props.now.retryAtMs ?? 0) - clock()));

  const failed = ({ type }: UnlockError, wrong: Said) => {
    setSecret('');
    setSaid(type === 'wrong' ? wrong : type === 'busy' ? 'lock.busy' : undefined);
  };
  const open = async () => {
    if (isBusy() || secret() === '' || waitsMs() > 0) return;
    setBusy(true);
    setSaid(undefined);
    const opened = await api.unlock(secret());
    setBusy(false);
    if (!opened.ok) failed(opened.error, 'lock.wrong');
  };
  const openWithPasskey = async () => {
    const request = passkey();
    if (request === undefined || isBusy()) return;
    setSaid(undefined);
    const given = await askLockPasskey(request);
    if (!given.ok) {
      setSaid('lock.passkey-failed');
      return;
    }
    setBusy(true);
    const opened = await api.unlockWithPrf(given.value);
    setBusy(false);
    if (!opened.ok) failed(opened.error, 'lock.wrong-passkey');
  };
  const lead = () => {
    const way = kind();
    if (way !== undefined) return t(`lock.lead.${way}`);
    return t(passkey() === undefined ? 'lock.lead.damaged' : 'lock.lead.passkey');
  };

  return (
    <div class="gate" data-card data-lock>
      <GateHead />
      <main class="gate-body">
        <div>
          <Show
            when={props.owner}
            fallback={
              <>
                <span class="lock-mark">
                  <Lock class="i" />
                </span>
                <h1>{t('lock.title')}</h1>
              </>
            }
          >
            {(owner) => owner()}
          </Show>
          <p class="lead">{lead()}</p>
          <p class="hint">{t('lock.waiting')}</p>
        </div>
        <form
          id="unlock"
          onSubmit={(event) => {
            event.preventDefault();
            void open();
          }}
        >
          <Show when={kind() === 'pin'}>
            <PinEntry value={secret()} onValue={setSecret} />
            {/* The keypad changes a field that does not have the reader's attention. */}
            <p class="sr" role="status">
              {secret() === '' ? '' : n('lock.typed', secret().length)}
            </p>
          </Show>
          <Show when={kind() === 'passphrase'}>
            <PassphraseEntry label={t('lock.passphrase')} value={secret()} onValue={setSecret} />
          </Show>
        </form>
        <div class="lock-said">
          <div role="alert">
            <Show when={said()}>{(words) => <p>{t(words())}</p>}</Show>
            <Show when={props.now.attemptsLeft <= warnFrom}>
              <p class="hint" data-k="error">
                {n('lock.left', props.now.attemptsLeft)}
              </p>
            </Show>
          </div>
          <Show when={waitsMs() > 0}>
            <p role="timer">{t('lock.retry-in', { time: minutesAndSeconds(waitsMs()) })}</p>
          </Show>
        </div>
      </main>
      <footer class="gate-foot">
        <Show when={kind() === 'pin'}>
          <Keypad
            onDigit={(digit) => setSecret((typed) => digitsOf(typed + digit))}
            onDelete={() => setSecret((typed) => typed.slice(0, -1))}
            start={
              <Show when={passkey()} fallback={<span />}>
                <button
                  type="button"
                  class="key"
                  data-kind="plain"
                  aria-label={t('lock.with-passkey')}
                  onClick={() => void openWithPasskey()}
                >
                  <FingerprintPattern class="i" />
                </button>
              </Show>
            }
          />
        </Show>
        <Show when={kind() !== undefined}>
          <Button
            kind="primary"
            size="lg"
            wide
            type="submit"
            form="unlock"
            busy={isBusy()}
            disabled={secret() === '' || waitsMs() > 0}
          >
            {t(isBusy() ? 'lock.opening' : 'lock.open')}
          </Button>
        </Show>
        <Show when={kind() !== 'pin' && passkey() !== undefined}>
          <Button
            kind={kind() === undefined ? 'primary' : 'line'}
            size="lg"
            wide
            busy={isBusy()}
            onClick={() => void openWithPasskey()}
          >
            <FingerprintPattern class="i" />
            {t('lock.with-passkey')}
          </Button>
        </Show>
        <div class="lock-ways">
          <Show
            when={props.other}
            fallback={
              <Button kind="quiet" onClick={() => setErasing('other-person')}>
                {t('lock.other-person')}
              </Button>
            }
          >
            {(other) => (
              <Button kind="quiet" onClick={() => other().onChoose()}>
                {other().label}
              </Button>
            )}
          </Show>
          <Button kind="quiet" onClick={() => setErasing('forgotten')}>
            {t('lock.forgotten')}
          </Button>
        </div>
      </footer>
      <Show when={erasing()}>{(why) => <EraseSheet why={why()} onClose={() => setErasing(undefined)} />}</Show>
    </div>
  );
};
