import type { PendingPerson } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useToaster } from '../../ui/toaster.ts';

interface RefuseSheetProps {
  readonly person: PendingPerson;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const RefuseSheet = (props: RefuseSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const refuse = async () => {
    setBusy(true);
    setFailure(undefined);
    const result = await api.refuse(props.person.user);
    setBusy(false);
    if (!result.ok) {
      setFailure(failureWords(i18n, result.error));
      return;
    }
    toaster.show({ text: t('approvals.refused') });
    props.onDone();
  };
  return (
    <Sheet
      title={t('approvals.refuse.title', { name: props.person.name })}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <p>{t('approvals.refuse.text')}</p>
      <Failure words={failure()} />
      <div class="btns" data-fill>
        <Button kind="line" size="lg" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        <Button kind="danger" size="lg" busy={isBusy()} onClick={() => void refuse()}>
          {t('approvals.refuse.submit')}
        </Button>
      </div>
    </Sheet>
  );
};
