/** What a browser keeps, what it erases, a full disk, a wrong clock, and an iPhone. */
import { expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { newPhone } from './support/browsers.ts';
import { type Enrolled, message, send, signIn, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'storage' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let account: Enrolled;

/** A page of the same site without the app, so that nothing holds a database open; then back. */
async function erase(page: Page, url: string, wanted: readonly string[] | 'all'): Promise<void> {
  await page.goto(`${url}/icons/mark.svg`);
  const erased = await page.evaluate(async (names) => {
    const all = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    const gone = names === 'all' ? all : names;
    for (const name of gone)
      await new Promise<void>((done, fail) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => done();
        request.onerror = () => fail(request.error);
      });
    return gone;
  }, wanted);
  expect(erased.length).toBeGreaterThan(0);
  await page.goto(url);
}

const withCode = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Avec le code de secours' }).click();
  await page.getByLabel('Code de secours').fill(account.recoveryCode.join(''));
  await page.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  await expect(page.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible();
};

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel, amelAccount: account } = await enrolTwo(browser, server));
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Gardé par le serveur');
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

test('STORE-1 the pane says whether the data is protected, how much there is, and what SANAD keeps', async ({ server }) => {
  await amel.goto(`${server.url}/settings`);
  await amel.getByRole('link', { name: /^Stockage/ }).click();
  await expect(amel.getByRole('heading', { level: 1, name: 'Stockage' })).toBeVisible();
  await expect(amel.getByText(/ que ce navigateur accorde/)).toBeVisible();
  await expect(amel.getByText('L’application, pour s’ouvrir sans réseau')).toBeVisible();
  await expect(amel.getByText('L’heure de cet appareil est juste.')).toBeVisible();
  // A window without a person is promised nothing; what to do about it is said for this browser.
  await amel.getByRole('button', { name: 'Demander la protection' }).click();
  await expect(amel.getByText('Le navigateur a refusé. Installez SANAD')).toBeVisible();
});

test('STORE-5 little space is said before it is none', async ({ server }) => {
  const page = await amel.context().newPage();
  await page.addInitScript(() => {
    navigator.storage.estimate = async () => ({ usage: 960_000_000, quota: 1_000_000_000 });
  });
  await page.goto(`${server.url}/settings/storage`);
  await expect(page.getByText(/Il reste peu de place\s:\s40\sMo/)).toBeVisible();
  await expect(page.getByRole('link', { name: /Peu de place – il reste 40\sMo pour SANAD/ })).toBeVisible();
  await expect(page.getByText(/96\s% occupés/)).toBeVisible();
  await page.close();
});

test('STORE-4 documents that were erased come back by themselves', async ({ server }) => {
  await erase(amel, server.url, ['sanad-documents']);
  await amel.getByRole('link', { name: /Salma/ }).first().click();
  await expect(message(amel, 'Gardé par le serveur')).toBeVisible();
  await send(amel, 'Après les documents');
  await expect(amel.getByText('Ce navigateur a effacé des messages')).toHaveCount(0);
  await amel.reload();
  await expect(message(amel, 'Gardé par le serveur')).toBeVisible();
});

for (const [what, names] of [
  ['the rows were', ['sanad-rows']],
  ['the key was', ['sanad-keys']],
  ['everything was', 'all'],
] as const)
  test(`STORE-2, STORE-3 ${what} erased: said, opened again by the code, the old device removed`, async ({ server }) => {
    await erase(amel, server.url, names);
    await expect(amel.getByRole('heading', { name: 'Ce navigateur a effacé les données de SANAD' })).toBeVisible();
    if (names === 'all')
      for (const language of LANGUAGES) {
        await openIn(amel, language, server.url);
        expect(await faults(amel), `erased, ${language}`).toEqual([]);
      }
    await openIn(amel, 'fr', server.url);
    await withCode(amel);
    await amel.getByRole('link', { name: /Salma/ }).first().click();
    await expect(message(amel, 'Gardé par le serveur')).toBeVisible();
    await amel.goto(server.url);
    await expect(amel.getByText(/n’a plus ses clés/)).toBeVisible();
    await amel.getByRole('button', { name: 'Le retirer' }).click();
    await amel.getByRole('dialog').getByRole('button', { name: 'Retirer l’appareil' }).click();
    await expect(amel.getByText('Appareil retiré. Vos clés sont renouvelées.')).toBeVisible();
    await expect(amel.getByText(/n’a plus ses clés/)).toHaveCount(0);
  });

