/** What people do with their devices (CHAIN-9, CHAIN-10). */

import * as v from 'valibot';
import type { DeviceId } from '../ids.ts';
import { err } from '../result.ts';
import { lineField } from '../wire/fields.ts';
import type { CommandError, EngineApi } from './api.ts';
import { makeApprovals } from './approvals.ts';
import { prefer } from './prefer.ts';
import { deviceKnownAct, deviceNameAct } from './preferences.ts';
import type { Session } from './session.ts';

export type DeviceCommands = Pick<EngineApi, 'renameDevice' | 'acknowledgeDevice' | 'revokeDevice'>;

/** As long as what a device may call itself. */
const Name = lineField(60);

export function makeDeviceCommands(session: () => Session | undefined): DeviceCommands {
  const isMine = (device: DeviceId): boolean =>
    session()
      ?.ownDevices.rows()
      .some(({ id }) => id === device) === true;
  const unknown = err<CommandError>({ type: 'not-ready' });
  return {
    async renameDevice(device, label) {
      const name = v.safeParse(Name, label.trim());
      if (!name.success) return err({ type: 'too-long' });
      return isMine(device) ? prefer(session(), [deviceNameAct(device, name.output)]) : unknown;
    },
    acknowledgeDevice: async (device) => (isMine(device) ? prefer(session(), [deviceKnownAct(device)]) : unknown),
    async revokeDevice(device) {
      const open = session();
      if (open === undefined) return unknown;
      const revoked = await open.ownDevices.revoke(device);
      // ORG-9: an administrator's revoked device signs nothing after her next link, so she writes one.
      return revoked.ok ? makeApprovals(open.thread.context, open.people).renewOwn() : revoked;
    },
  };
}
