/** The zone of the hours: that of this device unless another is looked for. */
import ChevronRight from 'lucide-solid/icons/chevron-right';
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { deviceZone } from '../../../app/device-zone.ts';
import { matches } from '../../../app/fold.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { zoneName } from './time-words.ts';

interface ZoneFieldProps {
  readonly zone: string;
  readonly error: string | undefined;
  readonly onChange: (zone: string) => void;
}

export const ZoneField = (props: ZoneFieldProps) => {
  const { t } = useI18n();
  const id = createUniqueId();
  const [isOpen, setOpen] = createSignal(false);
  const zone = () => (props.zone === '' ? deviceZone() : props.zone);
  return (
    <div class="field">
      <button
        type="button"
        class="card row event-zone"
        aria-haspopup="dialog"
        aria-invalid={props.error === undefined ? undefined : 'true'}
        aria-describedby={props.error === undefined ? undefined : `${id}-error`}
        onClick={() => setOpen(true)}
      >
        <span class="txt">
          {t('event.form.zone')}
          <small>
            <bdi>{zoneName(zone())}</bdi> {zone() === deviceZone() ? `– ${t('event.form.zone.device')}` : undefined}
          </small>
        </span>
        <ChevronRight class="i chev flip" />
      </button>
      <Show when={props.error}>
        {(error) => (
          <p class="hint" data-k="error" id={`${id}-error`}>
            {error()}
          </p>
        )}
      </Show>
      <Show when={isOpen()}>
        <ZoneSheet
          zone={zone()}
          onChoose={(chosen) => {
            props.onChange(chosen);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      </Show>
    </div>
  );
};

const shownAtMost = 30;

const ZoneSheet = (props: { readonly zone: string; readonly onChoose: (zone: string) => void; readonly onClose: () => void }) => {
  const { t } = useI18n();
  const [query, setQuery] = createSignal('');
  const known = [deviceZone(), ...Intl.supportedValuesOf('timeZone').filter((one) => one !== deviceZone())];
  const found = createMemo(() =>
    known.filter((one) => matches(query(), [one.replaceAll(/[/_]/g, ' '), one])).slice(0, shownAtMost),
  );
  return (
    <Sheet title={t('event.form.zone')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <SearchBox label={t('event.form.zone.find')} value={query()} onValue={setQuery} />
      <div class="card rows menu-rows">
        <For each={found()} fallback={<p class="row hint">{t('event.form.zone.none')}</p>}>
          {(one) => (
            <button type="button" class="row" aria-pressed={one === props.zone} onClick={() => props.onChoose(one)}>
              <span class="txt">
                <bdi>{zoneName(one)}</bdi>
                <small>
                  <bdi>{one}</bdi>
                </small>
              </span>
            </button>
          )}
        </For>
      </div>
    </Sheet>
  );
};
