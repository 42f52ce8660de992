/** In the header of the calendar: what is shown on paper, a file of another one in, one of these out. A file that is dropped on the calendar is taken as well. */
import CalendarPlus from 'lucide-solid/icons/calendar-plus';
import Download from 'lucide-solid/icons/download';
import Ellipsis from 'lucide-solid/icons/ellipsis';
import Printer from 'lucide-solid/icons/printer';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { MenuChoice } from '../../../ui/MenuChoice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { ExportSheet } from './ExportSheet.tsx';
import { IcsDrop } from './IcsDrop.tsx';
import { ImportSheet } from './ImportSheet.tsx';
import './event.css';

type Open = 'menu' | 'export' | File;

export const CalendarMenu = () => {
  const { t } = useI18n();
  const [open, setOpen] = createSignal<Open>();
  const file = () => {
    const now = open();
    return now instanceof File ? now : undefined;
  };
  const close = () => setOpen(undefined);
  const printView = () => {
    close();
    // When the sheet is gone.
    requestAnimationFrame(() => print());
  };
  const take = (input: HTMLInputElement) => {
    const chosen = input.files?.[0];
    input.value = '';
    if (chosen !== undefined) setOpen(chosen);
  };
  return (
    <>
      <IconButton label={t('ics.menu')} onClick={() => setOpen('menu')}>
        <Ellipsis class="i" />
      </IconButton>
      <IcsDrop onFile={setOpen} />
      <Switch>
        <Match when={open() === 'menu'}>
          <Sheet title={t('ics.menu')} closeLabel={t('common.close')} open onClose={close}>
            <div class="card rows menu-rows">
              <MenuChoice
                icon={<Printer class="i" />}
                label={t('calendar.print')}
                hint={t('calendar.print.hint')}
                onChoose={printView}
              />
              <label class="row ics-choose" data-choice>
                <CalendarPlus class="i" />
                <span class="txt">
                  {t('ics.import')}
                  <small>{t('ics.import.hint')}</small>
                </span>
                <input class="sr" type="file" accept=".ics,text/calendar" onChange={(event) => take(event.currentTarget)} />
              </label>
              <MenuChoice
                icon={<Download class="i" />}
                label={t('ics.export')}
                hint={t('ics.export.hint')}
                onChoose={() => setOpen('export')}
              />
            </div>
          </Sheet>
        </Match>
        <Match when={open() === 'export'}>
          <ExportSheet onClose={close} />
        </Match>
      </Switch>
      <Show when={file()} keyed>
        {(chosen) => <ImportSheet file={chosen} onClose={close} />}
      </Show>
    </>
  );
};
