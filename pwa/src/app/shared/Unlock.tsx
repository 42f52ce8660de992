/** A colleague who has a profile here opens it: her name and photo, her PIN or passphrase (SHARED-1, LOCK). */
import { createResource, createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { listProfiles } from '../../platform/profiles.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { useEngine } from '../engine-client.ts';
import { GateHead } from '../GateHead.tsx';
import { createNow } from '../now.ts';
import { useTitle } from '../title.ts';
import { clockWords } from './activity.ts';
import { createPhotoUrl } from './photo-url.ts';
import { SecretField } from './SecretField.tsx';
import './shared.css';
import { useWardComputer } from './ward-computer.ts';

const secondMs = 1000;

export const Unlock = () => {
  const { t, n } = useI18n();
  const { api, state, opened } = useEngine();
  const ward = useWardComputer();
  const [people] = createResource(listProfiles);
  const person = () => people()?.find(({ profile }) => profile === opened().profile);
  const photo = createPhotoUrl(() => person()?.photo);
  const [secret, setSecret] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  const [isWrong, setWrong] = createSignal(false);
  const now = createNow(secondMs);
  const locked = () => {
    const current = state();
    return current.phase === 'locked' ? current : undefined;
  };
  const waitSeconds = () => Math.max(0, Math.ceil(((locked()?.retryAtMs ?? 0) - now()) / secondMs));
  useTitle(() => t('shared.unlock.title'));

  const open = async () => {
    if (isBusy() || secret() === '') return;
    setBusy(true);
    const result = await api.unlock(secret());
    setBusy(false);
    setSecret('');
    setWrong(!result.ok && result.error.type === 'wrong');
  };
  const failure = () => {
    if (waitSeconds() > 0) return t('shared.unlock.wait');
    return isWrong() ? n('shared.unlock.wrong', locked()?.attemptsLeft ?? 0) : undefined;
  };

  return (
    <div class="gate" data-card>
      <GateHead />
      <main class="gate-body" data-top>
        <div class="unlock-head">
          <Avatar id={person()?.user ?? ''} name={person()?.name ?? ''} photoUrl={photo()} size={72} />
          <h1 dir="auto">{person()?.name ?? t('shared.unlock.title')}</h1>
        </div>
        <Show when={locked()?.methods.secret}>
          {(kind) => (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                void open();
              }}
            >
              <SecretField kind={kind()} label={t(`shared.secret.${kind()}`)} value={secret()} onValue={setSecret} focus />
              <Failure words={failure()} />
              <Button kind="primary" size="lg" wide type="submit" busy={isBusy()} disabled={waitSeconds() > 0}>
                {t('shared.unlock.open')}
                {/* Not read out: every second would be. */}
                <Show when={waitSeconds() > 0}>
                  <span aria-hidden="true">{clockWords(waitSeconds())}</span>
                </Show>
              </Button>
            </form>
          )}
        </Show>
      </main>
      <footer class="gate-foot">
        <Button kind="quiet" wide onClick={() => ward.back()}>
          {t('shared.unlock.change')}
        </Button>
      </footer>
    </div>
  );
};
