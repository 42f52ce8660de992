/** Everything that a device sends and receives, as bytes: what a server, or somebody who sits between, can see. */
import { encodeCbor } from '@sanad/model/cbor';
import type { EngineDeps } from '@sanad/model/engine/deps';

export interface WireRecord {
  readonly direction: 'up' | 'down';
  readonly kind: string;
  readonly bytes: Uint8Array;
}

export function recordWire(deps: EngineDeps, records: WireRecord[]): EngineDeps {
  const keep = (direction: WireRecord['direction'], kind: string, bytes: Uint8Array): void => {
    records.push({ direction, kind, bytes: new Uint8Array(bytes) });
  };
  return {
    ...deps,
    async http(request) {
      keep('up', `${request.method} path`, new TextEncoder().encode(request.path));
      if (request.body !== undefined) keep('up', `${request.method} ${request.path}`, request.body);
      const answer = await deps.http(request);
      if (answer.ok) keep('down', `${request.method} ${request.path}`, answer.value.body);
      return answer;
    },
    connect(senderId, listener) {
      const pipe = deps.connect(senderId, {
        ...listener,
        frame(frame) {
          keep('down', 'frame', encodeCbor(frame));
          listener.frame(frame);
        },
      });
      return {
        ...pipe,
        send(frame) {
          keep('up', 'frame', encodeCbor(frame));
          return pipe.send(frame);
        },
      };
    },
  };
}
