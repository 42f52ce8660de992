/** Everything that the server holds of her, as a file (ACCOUNT-2), and what is not in it. */
import Download from 'lucide-solid/icons/download';
import { createSignal } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { saveBlob } from '../../../app/files/open-file.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { exportText } from './export-text.ts';

export const ExportSection = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const toaster = useToaster();
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const save = async () => {
    if (isBusy()) return;
    setFailure(undefined);
    setBusy(true);
    const all = await api.exportAccount();
    setBusy(false);
    if (!all.ok) {
      setFailure(failureWords(i18n, all.error));
      return;
    }
    const day = new Date(all.value.madeAtMs).toISOString().slice(0, 10);
    saveBlob(new Blob([exportText(all.value)], { type: 'application/json' }), `sanad-${day}.json`);
    toaster.show({ text: t('account.export.done') });
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('account.export')}</h2>
      <div class="card card-pad stack">
        <p>{t('account.export.text')}</p>
        <p class="hint">{t('account.export.messages')}</p>
        <Failure words={failure()} />
        <Button
          kind="line"
          size="lg"
          wide
          busy={isBusy()}
          disabled={sync().connectivity === 'offline'}
          onClick={() => void save()}
        >
          <Download class="i" />
          {t('account.export.submit')}
        </Button>
      </div>
    </section>
  );
};
