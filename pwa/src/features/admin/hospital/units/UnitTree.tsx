/** The tree of sites and units: one stop of the keyboard, arrows inside (tree-keys.ts). Pressing a line opens what can be done with it. */
import Building from 'lucide-solid/icons/building';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import Stethoscope from 'lucide-solid/icons/stethoscope';
import { createMemo, createSignal, For, Show } from 'solid-js';
import type { AdminUnit } from '../../../../app/admin/ask.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { linesOf, stepAfterKey, type TreeLine } from './tree-keys.ts';
import type { Branch } from './unit-tree.ts';

interface UnitTreeProps {
  readonly of: readonly Branch[];
  readonly label: string;
  /** What was looked for is not hidden in something folded. */
  readonly isSearch: boolean;
  readonly onOpen: (unit: AdminUnit) => void;
}

export const UnitTree = (props: UnitTreeProps) => {
  const [folded, setFolded] = createSignal<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = createSignal<string>();
  let tree: HTMLDivElement | undefined;
  const lines = createMemo(() => linesOf(props.of, props.isSearch ? new Set() : folded()));
  const byId = createMemo(() => new Map(lines().map((line) => [line.unit.unit as string, line])));
  const stop = () => {
    const id = current();
    return id !== undefined && byId().has(id) ? id : lines()[0]?.unit.unit;
  };
  const setFold = (id: string, isFolded: boolean) => {
    const next = new Set(folded());
    if (isFolded) next.add(id);
    else next.delete(id);
    setFolded(next);
  };
  const onKey = (event: KeyboardEvent, line: TreeLine) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      props.onOpen(line.unit);
      return;
    }
    const isRightToLeft = document.documentElement.dir === 'rtl';
    const step = stepAfterKey(event, lines(), lines().indexOf(line), isRightToLeft);
    if (step === undefined) return;
    event.preventDefault();
    if (step.type !== 'go') return setFold(step.unit, step.type === 'fold');
    // The page holds one element for each line, in their order.
    const next = tree?.children.item(step.to);
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <div class="unit-tree" role="tree" aria-label={props.label} ref={tree}>
      {/* By id: a line that changed keeps its place in the page, and the focus. */}
      <For each={[...byId().keys()]}>
        {(id) => (
          <Show when={byId().get(id)}>
            {(line) => (
              <Line
                line={line()}
                isStop={stop() === id}
                onFocus={() => setCurrent(id)}
                onKey={(event) => onKey(event, line())}
                onFold={() => setFold(id, line().isOpen === true)}
                onOpen={() => props.onOpen(line().unit)}
              />
            )}
          </Show>
        )}
      </For>
    </div>
  );
};

interface LineProps {
  readonly line: TreeLine;
  readonly isStop: boolean;
  readonly onFocus: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onFold: () => void;
  readonly onOpen: () => void;
}
const Line = (props: LineProps) => {
  const { n, t } = useI18n();
  return (
    <div
      role="treeitem"
      class="row"
      tabIndex={props.isStop ? 0 : -1}
      aria-level={props.line.level}
      aria-posinset={props.line.place}
      aria-setsize={props.line.siblings}
      aria-expanded={props.line.isOpen}
      style={{ '--level': props.line.level - 1 }}
      onFocus={props.onFocus}
      onKeyDown={props.onKey}
      onClick={props.onOpen}
    >
      <Show when={props.line.isOpen !== undefined} fallback={<span class="unit-fold" />}>
        {/* With the keyboard it is an arrow on the line. */}
        <span
          class="unit-fold"
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            props.onFold();
          }}
        >
          <Show when={props.line.isOpen} fallback={<ChevronRight class="i flip" />}>
            <ChevronDown class="i" />
          </Show>
        </span>
      </Show>
      <Show when={props.line.unit.kind === 'site'} fallback={<Stethoscope class="i" />}>
        <Building class="i" />
      </Show>
      <span class="txt">
        <bdi>{props.line.unit.name}</bdi>
        <Show when={props.line.unit.kind === 'site'}>
          <small>{t('units.kind.site')}</small>
        </Show>
      </span>
      <span class="unit-count">{n('units.people', props.line.people)}</span>
    </div>
  );
};
