/** TRUST-5: the server showed something that cannot be. It stands here until it shows the truth; pressing it explains. */
import type { TrustFault } from '@sanad/model/engine/api';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import './trust.css';

const FaultSheet = lazy(async () => ({ default: (await import('./FaultSheet.tsx')).FaultSheet }));

export const TrustNotice = (props: { readonly faults: readonly TrustFault[] }) => {
  const { t } = useI18n();
  const [isOpen, setOpen] = createSignal(false);
  return (
    <div class="trust-notice" role="status">
      <Show when={props.faults.length > 0}>
        <Banner
          kind="medium"
          icon={<ShieldAlert class="i" />}
          action={
            <Button kind="line" aria-haspopup="dialog" onClick={() => setOpen(true)}>
              {t('fault.see')}
            </Button>
          }
        >
          <b>{t('fault.strip')}</b> {t('fault.strip.text')}
        </Banner>
      </Show>
      <Show when={isOpen()}>
        <Suspense>
          <FaultSheet faults={props.faults} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </div>
  );
};
