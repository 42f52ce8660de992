/** Expected failures are values: a function that can fail returns a `Result`, never throws for it. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** For invariants only: turns a failure that cannot happen into a defect. */
export function unwrap<T, E extends { readonly type: string }>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`unexpected failure: ${result.error.type}`);
}
