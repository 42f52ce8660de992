/** A shared computer of the ward: colleagues take turns in one browser, each by her own PIN; or leave nothing behind (SHARED-1 … SHARED-7). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { addAuthenticator } from './support/authenticator.ts';
import { newBrowser } from './support/browsers.ts';
import { asAfterGuesses } from './support/guesses.ts';
import { approve, askForAccess, type Enrolled, isInstalled, message, send } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'shared' });
test.describe.configure({ mode: 'serial' });

const PIN = { amel: '280716', youssef: '904152' } as const;
/** Words that must not lie about anywhere. */
const words = 'Lit 12, pompe changée à midi';

let salma: Page;
let amel: Page;
let amelAccount: Enrolled;
let youssefAccount: Enrolled;
/** The computer of the ward. */
let ward: Page;

const newComputer = async (browser: Browser): Promise<Page> => newBrowser(browser);

async function fillIn(page: Page, account: Enrolled): Promise<void> {
  await page.getByLabel('E-mail ou matricule').fill(account.staffNumber);
  await page.getByLabel('Mot de passe', { exact: true }).fill(account.password);
}
async function openWithCode(page: Page, account: Enrolled): Promise<void> {
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('button', { name: 'Avec le code de secours' }).click();
  await page.getByLabel('Code de secours').fill(account.recoveryCode.join(''));
  await page.getByRole('button', { name: 'Rouvrir mes messages' }).click();
}
async function choosePin(page: Page, pin: string): Promise<void> {
  await page.getByLabel('Code PIN', { exact: true }).fill(pin);
  await page.getByLabel('Le même code, encore une fois').fill(pin);
  await page.getByRole('button', { name: 'Enregistrer le code' }).click();
  await inbox(page);
}
const inbox = (page: Page) => expect(page.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible();
const switcher = (page: Page) => expect(page.getByRole('heading', { name: 'Qui êtes-vous ?' })).toBeVisible();
const here = (page: Page) => page.getByRole('list', { name: 'Personnes qui ont leurs messages ici' }).getByRole('button');

async function lock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Verrouiller', exact: true }).click();
  await switcher(page);
}
/** From her name to her messages, in milliseconds. */
async function unlock(page: Page, name: string, pin: string): Promise<number> {
  const startedMs = performance.now();
  await here(page).filter({ hasText: name }).click();
  await page.getByLabel('Code PIN').fill(pin);
  await page.getByRole('button', { name: 'Déverrouiller', exact: true }).click();
  await inbox(page);
  return Math.round(performance.now() - startedMs);
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(180_000);
  ({ salma, amel, amelAccount } = await enrolTwo(browser, server));
  const own = await newComputer(browser);
  youssefAccount = await askForAccess(own, server.url, 'Youssef Karoui', 'Médecin');
  await approve(salma, own, 'Youssef Karoui');
  await own.context().close();
  ward = await newComputer(browser);
});
test.afterAll(async () => {
  for (const page of [salma, amel, ward]) await page?.context().close();
});

test('SHARED-1 the first colleague says that the computer is shared, and chooses her PIN before anything is shown', async ({
  server,
}) => {
  await ward.goto(server.url);
  await fillIn(ward, amelAccount);
  await ward.getByLabel('Ordinateur partagé du service').check();
  await openWithCode(ward, amelAccount);
  await expect(ward.getByRole('heading', { name: 'Choisissez un code PIN' })).toBeVisible();
  await expect(ward.getByRole('heading', { name: 'Messages', exact: true })).toHaveCount(0);
  await choosePin(ward, PIN.amel);
  await expect(ward.getByRole('button', { name: 'Verrouiller', exact: true })).toContainText(/[12]:\d\d/);
});

