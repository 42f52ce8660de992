/** Heads arithmetic without a document: which heads a set of changes has after more changes were added. */
import { decodeChange } from '@automerge/automerge/slim';

/** Adds changes (in causal order, each after its dependencies) to a frontier. */
export function advanceFrontier(frontier: readonly string[], changes: readonly Uint8Array[]): readonly string[] {
  const heads = new Set(frontier);
  for (const bytes of changes) {
    const { hash, deps } = decodeChange(bytes);
    for (const dep of deps) heads.delete(dep);
    heads.add(hash);
  }
  return [...heads];
}

export const sameHeads = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((head) => b.includes(head));

/** As many changes as go into `maxBytes`, in order; at least one. */
export function firstThatFit(changes: readonly Uint8Array[], maxBytes: number): readonly Uint8Array[] {
  let total = 0;
  const out: Uint8Array[] = [];
  for (const change of changes) {
    if (out.length > 0 && total + change.length > maxBytes) break;
    out.push(change);
    total += change.length;
  }
  return out;
}

/** Keys that changes wrote into maps: for segments of messages, the ids they brought. Undecodable changes bring nothing. */
export function enteredKeys(changes: readonly Uint8Array[]): readonly string[] {
  try {
    return changes.flatMap((bytes) =>
      decodeChange(bytes).ops.flatMap((op) => ('key' in op && typeof op.key === 'string' ? [op.key] : [])),
    );
  } catch {
    return [];
  }
}
