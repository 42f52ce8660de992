/** The app lock: what it leaves on the disk, who opens it, what happens to who cannot, and how the history comes back. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn, tabTo } from './support/accessible.ts';
import { chips, sendFiles } from './support/attach.ts';
import { addAuthenticator } from './support/authenticator.ts';
import { newBrowser } from './support/browsers.ts';
import { asAfterGuesses } from './support/guesses.ts';
import {
  approve,
  askForAccess,
  createHospital,
  type Enrolled,
  isInstalled,
  message,
  send,
  signIn,
  writeTo,
} from './support/people.ts';
import { textFile } from './support/pictures.ts';
import { test } from './support/server.ts';
import { firstAdminLink } from './support/two-colleagues.ts';

test.use({ hospital: 'lock' });
test.describe.configure({ mode: 'serial' });

const pin = '804213';
/**
 * No four characters of these stand anywhere else: also in a block that LevelDB compressed with Snappy, which replaces only what it has
 * seen before, their first appearance is there letter for letter.
 */
const said = 'Zqv7Wkx2Jyp9';
const begun = 'Hbn4Gtm8Rcf3';
const colleague = 'Vdw Xjqzkp';
const fileName = 'Mkc9Lzt3';
const fileText = 'Wpf6Dgv2Nks8';
const marked = [said, begun, colleague, fileName, fileText];
/** Control: what lies there unsealed is found. */
const control = 'Pzj5Tqw6Nvx1';

let folder: string;
let context: BrowserContext;
let salma: Page;
let amel: Page;
let account: Enrolled;
let secrets: readonly string[] = [];

const launch = (): Promise<BrowserContext> => {
  const { launchOptions, ...rest } = test.info().project.use;
  return chromium.launchPersistentContext(folder, {
    ...launchOptions,
    locale: 'fr-FR',
    timezoneId: rest.timezoneId ?? 'Africa/Algiers',
    viewport: { width: 1280, height: 800 },
  });
};
const firstPage = async (): Promise<Page> => context.pages()[0] ?? context.newPage();

const engineOf = (page: Page) => {
  const worker = page.workers().find((each) => each.url().includes('engine'));
  if (worker === undefined) throw new Error('no engine');
  return worker;
};
/** What opens something, as the engine hands it to the browser's ciphers. */
const watchKeys = (page: Page): Promise<void> =>
  engineOf(page).evaluate(() => {
    const seen: string[] = [];
    const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    Object.assign(globalThis, { seenKeys: seen });
    const { importKey } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.importKey = function (this: SubtleCrypto, ...args: Parameters<typeof importKey>) {
      const [format, data, algorithm] = args;
      const name = typeof algorithm === 'string' ? algorithm : algorithm.name;
      if (format === 'raw' && data instanceof Uint8Array && (name === 'AES-GCM' || name === 'HKDF')) seen.push(hex(data));
      return importKey.apply(this, args);
    } as typeof importKey;
  });
const keysSeen = (page: Page): Promise<readonly string[]> =>
  engineOf(page).evaluate(() => (globalThis as { seenKeys?: readonly string[] }).seenKeys ?? []);

/** The engine's clock and the page's go on by so much, as after a sleep. */
async function sleepFor(page: Page, byMs: number): Promise<void> {
  const shift = (ms: number) => {
    const real = Date.now.bind(Date);
    Date.now = () => real() + ms;
  };
  await engineOf(page).evaluate(shift, byMs);
  await page.evaluate(shift, byMs);
}

