/** Whether this is really she (TRUST-1 … TRUST-3), and what the server showed of her that cannot be (TRUST-5). */
import type { Person } from '@sanad/model/engine/api';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { personName } from '../../app/people.tsx';
import { IdentityCard } from '../../app/trust/IdentityCard.tsx';
import { TrustNotice } from '../../app/trust/TrustNotice.tsx';
import { useTrust } from '../../app/trust/use-trust.ts';
import { VerifiedMark } from '../../app/trust/VerifiedMark.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';

const VerifySheet = lazy(async () => ({ default: (await import('../../app/trust/VerifySheet.tsx')).VerifySheet }));

export const PersonTrustSection = (props: { readonly person: Person }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const trust = useTrust();
  const [isVerifying, setVerifying] = createSignal(false);
  const known = () => trust.of(props.person.user);
  const isBound = () => props.person.trust === 'bound';
  const hint = () =>
    known()?.verified ? 'trust.verified.text' : known()?.wasVerified ? 'trust.was-verified.text' : ('trust.hint' as const);
  return (
    <>
      <TrustNotice faults={trust.faultsOf([props.person.user])} />
      <IdentityCard
        users={[props.person.user]}
        nameOf={() => personName(i18n, props.person)}
        onVerify={() => setVerifying(true)}
        onSeveral={() => undefined}
      />
      <Show when={isBound()}>
        <section class="sec">
          <h2 class="sec-head">
            <ShieldCheck class="i" />
            <span class="grow">{t('trust.section')}</span>
            <Show
              when={known()?.verified}
              fallback={
                <span class="tag" data-k={known()?.wasVerified ? 'medium' : undefined}>
                  <ShieldAlert class="i" />
                  {t(known()?.wasVerified ? 'trust.was-verified' : 'trust.unverified')}
                </span>
              }
            >
              <VerifiedMark user={props.person.user} framed />
            </Show>
          </h2>
          <div class="card card-pad stack">
            <p class="hint">{t(hint())}</p>
            <Button
              kind={known()?.verified ? 'quiet' : 'line'}
              size="lg"
              wide
              aria-haspopup="dialog"
              onClick={() => setVerifying(true)}
            >
              <ShieldCheck class="i" />
              {t(known()?.verified ? 'trust.number' : 'trust.verify')}
            </Button>
          </div>
        </section>
      </Show>
      <Show when={isVerifying()}>
        <Suspense>
          <VerifySheet person={props.person} onClose={() => setVerifying(false)} />
        </Suspense>
      </Show>
    </>
  );
};
