/** Several devices of one person against the real server: announced, named, revoked (CHAIN-9, CHAIN-10, ORG-9, AUTH-11). */
import { encodeCbor } from '@sanad/model/cbor';
import { generateDeviceKeys } from '@sanad/model/crypto/identity';
import type { DeviceRow, ThreadRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { deriveDeviceId, signStatement } from '@sanad/model/sync/statements';
import { zeroHash } from '@sanad/model/wire/fields';
import type { UserLink } from '@sanad/model/wire/user-chain';
import { expect, test } from 'vitest';
import type { Device } from '../src/device.ts';
import { must, sees, watch } from './support/group-watch.ts';
import { openNewBrowser, waitMs } from './support/people.ts';
import { useWard } from './support/ward.ts';

const { server, person } = useWard('Amel', 'Youssef');

/** Her devices as one of them lists them, waited for. */
function devices({ engine }: Device, isThere: (rows: readonly DeviceRow[]) => boolean): Promise<readonly DeviceRow[]> {
  return new Promise((resolve, reject) => {
    let last: readonly DeviceRow[] = [];
    const timer = setTimeout(() => reject(new Error(JSON.stringify(last))), waitMs);
    const stop = engine.onDevices((rows) => {
      last = rows;
      if (!isThere(rows)) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve(rows);
    });
  });
}

/** What GET chain answers, for a chain that somebody without her keys made. */
async function forgedChain(user: UserId): Promise<Uint8Array> {
  const { keys } = await generateDeviceKeys();
  const device = { sig: keys.signing.publicKey, kem: keys.kem.publicKey };
  const id = await deriveDeviceId(device);
  const link: UserLink = {
    v: 1,
    user,
    n: 0,
    prev: zeroHash,
    atMs: 0,
    signer: { by: 'device', device: id },
    type: 'genesis',
    payload: {
      organisation: zeroHash,
      device: { id, ...device, label: 'x' },
      recovery: device,
      userKey: { gen: 0, pub: keys.kem.publicKey },
    },
  };
  return encodeCbor({ links: [await signStatement('userLink', link, keys.signing)], more: false });
}

test('CHAIN-9, CHAIN-10, AUTH-11 a lost phone: announced, revoked, emptied; what is written afterwards has another key', async () => {
  const [amel, youssef] = [person(1), person(2)];
  const space = await amel.directWith(youssef);
  await must(amel.device.engine.sendMessage(space, 'avant', 'normal'));
  const phone = await openNewBrowser(server(), amel);
  await must(phone.device.engine.recover(amel.recoveryCode, 'Téléphone'));
  await watch(phone.device, space, ({ texts }) => texts.includes('avant'));

  const announced = await devices(amel.device, (rows) => rows.some(({ isNew }) => isNew));
  const lost = announced.find(({ isNew }) => isNew);
  if (lost === undefined) throw new Error('waited for');
  expect(lost).toMatchObject({ label: 'Téléphone', isThis: false });
  expect((await devices(phone.device, (rows) => rows.length === 2)).every(({ isNew }) => !isNew)).toBe(true);
  await must(amel.device.engine.renameDevice(lost.id, 'Mon téléphone'));
  await devices(phone.device, (rows) => rows.some(({ label }) => label === 'Mon téléphone'));
  await must(amel.device.engine.acknowledgeDevice(lost.id));
  await devices(amel.device, (rows) => rows.every(({ isNew }) => !isNew));

  await must(amel.device.engine.revokeDevice(lost.id));
  const stopped = await phone.device.waitFor(() => {
    const state = phone.device.state();
    return state.phase === 'stopped' ? state : undefined;
  }, waitMs);
  expect(stopped).toMatchObject({ code: 'device/revoked', isEmptied: true });
  expect(await phone.device.engine.sendMessage(space, 'du voleur', 'normal')).toEqual({
    ok: false,
    error: { type: 'not-ready' },
  });
  expect((await devices(amel.device, (rows) => rows.length === 1)).map(({ isThis }) => isThis)).toEqual([true]);
  // The conversation goes on under a new key: its system line says so.
  await must(youssef.device.engine.sendMessage(space, 'après', 'normal'));
  const seen = await sees(
    amel,
    space,
    ({ texts, rows }) => texts.includes('après') && rows.some((row) => row.type === 'event' && row.event.rekeyed),
  );
  expect(seen.texts).toEqual(['avant', 'après']);
  await phone.dispose();
});

test('CHAIN-10 a device that was revoked by another one, and emptied, comes back with the code', async () => {
  const amel = person(1);
  const [phone, tablet] = [await openNewBrowser(server(), amel), await openNewBrowser(server(), amel)];
  await must(phone.device.engine.recover(amel.recoveryCode, 'Téléphone 2'));
  await must(tablet.device.engine.recover(amel.recoveryCode, 'Tablette'));
  const rows = await devices(amel.device, (all) => all.length === 3);
  const found = rows.find(({ label }) => label === 'Téléphone 2');
  if (found === undefined) throw new Error('waited for');
  await must(tablet.device.engine.revokeDevice(found.id));
  await phone.device.waitFor(() => (phone.device.state().phase === 'stopped' ? true : undefined), waitMs);
  // An account whose phone was emptied makes it a device again with the code.
  await must(phone.device.engine.signIn(amel.email, amel.password));
  await must(phone.device.engine.recover(amel.recoveryCode, 'Téléphone 2, retrouvé'));
  await devices(amel.device, (all) => all.some(({ label }) => label === 'Téléphone 2, retrouvé'));
  for (const one of [phone, tablet]) await one.dispose();
});

test('LINK-1 … LINK-4, CHAIN-11 a second device from the first one: a code, six digits, and the history is there', async () => {
  const [amel, youssef] = [person(1), person(2)];
  const space = await amel.directWith(youssef);
  await must(amel.device.engine.sendMessage(space, 'sur les deux appareils', 'normal'));
  const phone = await openNewBrowser(server(), amel);
  const shown = await must(phone.device.engine.beginLink('Téléphone neuf'));
  expect(await amel.device.engine.readLink(shown.code.replace(/.$/, (last) => (last === '0' ? '8' : '0')))).toEqual({
    ok: false,
    error: { type: 'mistyped' },
  });
  // Somebody else who sees the screen has no use of it.
  expect(await youssef.device.engine.readLink(shown.code)).toEqual({ ok: false, error: { type: 'expired' } });
  expect(await must(phone.device.engine.checkLink())).toBe('waiting');
  expect(await must(amel.device.engine.readLink(shown.code))).toEqual({ label: 'Téléphone neuf', digits: shown.digits });
  await must(amel.device.engine.approveLink(shown.code));
  expect(await must(phone.device.engine.checkLink())).toBe('linked');
  await watch(phone.device, space, ({ texts }) => texts.includes('sur les deux appareils'));
  await must(phone.device.engine.sendMessage(space, 'du nouveau', 'normal'));
  // CHAIN-11: her colleague is told in the conversation.
  const isNewDevice = (row: ThreadRow): boolean =>
    row.type === 'event' && row.event.device !== undefined && row.event.by === amel.user();
  await sees(youssef, space, ({ texts, rows }) => texts.includes('du nouveau') && rows.some(isNewDevice));
  // Used once: the same code again is nothing.
  expect(await amel.device.engine.approveLink(shown.code)).toEqual({ ok: false, error: { type: 'expired' } });
  await phone.dispose();
});

test('LINK-2, LINK-3 a server that shows another chain, keys or answer makes no device', async () => {
  const amel = person(1);
  let lie: (path: string, body: Uint8Array) => Uint8Array | undefined = () => undefined;
  const phone = await openNewBrowser(server(), amel, (deps) => ({
    ...deps,
    async http(request) {
      const answer = await deps.http(request);
      const changed = answer.ok ? lie(request.path, answer.value.body) : undefined;
      return answer.ok && changed !== undefined ? { ...answer, value: { ...answer.value, body: changed } } : answer;
    },
  }));
  // A chain in her name that the server made: another beginning, so other digits on the two screens.
  const forged = await forgedChain(amel.user());
  lie = (path) => (path.includes('/chain?') ? forged : undefined);
  const beside = await must(phone.device.engine.beginLink('x'));
  lie = () => undefined;
  expect((await must(amel.device.engine.readLink(beside.code))).digits).not.toBe(beside.digits);
  // An answer that the other device did not seal.
  lie = () => undefined;
  const shown = await must(phone.device.engine.beginLink('x'));
  await must(amel.device.engine.approveLink(shown.code));
  lie = (path, body) =>
    path.includes('/me/links/') ? body.map((byte, i) => (i === body.length - 1 ? byte ^ 1 : byte)) : undefined;
  expect(await phone.device.engine.checkLink()).toEqual({ ok: false, error: { type: 'link-fault' } });
  lie = () => undefined;
  expect(await must(phone.device.engine.checkLink())).toBe('linked');
  await phone.dispose();
});

test('ORG-9 an administrator who revokes a device goes on approving', async () => {
  const admin = person(0);
  const other = await openNewBrowser(server(), admin);
  await must(other.device.engine.recover(admin.recoveryCode, 'Bureau'));
  const rows = await devices(admin.device, (all) => all.length === 2);
  const found = rows.find(({ label }) => label === 'Bureau');
  if (found === undefined) throw new Error('waited for');
  await must(admin.device.engine.revokeDevice(found.id));
  expect(await must(admin.device.engine.pendingPeople())).toEqual([]);
  await other.dispose();
});
