/** A whole calendar as a file: what it is, that it is not sealed any more, saved or shared. */
import type { SpaceId } from '@sanad/model/ids';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createSignal, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { createCalendars } from './calendar-list.ts';
import { canShareIcs, icsName, saveIcs, shareIcs } from './save-ics.ts';

export const ExportSheet = (props: { readonly onClose: () => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const calendars = createCalendars();
  const [chosen, setChosen] = createSignal<SpaceId>();
  /** Hers, unless she says another: before it is known none is, or a quick press would take whichever stands first. */
  const calendar = () => calendars().find(({ id, isOwn }) => (chosen() === undefined ? isOwn : id === chosen()));
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const write = async (then: (text: string, name: string) => unknown) => {
    const from = calendar();
    if (from === undefined) return;
    setBusy(true);
    const answer = await api.exportCalendar(from.id);
    setBusy(false);
    if (!answer.ok) return void setFailure(failureWords(i18n, answer.error));
    await then(answer.value, icsName(from.name, t('ics.export.name')));
    return props.onClose();
  };
  const save = () =>
    void write((text, name) => {
      saveIcs(text, name);
      toaster.show({ text: t('ics.export.done') });
    });
  return (
    <Sheet title={t('ics.export')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <SelectField
        label={t('ics.export.which')}
        value={calendar()?.id ?? ''}
        options={calendars().map(({ id, name }) => ({ value: id as string, label: name }))}
        onChange={(id) => setChosen(calendars().find((one) => one.id === id)?.id)}
      />
      <Banner kind="medium" icon={<TriangleAlert class="i" />}>
        {t('ics.export.plain')}
      </Banner>
      <Failure words={failure()} />
      <div class="btns" data-fill>
        <Show when={canShareIcs()}>
          <Button kind="line" size="lg" busy={isBusy()} onClick={() => void write(shareIcs)}>
            {t('ics.export.share')}
          </Button>
        </Show>
        <Button kind="primary" size="lg" busy={isBusy()} disabled={calendar() === undefined} onClick={save}>
          {t('ics.export.save')}
        </Button>
      </div>
    </Sheet>
  );
};
