/** One of several, or any: chooses and closes with one press. A long list has a field that narrows it. */
import Check from 'lucide-solid/icons/check';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { matches } from '../../app/fold.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

export interface PickOption<Value extends string> {
  readonly value: Value;
  /** What narrows the list: names, units. */
  readonly words: readonly string[];
  readonly icon: () => JSX.Element;
  readonly name: () => JSX.Element;
}

interface PickSheetProps<Value extends string> {
  readonly title: string;
  readonly anyLabel: string;
  /** Undefined: the list is short. */
  readonly findLabel?: string | undefined;
  readonly value: Value | undefined;
  readonly options: readonly PickOption<Value>[];
  readonly onPick: (value: Value | undefined) => void;
  readonly onClose: () => void;
}

const shortList = 6;

export const PickSheet = <Value extends string>(props: PickSheetProps<Value>) => {
  const { t } = useI18n();
  const [query, setQuery] = createSignal('');
  const listed = createMemo(() => props.options.filter((option) => matches(query(), option.words)));
  const pick = (value: Value | undefined) => {
    props.onPick(value);
    props.onClose();
  };
  return (
    <Sheet title={props.title} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Show when={props.options.length > shortList ? props.findLabel : undefined}>
        {(label) => <SearchBox label={label()} value={query()} onValue={setQuery} />}
      </Show>
      <ul class="card rows search-picks">
        <Show when={query().trim() === ''}>
          <li>
            <button type="button" class="row" aria-pressed={props.value === undefined} onClick={() => pick(undefined)}>
              <span class="txt">{props.anyLabel}</span>
              <Check class="i" />
            </button>
          </li>
        </Show>
        <For each={listed()} fallback={<li class="row hint">{t('search.no-name')}</li>}>
          {(option) => (
            <li>
              <button type="button" class="row" aria-pressed={props.value === option.value} onClick={() => pick(option.value)}>
                {option.icon()}
                <span class="txt">{option.name()}</span>
                <Check class="i" />
              </button>
            </li>
          )}
        </For>
      </ul>
    </Sheet>
  );
};
