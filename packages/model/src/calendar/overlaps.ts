/** Which of several times overlap (CAL-7): sorted once, each compared with those that are still open. Touching is no overlap. */
export interface Span {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Where everything overlaps everything not all pairs are told. */
const maxTold = 5;

export function overlapsOf(spans: readonly Span[]): ReadonlyMap<string, readonly string[]> {
  const sorted = spans
    .filter(({ startMs, endMs }) => endMs > startMs)
    .sort((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1));
  const out = new Map<string, string[]>();
  const note = (of: string, with_: string): void => {
    const list = out.get(of) ?? [];
    if (list.length < maxTold) list.push(with_);
    out.set(of, list);
  };
  let open: Span[] = [];
  for (const span of sorted) {
    open = open.filter(({ endMs }) => endMs > span.startMs);
    for (const other of open.slice(-maxTold)) {
      note(span.id, other.id);
      note(other.id, span.id);
    }
    open.push(span);
  }
  return out;
}
