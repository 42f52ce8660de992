/**
 * Opening one's own session on a shared computer (SHARED-4): the device signs who it is and when, and the server makes her session the open
 * one. Works whenever the network is back; nothing of hers waits for it but what needs the server.
 */
import { importDeviceKeys } from '../crypto/identity.ts';
import { sign } from '../crypto/primitives.ts';
import { Empty, ServiceInfo } from '../wire/http.ts';
import { switchInput } from '../wire/shared-computer.ts';
import type { EngineDeps } from './deps.ts';
import type { HttpClient } from './http-client.ts';
import type { ProfileRow } from './records.ts';

export interface SessionSwitch {
  /** False: not on a computer that is shared, or the server does not open it. One at a time. */
  open(): Promise<boolean>;
  /** What is under way has come to its end: its cookies would come after those of a sign-out. */
  settled(): Promise<unknown>;
}

export function makeSessionSwitch(
  deps: Pick<EngineDeps, 'clock' | 'computer'>,
  http: HttpClient,
  profile: () => ProfileRow | undefined,
): SessionSwitch {
  let opening: Promise<boolean> | undefined;

  async function openOnce(): Promise<boolean> {
    const own = profile();
    if (deps.computer !== 'shared' || own?.device === undefined) return false;
    const { user } = own.me;
    const { id: device } = own.device;
    const { signing } = await importDeviceKeys(own.device.keys);
    // A clock that is wrong by more than the server takes: its time comes with any answer.
    if (http.clockOffsetMs() === undefined) await http.get('/service', ServiceInfo);
    const atMs = Math.max(0, Math.floor(deps.clock.nowMs() + (http.clockOffsetMs() ?? 0)));
    const sig = await sign(signing.privateKey, switchInput(user, device, atMs));
    return (await http.send('POST', '/sessions/switch', { user, device, atMs, sig }, Empty)).ok;
  }

  return {
    open() {
      opening ??= openOnce().finally(() => {
        opening = undefined;
      });
      return opening;
    },
    settled: async () => opening,
  };
}
