/** Which of several times overlap (CAL-7): each is compared with those that are still open. Touching is no overlap. */
interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Where everything overlaps everything not all pairs are told. */
const maxTold = 5;

/** `spans`: in the order in which they begin. */
export function overlapsOf<One extends Span>(spans: readonly One[]): ReadonlyMap<One, readonly One[]> {
  const out = new Map<One, One[]>();
  const note = (of: One, other: One): void => {
    const list = out.get(of);
    if (list === undefined) out.set(of, [other]);
    else if (list.length < maxTold) list.push(other);
  };
  let open: One[] = [];
  for (const span of spans) {
    if (span.endMs <= span.startMs) continue;
    open = open.filter(({ endMs }) => endMs > span.startMs);
    for (const other of open.slice(-maxTold)) {
      note(span, other);
      note(other, span);
    }
    open.push(span);
  }
  return out;
}