/** For the worker: a clock that is slow, and a disk that is full when it is told so. */
const slow = 'Date.now = ((now) => () => now() - 15 * 60_000)(Date.now.bind(Date));';
const fillable = `{
  let isFull = false;
  const channel = new BroadcastChannel('test-full');
  channel.onmessage = (event) => { isFull = event.data; channel.postMessage('heard'); };
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...args) {
    if (isFull) throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, args);
  };
}`;
/** Resolves when the worker has heard it. */
const setFull = (page: Page, isFull: boolean): Promise<void> =>
  page.evaluate(
    (full) =>
      new Promise<void>((done) => {
        const channel = new BroadcastChannel('test-full');
        channel.onmessage = () => done();
        channel.postMessage(full);
      }),
    isFull,
  );

test('STORE-5, STORE-6 a clock that is a quarter of an hour slow, and then a full disk: said, nothing lost, and both pass', async ({
  browser,
  server,
}) => {
  test.setTimeout(120_000);
  const page = await newPhone(browser, { serviceWorkers: 'block' });
  // Of a worker that a test hands over Chromium does not know that it came from this machine.
  await page.context().grantPermissions(['local-network-access']);
  await page.addInitScript(slow);
  await page.route('**/engine.worker*.js', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${slow}\n${fillable}\n${await answer.text()}` });
  });
  await signIn(page, server.url, account);
  await withCode(page);
  const strip = page.getByRole('link', { name: /L’heure de cet appareil est fausse – ici \d\d:\d\d, au serveur \d\d:\d\d/ });
  await expect(strip).toBeVisible();
  await strip.click();
  await expect(page.getByText('Cet appareil retarde de 15 minutes.')).toBeVisible();
  expect(await faults(page), 'storage').toEqual([]);

  await page.goto(server.url);
  await page.getByRole('link', { name: /Salma/ }).first().click();
  const entry = page.getByRole('textbox', { name: 'Message' });
  await entry.fill('Trop pour ce disque');
  await setFull(page, true);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(
    page
      .getByText(/plus de place|Plus de place/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expect(entry).toHaveValue('Trop pour ce disque');
  // What comes meanwhile is read again when there is room.
  await writeTo(salma, 'Amel Nour');
  await send(salma, 'Arrivé pendant que le disque était plein');
  await setFull(page, false);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(message(page, 'Trop pour ce disque')).toBeVisible();
  await expect(message(page, 'Arrivé pendant que le disque était plein')).toBeVisible();
  await expect(page.getByText('Plus de place sur cet appareil')).toHaveCount(0);
  await page.context().close();
});

test('STORE-1 an iPhone is led to the home screen first: a tab may look, and makes no device', async ({ browser, server }) => {
  test.setTimeout(120_000);
  const userAgent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
  const page = await newPhone(browser, { userAgent });
  await page.goto(`${server.url}/sign-up`);
  const coach = page.getByRole('heading', { name: 'D’abord, SANAD sur l’écran d’accueil' });
  await expect(coach).toBeVisible();
  await expect(page.getByRole('listitem')).toHaveCount(4);
  for (const language of LANGUAGES) {
    await openIn(page, language, server.url);
    expect(await faults(page), `coach, ${language}`).toEqual([]);
  }
  await openIn(page, 'fr', server.url);
  await page.getByRole('button', { name: 'Regarder d’abord' }).click();
  await expect(page.getByText('vous pouvez regarder, mais pas faire de cet iPhone')).toBeVisible();
  await page.getByLabel('E-mail ou matricule').fill(account.staffNumber);
  await page.getByLabel('Mot de passe', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(coach).toBeVisible();
  await page.context().close();

  const app = await newPhone(browser, { userAgent });
  await app.addInitScript(() => Object.defineProperty(navigator, 'standalone', { value: true }));
  await signIn(app, server.url, account);
  await app.context().close();
});
