/**
 * Watches what the engine exchanges, so that a command can tell when nothing moves any more. Marks are gathered for 250 ms before they
 * leave (MARK-1), so quiet takes longer than that.
 */
import type { EngineDeps, HttpDep, PipeDep } from '@sanad/model/engine/deps';

export interface Traffic {
  readonly deps: EngineDeps;
  /** Nothing is unanswered and nothing moved for a while. */
  isQuiet(): boolean;
  /** Requests since `forget` that failed for a reason that trying again may mend. */
  failures(): number;
  forget(): void;
  /** Drops the socket: the engine connects again and brings the device level. */
  hangUp(): void;
}

export const quietMs = 450;

export function watchTraffic(deps: EngineDeps): Traffic {
  const { clock } = deps;
  let unanswered = 0;
  let failures = 0;
  let lastMs = clock.nowMs();
  let drop: () => void = () => undefined;
  const moved = (): void => {
    lastMs = clock.nowMs();
  };

  const http: HttpDep = async (request) => {
    unanswered++;
    moved();
    const answer = await deps.http(request);
    unanswered--;
    moved();
    if (!answer.ok || answer.value.status >= 500 || answer.value.status === 429) failures++;
    return answer;
  };
  const connect: PipeDep = (senderId, listener) => {
    const pipe = deps.connect(senderId, {
      ...listener,
      frame(frame) {
        moved();
        listener.frame(frame);
      },
    });
    drop = () => {
      pipe.close();
      listener.closed(undefined);
    };
    return {
      ...pipe,
      send(frame) {
        moved();
        return pipe.send(frame);
      },
    };
  };
  return {
    deps: { ...deps, http, connect },
    isQuiet: () => unanswered === 0 && clock.nowMs() - lastMs >= quietMs,
    failures: () => failures,
    forget() {
      failures = 0;
    },
    hangUp: () => drop(),
  };
}
