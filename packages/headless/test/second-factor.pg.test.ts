/** A second factor as devices live it: turned on through the engine, asked for by a new profile, passed with a reserve code. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCommandLine, runHere, runProcess } from './support/command-line.ts';
import { makePerson, openNewBrowser, type TestPerson } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let salma: TestPerson;
let reserve: readonly string[] = [];

beforeAll(async () => {
  buildCommandLine();
  server = await makeServerProcess();
  salma = await makePerson(server, 'Salma', { firstAdmin: true });
});
afterAll(async () => {
  await salma?.dispose();
  await server?.dispose();
});

/** RFC 6238: SHA-1, six digits, thirty seconds. */
function totp(secret: string): string {
  const bits = [...secret]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
const refused = (code: string) => ({ ok: false, error: { type: 'refused', code } });

it('AUTH-12, AUTH-15: turned on after a proof and a first code, and the device that did it goes on', async () => {
  const { engine } = salma.device;
  expect(await engine.beginSecondFactor()).toEqual(refused('auth/proof'));
  expect(await engine.provePassword('not this one')).toEqual(refused('auth/credentials'));
  expect((await engine.provePassword(salma.password)).ok).toBe(true);
  const begun = await engine.beginSecondFactor();
  if (!begun.ok) throw new Error(JSON.stringify(begun.error));
  const turnedOn = await engine.turnOnSecondFactor(totp(begun.value.secret));
  if (!turnedOn.ok) throw new Error(JSON.stringify(turnedOn.error));
  reserve = turnedOn.value;
  const security = await engine.security();
  expect(security).toMatchObject({ ok: true, value: { secondFactor: true, reserveCodesLeft: 10, passkeys: [] } });
  expect(salma.device.state()).toMatchObject({ phase: 'ready', session: 'valid' });
});

it('AUTH-12: a new profile is asked for a code before it has a session, then for the recovery code', async () => {
  const browser = await openNewBrowser(server, salma);
  const { engine } = browser.device;
  expect(browser.device.state().phase).toBe('signed-out');
  expect(await engine.confirmSecondFactor('12345', false)).toEqual(refused('auth/code'));
  expect(await engine.confirmSecondFactor('ABCDE-FGHJK', false)).toEqual(refused('auth/code'));
  expect((await engine.confirmSecondFactor(reserve[0]?.toLowerCase() ?? '', false)).ok).toBe(true);
  expect(browser.device.state().phase).toBe('needs-recovery');
  expect((await engine.recover(salma.recoveryCode, 'second')).ok).toBe(true);
  expect(browser.device.state()).toMatchObject({ phase: 'ready' });
  await browser.dispose();
});

it('AUTH-12: the command line takes the code with the password, and says when it lacks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-cli-'));
  const args = ['sign-in', '--login', salma.email, '--url', server.url, '--profile', join(folder, 'new'), '--json'];
  const environment = { SANAD_PASSWORD: salma.password };
  const without = await runHere(args, { environment });
  expect([without.exit, without.json.code]).toEqual([3, 'device/second-factor']);
  const wrong = await runHere([...args, '--code', reserve[0] ?? ''], { environment });
  expect([wrong.exit, wrong.json.code]).toEqual([1, 'auth/code']);
  const right = await runProcess([...args, '--code', reserve[1] ?? ''], { environment });
  expect([right.exit, right.json.status]).toEqual([0, 'needs-recovery']);
  rmSync(folder, { recursive: true, force: true });
});
