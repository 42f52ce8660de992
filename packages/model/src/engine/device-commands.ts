/** What people do with their devices (CHAIN-9, CHAIN-10). */

import * as v from 'valibot';
import { parseDeviceLink } from '../crypto/device-link.ts';
import type { DeviceId } from '../ids.ts';
import { err, ok } from '../result.ts';
import { readLabel } from '../wire/computer.ts';
import { lineField } from '../wire/fields.ts';
import type { CommandError, EngineApi, LinkError } from './api.ts';
import { makeApprovals } from './approvals.ts';
import { serverNowMs } from './context.ts';
import { offerDeviceLink, readDeviceLink, toLinkError } from './device-link.ts';
import { prefer } from './prefer.ts';
import { deviceKnownAct, deviceNameAct } from './preferences.ts';
import type { Session } from './session.ts';

export type DeviceCommands = Pick<
  EngineApi,
  'renameDevice' | 'acknowledgeDevice' | 'keepLostDevice' | 'revokeDevice' | 'readLink' | 'approveLink'
>;

/** As long as what a device may call itself. */
const Name = lineField(60);

export function makeDeviceCommands(session: () => Session | undefined): DeviceCommands {
  const isMine = (device: DeviceId): boolean =>
    session()
      ?.ownDevices.rows()
      .some(({ id }) => id === device) === true;
  const unknown = err<CommandError>({ type: 'not-ready' });
  /** The code, and my own chain as it is now. */
  async function linkOf(open: Session, code: string) {
    const link = await parseDeviceLink(code);
    if (!link.ok) return link;
    const chain = await open.ownDevices.sync();
    if (!chain.ok) return err<LinkError>({ type: chain.error.type === 'offline' ? 'offline' : 'not-ready' });
    return ok({ link: link.value, chain: chain.value });
  }

  return {
    async readLink(code) {
      const open = session();
      if (open === undefined) return unknown;
      const found = await linkOf(open, code);
      if (!found.ok) return found;
      const read = await readDeviceLink(open.thread.context.http, found.value.link, found.value.chain);
      if (!read.ok) return err(toLinkError(read.error));
      const { name, computer } = readLabel(read.value.request.label);
      return ok({ label: name, computer, digits: read.value.digits });
    },
    async approveLink(code) {
      const open = session();
      if (open === undefined) return unknown;
      const found = await linkOf(open, code);
      if (!found.ok) return found;
      const { link, chain } = found.value;
      const { context } = open.thread;
      const userKey = await open.ownDevices.userKey(chain.userKey.gen);
      if (userKey === undefined) return unknown;
      const atMs = Math.max(0, Math.floor(serverNowMs(context)));
      const { http, identity } = context;
      const offered = await offerDeviceLink({ http, identity, chain, userKey, atMs }, link);
      return offered.ok ? ok(undefined) : err(toLinkError(offered.error));
    },
    async renameDevice(device, label) {
      const name = v.safeParse(Name, label.trim());
      if (!name.success) return err({ type: 'too-long' });
      return isMine(device) ? prefer(session(), [deviceNameAct(device, name.output)]) : unknown;
    },
    acknowledgeDevice: async (device) => (isMine(device) ? prefer(session(), [deviceKnownAct(device)]) : unknown),
    keepLostDevice: async () => session()?.thread.context.store.commit([{ key: ['lost-device'], value: undefined }]) ?? unknown,
    async revokeDevice(device) {
      const open = session();
      if (open === undefined) return unknown;
      const revoked = await open.ownDevices.revoke(device);
      // ORG-9: an administrator's revoked device signs nothing after her next link, so she writes one.
      return revoked.ok ? makeApprovals(open.thread.context, open.people).renewOwn() : revoked;
    },
  };
}
