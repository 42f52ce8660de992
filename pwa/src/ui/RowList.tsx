/**
 * A long list of rows of one height, with or without headings between them: only what is near what is seen is there (create-rows.ts). How high a row is
 * says one of them, when the browser has laid it out. A screen reader hears of all rows.
 */
import { createSignal, For, type JSX, onCleanup, onMount, untrack } from 'solid-js';
import { createRows } from './create-rows.ts';
import type { RowSizes } from './row-range.ts';
import './row-list.css';

interface RowListProps {
  /** A key stays what it is: one row, or one heading. */
  readonly keys: readonly string[];
  readonly isHead?: ((key: string) => boolean) | undefined;
  readonly children: (key: string) => JSX.Element;
}
/** Pixels, until one is there. */
const usual: RowSizes = { row: 64, head: 40 };

export const RowList = (props: RowListProps) => {
  const [list, setList] = createSignal<HTMLElement>();
  const [sizes, setSizes] = createSignal(usual);
  const isHead = (key: string) => props.isHead?.(key) === true;
  const rows = createRows(list, () => props.keys, isHead, sizes);
  const samples = new Map<keyof RowSizes, Element>();
  const sized = new ResizeObserver((entries) => {
    for (const { target, borderBoxSize } of entries) {
      const height = borderBoxSize[0]?.blockSize ?? 0;
      for (const [kind, sample] of samples)
        if (sample === target && height > 0 && Math.abs(sizes()[kind] - height) > 0.5) setSizes({ ...sizes(), [kind]: height });
    }
  });
  onCleanup(() => sized.disconnect());

  const Row = (row: { readonly key: string; readonly index: () => number }) => {
    let item: HTMLLIElement | undefined;
    const kind = isHead(row.key) ? 'head' : 'row';
    // Made once: what changes in it is what it reads itself.
    const content = untrack(() => props.children(row.key));
    onMount(() => {
      const sample = item;
      if (sample === undefined || samples.has(kind)) return;
      samples.set(kind, sample);
      sized.observe(sample);
      onCleanup(() => {
        samples.delete(kind);
        sized.unobserve(sample);
      });
    });
    return (
      <li
        ref={item}
        data-row={row.key}
        aria-setsize={props.keys.length}
        aria-posinset={row.index() + 1}
        style={{ top: `${rows.startOf(row.index())}px` }}
      >
        {content}
      </li>
    );
  };
  return (
    <ul class="row-list" ref={setList} style={{ 'block-size': `${rows.size()}px` }}>
      <For each={rows.held()}>{(row) => Row(row)}</For>
    </ul>
  );
};