test('SHARED-1, SHARED-4 two colleagues take turns by their PIN, each under her own name', async () => {
  test.setTimeout(120_000);
  await ward.goto(new URL('/', ward.url()).href);
  await switcher(ward);
  await expect(here(ward)).toHaveCount(1);
  await ward.getByRole('button', { name: 'Une autre personne' }).click();
  await fillIn(ward, youssefAccount);
  await openWithCode(ward, youssefAccount);
  await choosePin(ward, PIN.youssef);
  await lock(ward);
  await expect(here(ward)).toHaveText([/Youssef Karoui/, /Amel Nour/]);

  const times = [await unlock(ward, 'Amel Nour', PIN.amel)];
  await writeWithin(ward, 'Salma Administratrice');
  await send(ward, words);
  await salma.getByRole('link', { name: 'Messages' }).first().click();
  await salma
    .getByRole('link', { name: /Amel Nour/ })
    .first()
    .click();
  await expect(message(salma, words)).toBeVisible();
  await lock(ward);
  times.push(await unlock(ward, 'Youssef Karoui', PIN.youssef));
  await writeWithin(ward, 'Salma Administratrice');
  await send(ward, 'Je suis Youssef');
  await salma.getByRole('link', { name: 'Messages' }).first().click();
  await salma
    .getByRole('link', { name: /Youssef Karoui/ })
    .first()
    .click();
  await expect(message(salma, 'Je suis Youssef')).toBeVisible();
  await expect(message(ward, words)).toHaveCount(0);
  await lock(ward);
  times.push(await unlock(ward, 'Amel Nour', PIN.amel));
  await lock(ward);
  // Printed, not asserted: the machine decides.
  console.log(`next person in: ${times.map((ms) => `${ms} ms`).join(', ')}`);
  test.info().annotations.push({ type: 'next person in', description: times.join(', ') });
});

/** Without another page: the engine that runs stays. */
async function writeWithin(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Nouveau message' }).first().click();
  await page.getByRole('button', { name: new RegExp(`Écrire à (Dr )?${name}`) }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
}

/** Everything that this browser keeps for the site, as texts; keys by what they are. */
const keptBy = (page: Page): Promise<Readonly<Record<string, readonly string[]>>> =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const show = (value: unknown): string => {
      if (value instanceof CryptoKey) return `CryptoKey ${value.algorithm.name} ${value.extractable}`;
      if (value instanceof Uint8Array) return new TextDecoder('latin1').decode(value);
      if (typeof value !== 'object' || value === null) return String(value);
      return Object.entries(value)
        .map(([name, part]) => `${name}=${show(part)}`)
        .join('|');
    };
    const found: Record<string, string[]> = {};
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const db = await answer(indexedDB.open(name));
      found[name] = [];
      for (const store of db.objectStoreNames) {
        const objects = db.transaction(store).objectStore(store);
        for (const value of await answer(objects.getAll())) found[name].push(show(value));
      }
      db.close();
    }
    for (const cache of await caches.keys()) {
      if (cache.startsWith('workbox')) continue;
      found[`cache ${cache}`] = (await (await caches.open(cache)).keys()).map(({ url }) => url);
    }
    found['localStorage'] = Object.entries({ ...localStorage }).map(([name, value]) => `${name}=${value}`);
    found['sessionStorage'] = Object.entries({ ...sessionStorage }).map(([name, value]) => `${name}=${value}`);
    return found;
  });

test('SHARED-1 locked, the browser holds names and sealed rows: no key that opens them, and nothing of one where the other’s is', async () => {
  const kept = await keptBy(ward);
  const rows = Object.keys(kept).filter((name) => name.startsWith('sanad-rows-'));
  expect(rows).toHaveLength(2);
  // Those of the first profile were made before she said so, and are empty.
  expect(kept['sanad-rows'] ?? []).toEqual([]);
  for (const [name, values] of Object.entries(kept)) {
    expect(values.join('\n'), name).not.toContain('pompe');
    // What is kept of a key is the lock's: the key itself is in nobody's memory and on no disk.
    if (name.startsWith('sanad-keys-')) expect(values.join('\n')).toMatch(/open=undefined\|locked=/);
  }
  const registry = kept['sanad-profiles'] ?? [];
  expect(registry).toHaveLength(2);
  for (const entry of registry) expect(entry).toMatch(/^profile=[0-9a-f]{16}\|user=[0-9a-f-]{36}\|name=[^|]+\|usedAtMs=\d+$/);
  // The session of nobody is open.
  const cookies = async () => (await ward.context().cookies()).map(({ name }) => name.replace(/-[0-9a-f-]{36}$/, ''));
  await expect.poll(cookies).toEqual(['sanad.person', 'sanad.person']);
});

test('a colleague’s PIN opens nothing of hers', async () => {
  await here(ward).filter({ hasText: 'Amel Nour' }).click();
  await ward.getByLabel('Code PIN').fill(PIN.youssef);
  await ward.getByRole('button', { name: 'Déverrouiller', exact: true }).click();
  await expect(ward.getByRole('alert')).toContainText('Ce n’est pas le bon code');
  await ward.getByRole('button', { name: 'Changer de personne' }).click();
  await switcher(ward);
});

