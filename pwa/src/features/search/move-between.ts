/** The arrow keys of a list of results: where the focus goes next; before the first one stands the field. */
export type Step = { readonly to: 'field' } | { readonly to: 'hit'; readonly at: number };

/** `at` is the focused result, undefined in the field. Undefined: the key means nothing here. */
export function stepOf(key: string, at: number | undefined, count: number): Step | undefined {
  const hit = (index: number): Step | undefined => (count === 0 ? undefined : { to: 'hit', at: Math.min(index, count - 1) });
  if (key === 'ArrowDown') return hit(at === undefined ? 0 : at + 1);
  if (at === undefined) return key === 'Enter' ? hit(0) : undefined;
  if (key === 'ArrowUp') return at === 0 ? { to: 'field' } : hit(at - 1);
  if (key === 'Home') return hit(0);
  if (key === 'End') return hit(count - 1);
  return key === 'Escape' ? { to: 'field' } : undefined;
}
