/** The thread of pictures (worker/pictures.worker.ts), as whoever starts it holds it: what is decoded and drawn there costs the page nothing. */
import { type Remote, releaseProxy, wrap } from 'comlink';
import type { PicturesApi } from '../../worker/pictures.worker.ts';

export interface PicturesThread {
  readonly api: Remote<PicturesApi>;
  /** All of it goes, also what it was about to do. */
  end(): void;
}

export function startPicturesThread(): PicturesThread {
  const worker = new Worker(new URL('../../worker/pictures.worker.ts', import.meta.url), { type: 'module' });
  const api = wrap<PicturesApi>(worker);
  return {
    api,
    end: () => {
      api[releaseProxy]();
      worker.terminate();
    },
  };
}