const lockHeading = (page: Page) => page.getByRole('heading', { level: 1, name: 'SANAD est verrouillé' });
const isLocked = (page: Page) => expect(lockHeading(page)).toBeVisible();
const pinField = (page: Page) => page.getByLabel('Code PIN', { exact: true });
async function tryPin(page: Page, digits: string): Promise<void> {
  await pinField(page).fill(digits);
  await page.keyboard.press('Enter');
}
async function unlock(page: Page): Promise<void> {
  await isLocked(page);
  await tryPin(page, pin);
  await expect(page.getByRole('navigation', { name: 'Navigation principale' }).first()).toBeVisible();
}
const lockNow = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Verrouiller', exact: true }).click();
  await isLocked(page);
};
const openSettings = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Profil et réglages' }).click();
  await page.getByRole('link', { name: /^Verrouillage/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Verrouillage' })).toBeVisible();
};

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  folder = mkdtempSync(join(tmpdir(), 'sanad-lock-'));
  context = await launch();
  amel = await firstPage();
  salma = await newBrowser(browser);
  await createHospital(salma, firstAdminLink(server));
  account = await askForAccess(amel, server.url, colleague);
  await approve(salma, amel, colleague);
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, said);
  await sendFiles(amel, 'Document', [textFile(`${fileName}.txt`, fileText)]);
  await isInstalled(amel);
});
test.afterAll(async () => {
  await salma?.context().close();
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('LOCK-1 a profile from before there was a key ring goes on', async () => {
  await amel.evaluate(async () => {
    const asked = indexedDB.open('sanad-keys');
    const db = await new Promise<IDBDatabase>((done) => {
      asked.onsuccess = () => done(asked.result);
    });
    const store = db.transaction('keys', 'readwrite').objectStore('keys');
    const ring = store.get('ring');
    await new Promise<void>((done) => {
      ring.onsuccess = () => {
        store.put(ring.result.open, 'local');
        store.delete('ring');
        store.transaction.oncomplete = () => done();
      };
    });
    db.close();
  });
  await amel.reload();
  await expect(message(amel, said)).toBeVisible();
});

test('LOCK-4, LOCK-7, LOCK-11 the lock is suggested; a PIN turns it on, and everything is still there', async () => {
  await amel.goto(new URL('/', amel.url()).href);
  const suggestion = amel.getByText('Protégez SANAD sur cet appareil');
  await expect(suggestion).toBeVisible();
  await amel.getByRole('button', { name: 'Activer' }).click();
  await watchKeys(amel);
  await amel.getByRole('button', { name: 'Choisir un code PIN' }).click();
  const [first, again] = [amel.getByLabel('Nouveau code PIN'), amel.getByLabel('Encore une fois')];
  const submit = amel.getByRole('button', { name: 'Activer le verrouillage' });
  await first.fill('123456');
  await again.fill('123456');
  await submit.click();
  await expect(amel.getByRole('alert')).toContainText('Trop facile à deviner');
  await first.fill(pin);
  await submit.click();
  await expect(amel.getByRole('alert')).toContainText('ne sont pas pareils');
  await again.fill(pin);
  await submit.click();
  await expect(amel.getByText('Verrouillage activé.')).toBeVisible();
  secrets = await keysSeen(amel);
  // What was stretched from the PIN, the key made of it, and the local key.
  expect(secrets.length).toBeGreaterThanOrEqual(3);
  await amel.goto(new URL('/', amel.url()).href);
  await unlock(amel);
  await expect(suggestion).toHaveCount(0);
  await amel.getByRole('link', { name: /Salma/ }).first().click();
  await expect(message(amel, said)).toBeVisible();
});

test('LOCK-8, LOCK-9 locked from the rail: what was being written is saved, nothing and nobody is shown, a keyboard opens it', async () => {
  const field = amel.getByRole('textbox', { name: 'Message' });
  await field.pressSequentially(begun);
  await lockNow(amel);
  for (const word of [said, begun, colleague, 'Salma']) await expect(amel.getByText(word)).toHaveCount(0);
  await expect(amel).toHaveTitle('SANAD est verrouillé · SANAD');
  await expect(pinField(amel)).toBeFocused();
  await amel.keyboard.type('4711');
  await amel.keyboard.press('Enter');
  await expect(amel.getByRole('alert')).toContainText('Ce n’est pas le bon code');
  for (const digit of pin) await amel.getByRole('button', { name: digit, exact: true }).click();
  await amel.getByRole('button', { name: 'Déverrouiller', exact: true }).click();
  await expect(message(amel, said)).toBeVisible();
  await expect(field).toHaveValue(begun);
});

test('LOCK-9 a voice note that is being said when it locks stands in the draft', async () => {
  const field = amel.getByRole('textbox', { name: 'Message' });
  await field.fill('');
  await amel.getByRole('button', { name: 'Note vocale' }).click();
  await amel.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(amel.getByText('0:02', { exact: true })).toBeVisible();
  await lockNow(amel);
  await unlock(amel);
  await expect(chips(amel)).toHaveCount(1);
  await expect(chips(amel)).toContainText('Note vocale');
  await chips(amel)
    .getByRole('button', { name: /^Retirer/ })
    .click();
  await field.fill(begun);
});

test('LOCK-9, LOCK-10 every window locks with the others, also after a sleep, and each asks on its own', async () => {
  const other = await context.newPage();
  await other.goto(amel.url());
  await unlock(other);
  await lockNow(other);
  await isLocked(amel);
  await unlock(amel);
  await isLocked(other);
  await other.close();

  await sleepFor(amel, 6 * 60_000);
  await amel.mouse.move(200, 200);
  await isLocked(amel);
  await unlock(amel);
});

test('LOCK-12 a passkey of this device opens it, without a network as well', async () => {
  await addAuthenticator(amel);
  // No server has a part in it, neither when it is made nor when it opens.
  await openSettings(amel);
  await context.setOffline(true);
  await amel.getByRole('button', { name: 'Ajouter empreinte, visage ou clé' }).click();
  await amel.getByLabel('Code actuel').fill(pin);
  await amel.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(amel.getByText('Verrouillage modifié.')).toBeVisible();
  await lockNow(amel);
  await amel.getByRole('button', { name: 'Ouvrir avec l’empreinte, le visage ou la clé' }).click();
  await expect(amel.getByRole('heading', { level: 1, name: 'Verrouillage' })).toBeVisible();
  await context.setOffline(false);
});

for (const language of LANGUAGES) {
  test(`the lock is usable with keyboard and screen reader: ${language}`, async () => {
    const address = new URL('/settings/lock', amel.url()).href;
    await amel.evaluate((code) => localStorage.setItem('sanad.language', code), language);
    await amel.goto(address);
    await expect(amel.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
    const open = amel.locator('button[type="submit"]');
    await expect(amel.locator('.pin-entry')).toBeFocused();
    expect(await faults(amel)).toEqual([]);
    await amel.keyboard.type(pin);
    await tabTo(amel, open);
    await amel.keyboard.press('Enter');
    await expect(amel.locator('.pane.main h1')).toBeVisible();
    expect(await faults(amel)).toEqual([]);
    if (language === 'ar') await openIn(amel, 'fr', address);
  });
}

/** Every file below this folder, as bytes. */
function filesIn(place: string): readonly { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .map((name) => join(place, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ path, bytes: readFileSync(path) }));
}
const utf16be = (word: string): Buffer => Buffer.from(word, 'utf16le').swap16();
const spellings = (word: string): readonly Buffer[] => [Buffer.from(word), Buffer.from(word, 'utf16le'), utf16be(word)];

test('LOCK-1, LOCK-2 a copy of the locked profile contains no word, no name and no key', async () => {
  await isLocked(amel);
  await amel.evaluate(async (word) => {
    const asked = indexedDB.open('control', 1);
    await new Promise<void>((done) => {
      asked.onupgradeneeded = () => asked.result.createObjectStore('control');
      asked.onsuccess = () => done();
    });
    const transaction = asked.result.transaction('control', 'readwrite', { durability: 'strict' });
    transaction.objectStore('control').put({ word }, 'control');
    await new Promise<void>((done) => {
      transaction.oncomplete = () => done();
    });
    asked.result.close();
  }, control);
  await context.close();

  const places = readdirSync(join(folder, 'Default')).filter((name) =>
    /IndexedDB|File System|Service Worker|Cache|Storage/.test(name),
  );
  expect(places).toContain('IndexedDB');
  const files = places.flatMap((name) => filesIn(join(folder, 'Default', name)));
  const holding = (needle: Buffer) => files.filter(({ bytes }) => bytes.includes(needle)).map(({ path }) => path);
  expect(spellings(control).flatMap(holding).length).toBeGreaterThan(0);
  for (const word of marked) expect([word, spellings(word).flatMap(holding)]).toEqual([word, []]);
  for (const key of secrets) expect(holding(Buffer.from(key, 'hex'))).toEqual([]);

  // And as the browser reads it, whatever the database did to it on the way: every value of every store, and every cached answer.
  context = await launch();
  amel = await firstPage();
  await amel.goto(salma.url());
  await isLocked(amel);
  const found = await amel.evaluate(
    async (words) => {
      const request = <T>(asked: IDBRequest<T>) =>
        new Promise<T>((done, fail) => {
          asked.onsuccess = () => done(asked.result);
          asked.onerror = () => fail(asked.error);
        });
      const texts = (value: unknown): string[] => {
        if (typeof value === 'string') return [value];
        if (value instanceof Uint8Array)
          return ['utf-8', 'utf-16le', 'utf-16be'].map((name) => new TextDecoder(name).decode(value));
        if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(texts);
        return [];
      };
      const all: string[] = [];
      for (const { name } of await indexedDB.databases()) {
        const db = await request(indexedDB.open(name ?? ''));
        for (const store of db.objectStoreNames) {
          const values = db.transaction(store).objectStore(store);
          all.push(...texts(await request(values.getAll())), ...texts(await request(values.getAllKeys())));
        }
        db.close();
      }
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const key of await cache.keys()) all.push(key.url, (await (await cache.match(key))?.text()) ?? '');
      }
      const filesOf = async (folder: FileSystemDirectoryHandle): Promise<readonly number[]> => {
        const sizes: number[] = [];
        for await (const [name, handle] of folder.entries()) {
          all.push(name);
          if (handle instanceof FileSystemDirectoryHandle) sizes.push(...(await filesOf(handle)));
          if (!(handle instanceof FileSystemFileHandle)) continue;
          const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
          all.push(...texts(bytes));
          sizes.push(bytes.length);
        }
        return sizes;
      };
      const files = await filesOf(await navigator.storage.getDirectory());
      all.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
      return { found: words.filter((word) => all.some((text) => text.includes(word))), files: files.length };
    },
    [...marked, control],
  );
  // The file that was sent is there, sealed.
  expect(found).toEqual({ found: [control], files: 1 });
});

