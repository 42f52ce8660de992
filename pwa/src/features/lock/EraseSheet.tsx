/** The code is forgotten, or it is somebody else's device: what erasing means, how the history comes back, and the way back (LOCK-6). */
import { createSignal } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

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
    <Sheet title={t('lock.forgotten.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <p>{t(`lock.${props.why}.why`)}</p>
      <p>{t('lock.forgotten.back')}</p>
      <p class="hint" data-k="error">
        {t('lock.forgotten.lost')}
      </p>
      <div class="btns" data-fill>
        <Button kind="line" size="lg" onClick={props.onClose}>
          {t('lock.forgotten.stay')}
        </Button>
        <Button kind="danger" size="lg" busy={isBusy()} onClick={() => void erase()}>
          {t('lock.forgotten.submit')}
        </Button>
      </div>
    </Sheet>
  );
};
