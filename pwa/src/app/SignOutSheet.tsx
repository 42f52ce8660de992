/** Leaving this device: what is erased, and what would be lost because it has not left yet. */
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createSignal, Show } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { Banner } from '../ui/Banner.tsx';
import { ConfirmSheet } from './ConfirmSheet.tsx';
import { useEngine } from './engine-client.ts';

export const SignOutSheet = (props: { readonly onClose: () => void }) => {
  const { t, n } = useI18n();
  const { api, sync } = useEngine();
  const [refusedFor, setRefusedFor] = createSignal<number>();
  const [isBusy, setBusy] = createSignal(false);
  const waiting = () => refusedFor() ?? sync().waiting;
  const leave = async () => {
    setBusy(true);
    const answer = await api.signOut({ force: waiting() > 0 });
    setBusy(false);
    // Messages written in another tab meanwhile: the warning first, then a second press.
    if (answer.done) props.onClose();
    else setRefusedFor(answer.waiting);
  };
  return (
    <ConfirmSheet
      title={t('sign-out.title')}
      decision={{ isBusy, failure: () => undefined, decide: () => void leave() }}
      submit={t(waiting() > 0 ? 'sign-out.force' : 'sign-out.submit')}
      stay={t('sign-out.stay')}
      onClose={props.onClose}
    >
      <p>{t('sign-out.text')}</p>
      <Show when={waiting() > 0}>
        <Banner kind="medium" role="alert" icon={<TriangleAlert class="i" />}>
          {n('sign-out.waiting', waiting())}
        </Banner>
      </Show>
    </ConfirmSheet>
  );
};