test('LOCK-5, LOCK-6 wrong codes slow down, the last one empties the device, and the code brings the history back', async ({
  server,
}) => {
  await asAfterGuesses(amel, 6);
  await expect(amel.getByText('Encore 4 essais')).toBeVisible();
  await tryPin(amel, '4711');
  await expect(amel.getByRole('alert')).toContainText('Encore 3 essais');
  await expect(amel.getByRole('timer')).toContainText(/Nouvel essai possible dans [01]:\d\d/);
  await pinField(amel).fill(pin);
  await expect(amel.getByRole('button', { name: 'Déverrouiller', exact: true })).toBeDisabled();
  // A new page knows as much.
  await amel.reload();
  await expect(amel.getByText('Encore 3 essais')).toBeVisible();
  await expect(amel.getByRole('timer')).toBeVisible();

  await amel.getByRole('button', { name: 'Code oublié ?' }).click();
  await expect(amel.getByRole('dialog')).toContainText('code de secours');
  await amel.getByRole('button', { name: 'Revenir' }).click();
  await isLocked(amel);

  await asAfterGuesses(amel, 9);
  await expect(amel.getByText('Encore 1 essai')).toBeVisible();
  await tryPin(amel, '4711');
  await expect(amel.getByRole('heading', { name: 'Cet appareil a été effacé' })).toBeVisible();
  await amel.reload();
  await expect(amel.getByText(/l’historique revient/)).toBeVisible();
  await amel.getByRole('button', { name: 'Se connecter' }).click();
  await signIn(amel, server.url, account);
  await amel.getByRole('button', { name: 'Avec le code de secours' }).click();
  await amel.getByLabel('Code de secours').fill(account.recoveryCode.join(''));
  await amel.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  await amel.getByRole('link', { name: /Salma/ }).first().click();
  await expect(message(amel, said)).toBeVisible();
});
