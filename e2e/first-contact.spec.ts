/** Two colleagues who never met: from the first-administrator link to messages with each priority, on and off the network. */
import { expect, type Page } from '@playwright/test';
import { newBrowser } from './support/browsers.ts';
import {
  approve,
  askForAccess,
  createHospital,
  type Enrolled,
  isInstalled,
  lane,
  message,
  send,
  signIn,
  textsOf,
  thread,
  writeTo,
} from './support/people.ts';
import { test } from './support/server.ts';

test.use({ hospital: 'first-contact' });
test.describe.configure({ mode: 'serial' });

let admin: Page;
let amel: Page;
let karim: Page;
let amelAccount: Enrolled;

/** A reload before the form is sent loses nothing, and shows nothing of the token. */
async function reloadLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await expect(page).toHaveURL(/\/first-admin$/);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('Ce lien est incomplet')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Continuer' })).toBeEnabled();
}
const openKarim = (page: Page): Promise<void> =>
  page
    .getByRole('link', { name: /Karim Ziadi/ })
    .first()
    .click();

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  admin = await newBrowser(browser);
  amel = await newBrowser(browser);
  karim = await newBrowser(browser);
  const link = /https?:\/\/\S+\/first-admin#\S+/.exec(server.output())?.[0] ?? '';
  await reloadLink(admin, link);
  await createHospital(admin, link);
  amelAccount = await askForAccess(amel, server.url, 'Amel Nour');
  await approve(admin, amel, 'Amel Nour');
  await askForAccess(karim, server.url, 'Karim Ziadi', 'Médecin');
  await approve(admin, karim, 'Karim Ziadi');
});
test.afterAll(async () => {
  for (const page of [admin, amel, karim]) await page?.context().close();
});

test('first contact: each priority goes both ways with icon, word and colour', async () => {
  await writeTo(amel, 'Karim Ziadi');
  await send(amel, 'Bonjour Karim');
  await send(amel, 'Bilan du lit 4 à relire', 'Important');
  await send(amel, 'Lit 12 : potassium 5,9', 'Urgent');
  await lane(karim)
    .getByRole('link', { name: /Lit 12/ })
    .click();
  await expect(message(karim, 'Bonjour Karim')).toBeVisible();
  await expect(message(karim, 'Bilan du lit 4')).toContainText('Important');
  await expect(message(karim, 'Lit 12')).toContainText('Urgent');
  await send(karim, 'Reçu');
  await send(karim, 'Refaire un ECG', 'Important');
  await send(karim, 'J’arrive tout de suite', 'Urgent');
  await expect(message(amel, 'J’arrive tout de suite')).toContainText('Urgent');
  const wanted = ['Bonjour Karim', 'Bilan du lit 4', 'Lit 12', 'Reçu', 'Refaire un ECG', 'J’arrive'];
  expect(await textsOf(amel, wanted)).toEqual(wanted);
  expect(await textsOf(karim, wanted)).toEqual(wanted);
});

test('the sender sees what became of her message: on the server, on his device, read', async () => {
  await amel.bringToFront();
  await send(amel, 'As-tu vu le bilan ?');
  await expect(message(amel, 'As-tu vu le bilan')).toContainText(/Envoyé|Distribué|Lu/);
  await karim.bringToFront();
  await expect(message(karim, 'As-tu vu le bilan')).toBeVisible();
  await expect(message(amel, 'As-tu vu le bilan')).toContainText('Lu');
});

test('both write offline, reload offline, and merge in one order when the network is back', async () => {
  await Promise.all([isInstalled(amel), isInstalled(karim)]);
  for (const page of [amel, karim]) await page.context().setOffline(true);
  await send(amel, 'Amel sans réseau');
  await send(karim, 'Karim sans réseau');
  await expect(message(amel, 'Amel sans réseau')).toContainText('En attente');
  await amel.reload();
  await expect(message(amel, 'Amel sans réseau')).toContainText('En attente');
  await expect(amel.getByRole('button', { name: /1 message en attente/ })).toBeVisible();
  for (const page of [amel, karim]) await page.context().setOffline(false);
  await expect(message(amel, 'Karim sans réseau')).toBeVisible();
  await expect(message(karim, 'Amel sans réseau')).toBeVisible();
  const wanted = ['Amel sans réseau', 'Karim sans réseau'];
  expect(await textsOf(amel, wanted)).toEqual(await textsOf(karim, wanted));
});

