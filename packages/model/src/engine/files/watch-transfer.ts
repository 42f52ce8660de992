/**
 * A transfer that hangs (FILE-6). Half of a connection may be gone without a word, and what waits on it waits for ever: when nothing moves for so long
 * it is broken off, as if the network had said so.
 */
import { err } from '../../result.ts';
import type { ClockDep, FileTransfer, TransferRequest } from '../deps.ts';

export const stallMs = 20_000;
/** All was handed over: what the system's own buffers hold may still be leaving over a thin line, and the server puts it away. */
export const answerMs = 60_000;

export function watchTransfer(
  clock: ClockDep,
  request: TransferRequest,
  begin: (request: TransferRequest) => FileTransfer,
): FileTransfer {
  let last: number | undefined;
  let isStalled = false;
  let isOver = false;
  let cancel = (): void => undefined;
  const wait = (ms: number): void => {
    cancel();
    cancel = clock.schedule(ms, () => {
      isStalled = true;
      transfer.stop();
    });
  };
  const transfer = begin({
    ...request,
    onProgress(done) {
      // What is said twice is no movement.
      if (!isOver && done !== last) wait(done < request.bytes ? stallMs : answerMs);
      last = done;
      request.onProgress(done);
    },
  });
  if (last === undefined) wait(stallMs);
  const done = transfer.done
    .then((ended) => (!ended.ok && ended.error.type === 'stopped' && isStalled ? err({ type: 'offline' as const }) : ended))
    .finally(() => {
      isOver = true;
      cancel();
    });
  return { done, stop: () => transfer.stop() };
}
