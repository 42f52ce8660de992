/** Reconnection delays (SYNC-3): exponential with full jitter, a floor so that nobody hammers, a ceiling so that nobody waits long. */
export const firstDelayMs = 400;
export const maxDelayMs = 20_000;

/** `attempt` counts from 0; `random` is in [0, 1). */
export function backoffDelayMs(
  attempt: number,
  random: number,
  { firstMs, maxMs }: { readonly firstMs: number; readonly maxMs: number } = { firstMs: firstDelayMs, maxMs: maxDelayMs },
): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 4 + random * ceiling * 0.75);
}