test('LOCK-12, SHARED-1 a finger opens hers as well, and the lock itself cannot be turned off', async () => {
  await addAuthenticator(ward);
  await unlock(ward, 'Youssef Karoui', PIN.youssef);
  await ward.getByRole('link', { name: 'Profil et réglages' }).click();
  await ward.getByRole('link', { name: /^Verrouillage/ }).click();
  await expect(ward.getByText(/le verrouillage reste activé/)).toBeVisible();
  await expect(ward.getByRole('button', { name: 'Désactiver le verrouillage' })).toHaveCount(0);
  await ward.getByRole('button', { name: 'Ajouter empreinte, visage ou clé' }).click();
  await ward.getByLabel('Code actuel').fill(PIN.youssef);
  await ward.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(ward.getByText('Verrouillage modifié.')).toBeVisible();
  await lock(ward);
  await here(ward).filter({ hasText: 'Youssef Karoui' }).click();
  await ward.getByRole('button', { name: 'Ouvrir avec l’empreinte, le visage ou la clé' }).click();
  await expect(ward.getByRole('navigation', { name: 'Navigation principale' }).first()).toBeVisible();
  await lock(ward);
});

test('SHARED-4 without a network the next person opens hers all the same; what she writes leaves under her name', async () => {
  test.setTimeout(120_000);
  await isInstalled(ward);
  await ward.context().setOffline(true);
  await ward.reload();
  await switcher(ward);
  await unlock(ward, 'Amel Nour', PIN.amel);
  await ward.getByRole('link', { name: /Salma/ }).first().click();
  await expect(message(ward, words)).toBeVisible();
  await send(ward, 'Écrit sans réseau par Amel');
  await ward.context().setOffline(false);
  await salma.getByRole('link', { name: 'Messages' }).first().click();
  await salma
    .getByRole('link', { name: /Amel Nour/ })
    .first()
    .click();
  await expect(message(salma, 'Écrit sans réseau par Amel')).toBeVisible({ timeout: 40_000 });
});

test('SHARED-7 her other device says which of her devices is shared', async () => {
  await amel.goto(new URL('/settings/devices', amel.url()).href);
  const rows = amel.getByRole('list', { name: 'Ce qui peut lire vos messages' }).getByRole('listitem');
  await expect(rows.filter({ hasText: 'Ordinateur partagé' })).toHaveCount(1);
});

test('SHARED-5 signing out takes her away, and nobody else', async () => {
  await ward.getByRole('link', { name: 'Profil et réglages' }).click();
  await ward.getByRole('button', { name: 'Se déconnecter de cet appareil' }).click();
  await ward.getByRole('dialog').getByRole('button', { name: 'Se déconnecter', exact: true }).click();
  await switcher(ward);
  await expect(here(ward)).toHaveText([/Youssef Karoui/]);
  const kept = await keptBy(ward);
  expect(Object.keys(kept).filter((name) => name.startsWith('sanad-rows-'))).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain('Amel');
  await unlock(ward, 'Youssef Karoui', PIN.youssef);
  await lock(ward);
});

test('SHARED-1, LOCK-6 ten wrong PINs empty that profile, and touch no other', async () => {
  test.setTimeout(120_000);
  await ward.getByRole('button', { name: 'Une autre personne' }).click();
  await fillIn(ward, amelAccount);
  await openWithCode(ward, amelAccount);
  await choosePin(ward, PIN.amel);
  await lock(ward);
  await asAfterGuesses(ward, 9, await keyRingOf(ward, 'Amel Nour'));
  await here(ward).filter({ hasText: 'Amel Nour' }).click();
  await ward.getByLabel('Code PIN').fill(PIN.youssef);
  await ward.getByRole('button', { name: 'Déverrouiller', exact: true }).click();
  await switcher(ward);
  await expect(ward.getByRole('alert')).toContainText('Rien n’a changé pour les autres');
  await expect(here(ward)).toHaveText([/Youssef Karoui/]);
  expect(JSON.stringify(await keptBy(ward))).not.toContain('Amel');
  await unlock(ward, 'Youssef Karoui', PIN.youssef);
  await ward.getByRole('link', { name: /Salma/ }).first().click();
  await expect(message(ward, 'Je suis Youssef')).toBeVisible();
  await lock(ward);
});
/** The database that holds the key ring of this person's profile. */
async function keyRingOf(page: Page, name: string): Promise<string> {
  const profiles = (await keptBy(page))['sanad-profiles'] ?? [];
  const entry = profiles.find((one) => one.includes(`name=${name}`));
  const profile = /^profile=([0-9a-f]{16})/.exec(entry ?? '')?.[1];
  if (profile === undefined) throw new Error(`no profile of ${name}`);
  return `sanad-keys-${profile}`;
}

