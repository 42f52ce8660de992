/** A file of another calendar (CAL-10): into which calendar, then what came of it, with a reason for everything that did not. */
import type { CommandError, ImportReport, Skipped } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import CircleCheck from 'lucide-solid/icons/circle-check';
import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { deviceZone } from '../../../app/device-zone.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { type I18n, useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { createCalendars } from './calendar-list.ts';

const maxFileBytes = 10 * 1024 * 1024;

export const ImportSheet = (props: { readonly file: File; readonly onClose: () => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const all = createCalendars();
  const calendars = createMemo(() => all().filter(({ mayWrite }) => mayWrite));
  const [chosen, setChosen] = createSignal<SpaceId>();
  /** Hers, unless she says another: before it is known none is, or a quick press would take whichever stands first. */
  const calendar = () => calendars().find(({ id, isOwn }) => (chosen() === undefined ? isOwn : id === chosen()));
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const [report, setReport] = createSignal<ImportReport>();
  /** The file is read on: what came of it is said all the same. */
  let isClosed = false;
  onCleanup(() => {
    isClosed = true;
  });
  const run = async () => {
    const into = calendar();
    if (into === undefined) return;
    setFailure(undefined);
    // Before a byte of it is read.
    if (props.file.size > maxFileBytes) return void setFailure(t('ics.too-large'));
    setBusy(true);
    const text = await props.file.text().catch(() => undefined);
    const result = text === undefined ? undefined : await api.importCalendar(into.id, text, deviceZone());
    setBusy(false);
    if (result?.ok) {
      setReport(result.value);
      if (isClosed) toaster.show({ text: madeWords(i18n, result.value) });
      return;
    }
    setFailure(refusal(result?.error));
    if (isClosed) toaster.show({ text: refusal(result?.error) });
  };
  const refusal = (error: CommandError | undefined): string => {
    if (error !== undefined && error.type !== 'file-refused') return failureWords(i18n, error);
    return t(error?.reason === 'too-large' ? 'ics.too-large' : 'ics.unreadable');
  };
  return (
    <Sheet
      title={report() === undefined ? t('ics.import.title', { name: props.file.name }) : t('ics.report')}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <Show
        when={report()}
        fallback={
          <>
            <SelectField
              label={t('ics.import.into')}
              hint={calendar() && t(calendar()?.isOwn ? 'ics.import.own' : 'ics.import.shared')}
              value={calendar()?.id ?? ''}
              options={calendars().map(({ id, name }) => ({ value: id as string, label: name }))}
              onChange={(id) => setChosen(calendars().find((one) => one.id === id)?.id)}
            />
            <Failure words={failure()} />
            <Button kind="primary" size="lg" wide busy={isBusy()} disabled={calendar() === undefined} onClick={() => void run()}>
              {t('ics.import.submit')}
            </Button>
          </>
        }
      >
        {(done) => (
          <>
            <Report of={done()} />
            <Button kind="primary" size="lg" wide onClick={props.onClose}>
              {t('common.close')}
            </Button>
          </>
        )}
      </Show>
    </Sheet>
  );
};

const madeWords = ({ t, n }: Pick<I18n, 't' | 'n'>, { made }: ImportReport): string =>
  made === 0 ? t('ics.none') : n('ics.made', made);

const shownAtMost = 100;

const Report = (props: { readonly of: ImportReport }) => {
  const { t, n } = useI18n();
  const shown = () => props.of.skipped.slice(0, shownAtMost);
  return (
    <>
      <Banner kind="ok" role="status" icon={<CircleCheck class="i" />}>
        <b>{madeWords({ t, n }, props.of)}</b>
        <Show when={props.of.changed > 0}> · {n('ics.changed', props.of.changed)}</Show>
        <Show when={props.of.known > 0}> · {n('ics.known', props.of.known)}</Show>
        <Show when={props.of.skippedCount > 0}> · {n('ics.skipped', props.of.skippedCount)}</Show>
      </Banner>
      <Show when={shown().length > 0}>
        <ul class="card rows ics-report">
          <For each={shown()}>{(one) => <SkippedLine of={one} />}</For>
        </ul>
        <Show when={props.of.skippedCount > shown().length}>
          <p class="hint">{n('ics.skipped.more', props.of.skippedCount - shown().length)}</p>
        </Show>
      </Show>
    </>
  );
};

const SkippedLine = (props: { readonly of: Skipped }) => {
  const { t } = useI18n();
  return (
    <li class="row">
      <span class="txt">
        <b class="page-side" dir="auto">
          {props.of.title === '' ? t('event.untitled') : props.of.title}
        </b>
        <small>
          {t(props.of.isLost ? 'ics.lost' : 'ics.partly')} – {t(`ics.reason.${props.of.reason}`)}
        </small>
      </span>
    </li>
  );
};
