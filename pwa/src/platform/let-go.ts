/**
 * Of what came over from another thread (Comlink): it is let go of there. A function of this thread has nothing to let go of. Asked for, not looked for
 * with `in`: a proxy of Comlink answers that with no.
 */
import { releaseProxy } from 'comlink';

export function letGo(remote: ((...told: never[]) => unknown) & { readonly [releaseProxy]?: unknown }): void {
  const release = remote[releaseProxy];
  if (typeof release === 'function') release();
}