for (const language of LANGUAGES)
  test(`no serious fault on the screens of a shared computer, ${language}`, async ({ server }) => {
    test.setTimeout(120_000);
    await openIn(ward, language, server.url);
    expect(await faults(ward), 'switcher').toEqual([]);
    await here(ward).or(ward.locator('.person-here')).first().click();
    await expect(ward.locator('.pin-entry')).toBeFocused();
    expect(await faults(ward), 'unlock').toEqual([]);
    await ward.locator('.lock-ways .btn').first().click();
    await ward.locator('.gate-foot .btn').first().click();
    await ward.locator('.computer-choice input').first().check();
    expect(await faults(ward), 'sign-in').toEqual([]);
  });

/** What must not be left: anything but that the computer is shared, the chosen language, and places that are empty. */
function expectNothingLeft(kept: Readonly<Record<string, readonly string[]>>): void {
  const { localStorage: local = [], 'sanad-keys': _ofNobody, 'sanad-notes': notes = [], ...rest } = kept;
  expect(notes).toEqual(['fr']);
  expect(local.filter((entry) => !/^sanad\.(?:shared|language|theme)=/.test(entry))).toEqual([]);
  expect(Object.values(rest).flat()).toEqual([]);
  expect(Object.keys(rest).filter((name) => /(?:rows|keys|documents|photos)-/.test(name))).toEqual([]);
}

test('SHARED-6 leaving nothing: in memory while she is here, gone when she leaves, and her other devices know it', async ({
  browser,
  server,
}) => {
  test.setTimeout(120_000);
  const computer = await newComputer(browser);
  await computer.goto(server.url);
  await fillIn(computer, amelAccount);
  await computer.getByLabel('Ordinateur partagé du service').check();
  await computer.getByLabel('Ne rien laisser ici').check();
  await openWithCode(computer, amelAccount);
  await inbox(computer);
  await computer.getByRole('link', { name: /Salma/ }).first().click();
  await expect(message(computer, words)).toBeVisible();
  expectNothingLeft(await keptBy(computer));
  const rows = amel.getByRole('list', { name: 'Ce qui peut lire vos messages' }).getByRole('listitem');
  await expect(rows.filter({ hasText: 'Poste de passage' })).toHaveCount(1);

  await computer.getByRole('button', { name: 'Quitter' }).click();
  await computer.getByRole('dialog').getByRole('button', { name: 'Se déconnecter', exact: true }).click();
  await switcher(computer);
  expectNothingLeft(await keptBy(computer));
  await expect.poll(async () => (await computer.context().cookies()).length).toBe(0);
  await expect(rows.filter({ hasText: 'Poste de passage' })).toHaveCount(0);
  await computer.context().close();
});

test('SHARED-6 a browser that is killed leaves nothing either, and the next start ends her session', async ({ server }) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'sanad-killed-'));
  const { CHROMIUM: executablePath } = process.env;
  const start = () =>
    chromium.launchPersistentContext(folder, {
      locale: 'fr-FR',
      viewport: { width: 1280, height: 800 },
      ...(executablePath === undefined ? {} : { executablePath }),
    });
  let context = await start();
  let page = context.pages()[0] ?? (await context.newPage());
  await page.goto(server.url);
  await fillIn(page, amelAccount);
  await page.getByLabel('Ordinateur partagé du service').check();
  await page.getByLabel('Ne rien laisser ici').check();
  await openWithCode(page, amelAccount);
  await inbox(page);
  await context.close();

  context = await start();
  page = context.pages()[0] ?? (await context.newPage());
  await page.goto(server.url);
  await switcher(page);
  expectNothingLeft(await keptBy(page));
  await expect.poll(async () => (await context.cookies()).length).toBe(0);
  await context.close();
  rmSync(folder, { recursive: true, force: true });
});

test('SHARED-6 two minutes without anybody, and she is away', async ({ browser, server }) => {
  test.setTimeout(120_000);
  const computer = await newComputer(browser);
  await computer.clock.install();
  await computer.goto(server.url);
  await fillIn(computer, youssefAccount);
  await computer.getByLabel('Ordinateur partagé du service').check();
  await computer.getByLabel('Ne rien laisser ici').check();
  await openWithCode(computer, youssefAccount);
  await inbox(computer);
  await computer.clock.fastForward('02:01');
  await switcher(computer);
  expectNothingLeft(await keptBy(computer));
  await computer.context().close();
});
