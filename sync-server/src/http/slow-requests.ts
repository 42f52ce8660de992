/**
 * Requests whose body comes too slowly (HTTP-13). A bound in time alone would cut a large file on a thin line, and none would let anybody hold connections
 * with a byte now and then: each has a time to arrive in, and more of it for what did arrive.
 */
import type { IncomingMessage } from 'node:http';

export interface SlowRequests {
  readonly begin: (request: IncomingMessage) => void;
  /** Ends the connections of those that are late. */
  readonly look: () => void;
}
export interface SlowRequestBounds {
  /** Of a body of any size. */
  readonly patienceMs: number;
  /** What comes at this pace is waited for. */
  readonly leastBytesPerSecond: number;
}

export function createSlowRequests({ patienceMs, leastBytesPerSecond }: SlowRequestBounds, nowMs: () => number): SlowRequests {
  const arriving = new Map<IncomingMessage, { readonly startedMs: number; readonly before: number }>();
  return {
    begin: (request) => {
      if (request.complete) return;
      arriving.set(request, { startedMs: nowMs(), before: request.socket.bytesRead });
      request.once('close', () => arriving.delete(request));
    },
    look: () => {
      for (const [request, { startedMs, before }] of arriving) {
        const earnedMs = ((request.socket.bytesRead - before) / leastBytesPerSecond) * 1000;
        if (request.complete) arriving.delete(request);
        else if (nowMs() - startedMs > patienceMs + earnedMs) request.socket.destroy();
      }
    },
  };
}
