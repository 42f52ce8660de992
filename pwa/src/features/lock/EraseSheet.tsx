/** The code is forgotten, or it is somebody else's device: what erasing means, how the history comes back, and the way back (LOCK-6). */
import { createSignal } from 'solid-js';
import { ConfirmSheet } from '../../app/ConfirmSheet.tsx';
import { useEngine } from '../../app/engine-client.ts';
import { useI18n } from '../../i18n/use-i18n.ts';

interface EraseSheetProps {
  readonly why: 'forgotten' | 'other-person';
  readonly onClose: () => void;
}

export const EraseSheet = (props: EraseSheetProps) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const [isBusy, setBusy] = createSignal(false);
  const erase = async () => {
    setBusy(true);
    await api.emptyLocked();
    setBusy(false);
    props.onClose();
  };
  return (
    <ConfirmSheet
      title={t('lock.forgotten.title')}
      decision={{ isBusy, failure: () => undefined, decide: () => void erase() }}
      submit={t('lock.forgotten.submit')}
      stay={t('lock.forgotten.stay')}
      onClose={props.onClose}
    >
      <p>{t(`lock.${props.why}.why`)}</p>
      <p>{t('lock.forgotten.back')}</p>
      <p class="hint" data-k="error">
        {t('lock.forgotten.lost')}
      </p>
    </ConfirmSheet>
  );
};
