/**
 * Like `For`, by key: a row that comes anew keeps its place on screen, its focus, what is open in it, and the button under a finger. `For` tells rows
 * apart by identity, and rows of the engine are new objects with each update.
 */
import { type Accessor, createMemo, For, type JSX } from 'solid-js';

interface KeyedProps<Row extends object> {
  readonly each: readonly Row[];
  /** Unlike any other row's. */
  readonly by: (row: Row) => string;
  readonly fallback?: JSX.Element;
  readonly children: (row: Accessor<Row>) => JSX.Element;
}

export const Keyed = <Row extends object>(props: KeyedProps<Row>) => {
  const byKey = createMemo(() => new Map(props.each.map((row) => [props.by(row), row])));
  return (
    <For each={[...byKey().keys()]} fallback={props.fallback}>
      {(key) => {
        const first = byKey().get(key);
        if (first === undefined) return undefined;
        // A row that has just gone is still read while what shows it is taken away.
        return props.children(createMemo<Row>((before) => byKey().get(key) ?? before, first));
      }}
    </For>
  );
};
