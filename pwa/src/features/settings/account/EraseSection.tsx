/** The end of the account (ACCOUNT-3): what goes and what others keep is read before the password is asked for. */
import MessagesSquare from 'lucide-solid/icons/messages-square';
import Server from 'lucide-solid/icons/server';
import Smartphone from 'lucide-solid/icons/smartphone';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import UsersRound from 'lucide-solid/icons/users-round';
import { createSignal, type JSX, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { PasswordField } from '../../../ui/PasswordField.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

export const EraseSection = () => {
  const { t } = useI18n();
  const { sync } = useEngine();
  const [isOpen, setOpen] = createSignal(false);
  const isOffline = () => sync().connectivity === 'offline';
  return (
    <section class="sec">
      <h2 class="sec-head">{t('account.erase')}</h2>
      <div class="card card-pad stack">
        <p>{t('account.erase.text')}</p>
        <Show when={isOffline()}>
          <p class="hint">{t('account.erase.offline')}</p>
        </Show>
        <Button kind="danger" size="lg" wide aria-haspopup="dialog" disabled={isOffline()} onClick={() => setOpen(true)}>
          {t('account.erase.open')}
        </Button>
      </div>
      <Show when={isOpen()}>
        <EraseSheet onClose={() => setOpen(false)} />
      </Show>
    </section>
  );
};

const EraseSheet = (props: { readonly onClose: () => void }) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api, sync } = useEngine();
  const [password, setPassword] = createSignal('');
  const [failure, setFailure] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const erase = async () => {
    if (isBusy()) return;
    setFailure(undefined);
    setBusy(true);
    // What comes after it is the sign-in page: there is no account to show any more.
    const erased = await api.eraseAccount(password());
    setBusy(false);
    if (!erased.ok) setFailure(failureWords(i18n, erased.error));
  };
  return (
    <Sheet title={t('account.erase.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void erase();
        }}
      >
        <Facts title={t('account.erase.gone')}>
          <Fact icon={<Server class="i" />}>{t('account.erase.gone.server')}</Fact>
          <Fact icon={<Smartphone class="i" />}>{t('account.erase.gone.device')}</Fact>
        </Facts>
        <Facts title={t('account.erase.kept')}>
          <Fact icon={<MessagesSquare class="i" />}>{t('account.erase.kept.messages')}</Fact>
          <Fact icon={<UsersRound class="i" />}>{t('account.erase.kept.groups')}</Fact>
          <Fact icon={<Server class="i" />}>{t('account.erase.kept.server')}</Fact>
        </Facts>
        <Show when={sync().waiting > 0}>
          <Banner kind="medium" icon={<TriangleAlert class="i" />}>
            {n('account.erase.waiting', sync().waiting)}
          </Banner>
        </Show>
        <PasswordField
          label={t('account.erase.password')}
          showLabel={t('sign-in.show-password')}
          hideLabel={t('sign-in.hide-password')}
          autocomplete="current-password"
          value={password()}
          onValue={setPassword}
        />
        <Failure words={failure()} />
        <div class="btns" data-fill="">
          <Button kind="line" size="lg" onClick={props.onClose}>
            {t('account.erase.stay')}
          </Button>
          <Button kind="danger" size="lg" type="submit" busy={isBusy()} disabled={password() === ''}>
            {t('account.erase.submit')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
};

const Facts = (props: { readonly title: string; readonly children: JSX.Element }) => (
  <section class="sec">
    <h3 class="sec-head">{props.title}</h3>
    <ul class="card rows">{props.children}</ul>
  </section>
);

const Fact = (props: { readonly icon: JSX.Element; readonly children: JSX.Element }) => (
  <li class="row">
    {props.icon}
    <span class="txt">{props.children}</span>
  </li>
);
