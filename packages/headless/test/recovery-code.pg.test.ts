/** Recovery codes against the real server: replaced, spent, mistyped, never hers, the hospital's own; two devices at once, answers lost (CODE-1 … CODE-6). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecoveryCodeRow } from '@sanad/model/engine/api';
import type { EngineDeps } from '@sanad/model/engine/deps';
import { err } from '@sanad/model/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Device, startDevice } from '../src/device.ts';
import { makeNodePlatform } from '../src/node-platform.ts';
import { openProfile } from '../src/profile.ts';
import { must, watch } from './support/group-watch.ts';
import { approve, makePerson, openNewBrowser, type TestPerson, waitMs } from './support/people.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

let server: ServerProcess;
let amel: TestPerson;
let youssef: TestPerson;
/** The valid one. */
let code: string;
let founder: Founder;

interface Founder {
  readonly person: Device;
  readonly breakGlassCode: string;
  dispose(): Promise<void>;
}

/** As `makePerson` does for the first administrator, and keeps what is printed for the safe. */
async function makeFounder(): Promise<Founder> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-founder-'));
  const profile = await openProfile(folder);
  if (!profile.ok) throw new Error('in use');
  const person = await startDevice(makeNodePlatform({ url: server.url, profile: profile.value }));
  await person.waitFor(() => (person.state().phase === 'signed-out' ? true : undefined), waitMs);
  const codes = await must(
    person.engine.beginSignUp({
      name: 'Admin',
      email: 'admin@chu.tn',
      staffNumber: 'A-1',
      password: 'un mot de passe long',
      profession: 'administrative',
      unit: 'Direction',
      deviceLabel: 'test',
      firstAdmin: { token: server.firstAdminToken(), organisationName: 'CHU' },
    }),
  );
  const { recoveryCode, askedGroups, breakGlassCode } = codes;
  await must(person.engine.completeSignUp([recoveryCode[askedGroups[0]] ?? '', recoveryCode[askedGroups[1]] ?? '']));
  return {
    person,
    breakGlassCode: (breakGlassCode ?? []).join(''),
    async dispose() {
      await person.close();
      await profile.value.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

beforeAll(async () => {
  server = await makeServerProcess();
  founder = await makeFounder();
  const admin = { device: founder.person } as TestPerson; // all that `approve` uses of her
  [amel, youssef] = [await makePerson(server, 'Amel'), await makePerson(server, 'Youssef')];
  for (const one of [amel, youssef]) await approve(admin, one);
  code = amel.recoveryCode;
});
afterAll(async () => {
  for (const one of [amel, youssef, founder]) await one?.dispose();
  await server?.dispose();
});

const codesOf = ({ engine }: Device, isThere: (codes: readonly RecoveryCodeRow[]) => boolean) =>
  new Promise<readonly RecoveryCodeRow[]>((resolve, reject) => {
    let last: readonly RecoveryCodeRow[] = [];
    const timer = setTimeout(() => reject(new Error(JSON.stringify(last))), waitMs);
    const stop = engine.onRecoveryCodes((codes) => {
      last = codes;
      if (!isThere(codes)) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve(codes);
    });
  });

interface Shown {
  readonly code: string;
  readonly typed: readonly [string, string];
}
async function begin({ engine }: Device): Promise<Shown> {
  const { recoveryCode, askedGroups } = await must(engine.beginRecoveryCode());
  const [first, second] = askedGroups;
  return { code: recoveryCode.join(''), typed: [recoveryCode[first] ?? '', recoveryCode[second] ?? ''] };
}
async function replace(device: Device): Promise<string> {
  const shown = await begin(device);
  await must(device.engine.completeRecoveryCode(shown.typed));
  return shown.code;
}

test('CODE-3 a code is mistyped, never hers, or the hospital’s own key: each is told apart, the first without a network', async () => {
  let isUp = true;
  const browser = await openNewBrowser(server, amel, (deps) => ({
    ...deps,
    http: async (request) => (isUp ? deps.http(request) : err({ type: 'offline' })),
  }));
  const { engine } = browser.device;
  const plain = code.replaceAll('-', '');
  const slip = `${plain.slice(0, 9)}${plain[9] === '7' ? '8' : '7'}${plain.slice(10)}`;
  isUp = false;
  expect(await engine.recover(slip, 'x')).toEqual({ ok: false, error: { type: 'mistyped', group: 2 } });
  expect(await engine.recover('7KQ4', 'x')).toEqual({ ok: false, error: { type: 'mistyped', group: undefined } });
  expect(await engine.recover(plain, 'x')).toEqual({ ok: false, error: { type: 'offline' } });
  isUp = true;
  expect(await engine.recover(youssef.recoveryCode, 'x')).toEqual({
    ok: false,
    error: { type: 'wrong-code', isBreakGlass: false },
  });
  expect(await engine.recover(founder.breakGlassCode, 'x')).toEqual({
    ok: false,
    error: { type: 'wrong-code', isBreakGlass: true },
  });
  expect(browser.device.state().phase).toBe('needs-recovery');
  await browser.dispose();
});

test('CODE-1, CODE-2, CODE-3, CODE-6 a new code: nothing changes before it is typed back, then the old one is spent and the new one opens', async () => {
  const space = await amel.directWith(youssef);
  await must(amel.device.engine.sendMessage(space, 'avant le nouveau code', 'normal'));
  const left = await begin(amel.device);
  // Shown again as it was, until it is given up.
  expect((await begin(amel.device)).code).toBe(left.code);
  expect(await amel.device.engine.completeRecoveryCode(['AAAA', left.typed[1]])).toEqual({
    ok: false,
    error: { type: 'groups-differ' },
  });
  await amel.device.engine.cancelRecoveryCode();
  expect(await amel.device.engine.completeRecoveryCode(left.typed)).toEqual({ ok: false, error: { type: 'not-ready' } });
  expect(await codesOf(amel.device, () => true)).toHaveLength(1);

  // Another device of hers, by the code that is still valid.
  const tablet = await openNewBrowser(server, amel);
  await must(tablet.device.engine.recover(code, 'Tablette'));
  const before = code;
  code = await replace(amel.device);
  expect(code).not.toBe(left.code);

  const phone = await openNewBrowser(server, amel);
  const spent = await phone.device.engine.recover(before, 'x');
  expect(spent).toMatchObject({ ok: false, error: { type: 'spent-code' } });
  const replacedAtMs = !spent.ok && spent.error.type === 'spent-code' ? spent.error.replacedAtMs : 0;
  const [now, first] = await codesOf(tablet.device, (codes) => codes.length === 2);
  expect(now).toMatchObject({ by: 'other', label: 'test', atMs: replacedAtMs });
  expect(first?.atMs).toBeLessThan(replacedAtMs);
  expect((await codesOf(amel.device, (codes) => codes.length === 2))[0]).toMatchObject({ by: 'this' });
  // What was only shown was never valid.
  expect(await phone.device.engine.recover(left.code, 'x')).toMatchObject({ ok: false, error: { type: 'wrong-code' } });
  await must(phone.device.engine.recover(code, 'Téléphone'));
  await watch(phone.device, space, ({ texts }) => texts.includes('avant le nouveau code'));
  for (const one of [phone, tablet]) await one.dispose();
});

test('CODE-5 two devices replace the code at once: one is valid on both, and who was overtaken is told or has it', async () => {
  const tablet = await openNewBrowser(server, amel);
  await must(tablet.device.engine.recover(code, 'Tablette'));
  const before = (await codesOf(amel.device, () => true)).length;
  await codesOf(tablet.device, (codes) => codes.length === before);
  const [one, other] = [await begin(amel.device), await begin(tablet.device)];
  const outcomes = await Promise.all([
    amel.device.engine.completeRecoveryCode(one.typed),
    tablet.device.engine.completeRecoveryCode(other.typed),
  ]);
  const hasBoth = (codes: readonly RecoveryCodeRow[]): boolean => codes.length === before + 2;
  const [[here], [there]] = await Promise.all([codesOf(amel.device, hasBoth), codesOf(tablet.device, hasBoth)]);
  expect(here?.id).toBe(there?.id);
  const isMine = here?.by === 'this';
  code = isMine ? one.code : other.code;
  expect(outcomes[isMine ? 0 : 1]).toEqual({ ok: true, value: undefined });
  const phone = await openNewBrowser(server, amel);
  expect(await phone.device.engine.recover(isMine ? other.code : one.code, 'x')).toMatchObject({ error: { type: 'spent-code' } });
  await must(phone.device.engine.recover(code, 'Téléphone'));
  for (const device of [phone, tablet]) await device.dispose();
});

/** Loses the answer to the first change of the chain after `arm`. */
function losing() {
  let isArmed = false;
  return {
    arm() {
      isArmed = true;
    },
    wrap: (deps: EngineDeps): EngineDeps => ({
      ...deps,
      async http(request) {
        const answer = await deps.http(request);
        if (!isArmed || request.path !== '/api/v1/me/chain') return answer;
        isArmed = false;
        return err({ type: 'offline' });
      },
    }),
  };
}

test('CODE-5 an answer that was lost: the same code again is the same code, the same keys again the same device', async () => {
  const road = losing();
  const phone = await openNewBrowser(server, amel, road.wrap);
  road.arm();
  expect(await phone.device.engine.recover(code, 'Téléphone')).toEqual({ ok: false, error: { type: 'offline' } });
  await must(phone.device.engine.recover(code, 'Téléphone'));
  const count = (await codesOf(phone.device, (codes) => codes.length > 0)).length;
  // The device that the lost answer made is the one that is here: there is no other.
  const named = await new Promise<readonly string[]>((resolve) => {
    const stop = phone.device.engine.onDevices((rows) => {
      if (!rows.some(({ isThis }) => isThis)) return;
      void stop.then((end) => end());
      resolve(rows.filter(({ addedAtMs }) => addedAtMs >= (rows[0]?.addedAtMs ?? 0)).map(({ label }) => label));
    });
  });
  expect(named).toEqual(['Téléphone']);

  const shown = await begin(phone.device);
  road.arm();
  const lost = await phone.device.engine.completeRecoveryCode(shown.typed);
  // The chain that was read afterwards may have said already that it is done.
  if (!lost.ok) await must(phone.device.engine.completeRecoveryCode(shown.typed));
  await codesOf(phone.device, (codes) => codes.length === count + 1);
  code = shown.code;
  const tablet = await openNewBrowser(server, amel);
  await must(tablet.device.engine.recover(code, 'Tablette'));
  for (const one of [phone, tablet]) await one.dispose();
});

test('CODE-4 after a new code the user key is another one, and conversations go on under it', async () => {
  const space = await amel.directWith(youssef);
  code = await replace(amel.device);
  await must(youssef.device.engine.sendMessage(space, 'sous la nouvelle clé', 'normal'));
  await watch(
    amel.device,
    space,
    ({ texts, rows }) => texts.includes('sous la nouvelle clé') && rows.some((row) => row.type === 'event' && row.event.rekeyed),
  );
});