test('the server is killed and comes back: what was written meanwhile arrives, once', async ({ server }) => {
  await server.kill();
  await send(amel, 'pendant la panne');
  await expect(message(amel, 'pendant la panne')).toContainText('En attente');
  await server.start();
  await expect(message(karim, 'pendant la panne')).toBeVisible({ timeout: 45_000 });
  await expect(message(karim, 'pendant la panne')).toHaveCount(1);
});

test('a second tab shows the same and takes over when the first is closed', async ({ server }) => {
  const second = await karim.context().newPage();
  await second.goto(karim.url());
  await expect(message(second, 'pendant la panne')).toBeVisible();
  await send(second, 'depuis le second onglet');
  await expect(message(amel, 'depuis le second onglet')).toBeVisible();
  await expect(message(karim, 'depuis le second onglet')).toBeVisible();
  await karim.close();
  karim = second;
  await send(karim, 'le premier est fermé');
  await expect(message(amel, 'le premier est fermé')).toBeVisible();
  expect(server.output()).not.toContain('potassium');
});

test('a new browser with the recovery code, nobody else online, has the whole history', async ({ browser, server }) => {
  await amel.context().close();
  amel = await newBrowser(browser);
  await signIn(amel, server.url, amelAccount);
  await amel.getByRole('button', { name: 'Avec le code de secours' }).click();
  const code = amel.getByLabel('Code de secours');
  await code.fill(`${amelAccount.recoveryCode.slice(0, 6).join('-')}-AAAAA`);
  await amel.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  // With some codes it can even be said which group it is.
  await expect(amel.getByText(/faute de frappe|semble mal recopié/)).toBeVisible();
  await code.fill(amelAccount.recoveryCode.join(' ').toLowerCase());
  await amel.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  await openKarim(amel);
  await expect(message(amel, 'le premier est fermé')).toBeVisible();
  await thread(amel).evaluate((log) => log.scrollTo(0, 0));
  await expect(message(amel, 'Bonjour Karim')).toBeVisible();
});

test('MARK-6, MARK-7 what she writes at the desk goes on on her phone, with what it answers; sent there, it is gone here', async ({
  browser,
  server,
}) => {
  const phone = await newBrowser(browser);
  await signIn(phone, server.url, amelAccount);
  await phone.getByRole('button', { name: 'Avec le code de secours' }).click();
  await phone.getByLabel('Code de secours').fill(amelAccount.recoveryCode.join(' '));
  await phone.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  await openKarim(phone);
  const [here, there] = [amel, phone].map((page) => page.getByRole('textbox', { name: 'Message', exact: true }));
  if (here === undefined || there === undefined) throw new Error('two pages');

  const asked = message(amel, 'Bonjour Karim');
  await asked.hover();
  await asked.getByRole('button', { name: /^Actions/ }).click();
  await amel.getByRole('menuitem', { name: 'Répondre' }).click();
  await here.fill('Je préviens le bloc');
  await expect(there).toHaveValue('Je préviens le bloc');
  await expect(phone.locator('.composer .quote')).toContainText('Bonjour Karim');
  await there.fill('Je préviens le bloc et la banque du sang');
  await expect(here).toHaveValue('Je préviens le bloc et la banque du sang');
  await phone.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(here).toHaveValue('');
  await expect(amel.locator('.composer .quote')).toBeHidden();
  await expect(message(karim, 'la banque du sang')).toContainText('Bonjour Karim');
  await phone.context().close();
});
