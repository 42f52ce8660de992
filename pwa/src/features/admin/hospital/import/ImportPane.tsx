/** Inviting the people of a file (INVITE-6): read here, looked through with the server, and made only when she says so. */
import FileUp from 'lucide-solid/icons/file-up';
import { createSignal, Match, Switch } from 'solid-js';
import { maxImportBytes, maxImportRows, useAdminAsk } from '../../../../app/admin/ask.ts';
import { useEngine } from '../../../../app/engine-client.ts';
import { failureWords } from '../../../../app/failure-words.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { HospitalSubPage } from '../HospitalSubPage.tsx';
import { FileDrop } from './FileDrop.tsx';
import { ImportReport } from './ImportReport.tsx';
import { ImportResult } from './ImportResult.tsx';
import { type FileFault, type PersonRow, readPeople } from './read-people.ts';
import { type Judged, sendRows } from './send-rows.ts';

type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'report'; readonly rows: readonly Judged[] }
  | {
      readonly at: 'done';
      readonly rows: readonly Judged[];
      readonly expiresAtMs: number;
      readonly organisationHash: Uint8Array;
    };

export const ImportPane = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const ask = useAdminAsk();
  const [step, setStep] = createSignal<Step>({ at: 'choose' });
  const [fault, setFault] = createSignal<FileFault>();
  const [failure, setFailure] = createSignal<string>();
  const [progress, setProgress] = createSignal<number>();
  const good = (rows: readonly PersonRow[]) => rows.filter((row) => row.fault === undefined);

  const read = async (file: File) => {
    setFault(undefined);
    setFailure(undefined);
    const found = readPeople(new Uint8Array(await file.slice(0, maxImportBytes + 1).arrayBuffer()));
    if ('fault' in found) {
      setFault(found.fault);
      return;
    }
    setProgress(0);
    const checked = await sendRows(ask, found.rows, true, setProgress);
    setProgress(undefined);
    if (checked.error === undefined) setStep({ at: 'report', rows: checked.rows });
    else setFailure(failureWords(i18n, checked.error));
  };
  const make = async (rows: readonly Judged[]) => {
    setFailure(undefined);
    const hash = await api.organisationHash();
    if (!hash.ok) {
      setFailure(failureWords(i18n, hash.error));
      return;
    }
    setProgress(0);
    const made = await sendRows(ask, rows, false, setProgress);
    setProgress(undefined);
    if (made.error !== undefined) setFailure(failureWords(i18n, made.error));
    // What was made before the network went is shown with its links: they are told once.
    if (made.rows.some(({ token }) => token !== undefined))
      setStep({ at: 'done', rows: made.rows, expiresAtMs: made.expiresAtMs, organisationHash: hash.value });
  };
  const again = () => {
    setFailure(undefined);
    setStep({ at: 'choose' });
  };
  const report = () => {
    const now = step();
    return now.at === 'report' ? now.rows : undefined;
  };
  const result = () => {
    const now = step();
    return now.at === 'done' ? now : undefined;
  };
  return (
    <HospitalSubPage title={t('import.title')} lead={t('import.lead')} back="/admin/hospital/invitations">
      <Failure words={failure()} />
      <p role="status" class="hint" hidden={progress() === undefined}>
        {n('import.progress', progress() ?? 0)}
      </p>
      <Switch>
        <Match when={step().at === 'choose'}>
          <FileDrop onFile={(file) => void read(file)} />
          <Failure
            words={fault() === undefined ? undefined : t(`import.fault.${fault() ?? 'empty'}`, { max: String(maxImportRows) })}
          />
          <p class="hint">{t('import.columns')}</p>
          <p class="code import-example" dir="ltr">
            name,email,staff_number,profession,unit
          </p>
        </Match>
        <Match when={report()}>
          {(rows) => (
            <>
              <ImportReport rows={rows()} />
              <div class="btns">
                <Button kind="line" size="lg" onClick={again}>
                  {t('import.other')}
                </Button>
                <Button
                  kind="primary"
                  size="lg"
                  busy={progress() !== undefined}
                  disabled={good(rows()).length === 0}
                  onClick={() => void make(rows())}
                >
                  <FileUp class="i" />
                  {n('import.submit', good(rows()).length)}
                </Button>
              </div>
            </>
          )}
        </Match>
        <Match when={result()}>
          {(done) => (
            <ImportResult
              rows={done().rows}
              expiresAtMs={done().expiresAtMs}
              organisationHash={done().organisationHash}
              onAgain={again}
            />
          )}
        </Match>
      </Switch>
    </HospitalSubPage>
  );
};
