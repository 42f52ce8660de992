/** Rules of the hospital that reach everybody: the lock, notifications, copies, doors, the second factor; and the page on which everybody reads them. */
import { expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { newBrowser, newPhone } from './support/browsers.ts';
import { approve, askForAccess, createHospital, type Enrolled, message, send, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { totp } from './support/totp.ts';
import { firstAdminLink } from './support/two-colleagues.ts';

test.use({ hospital: 'policies-everybody' });
test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);

let salma: Page;
let amel: Page;
let amelAccount: Enrolled;
let salmaAccount: Enrolled;

const open = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);
const rules = (page: Page) => open(page, '/policies').then(() => expect(page.getByRole('checkbox').first()).toBeVisible());
async function sign(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Changer les règles', exact: true }).click();
  await page.getByRole('button', { name: 'Signer et appliquer à tous' }).click();
  await expect(page.getByText('Les règles sont changées pour tous.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Changer les règles', exact: true })).toBeDisabled();
}
async function setFactorUp(page: Page, account: Enrolled): Promise<void> {
  await page.getByRole('link', { name: /Code à six chiffres/ }).click();
  await page.getByRole('button', { name: 'Activer' }).click();
  const proof = page.getByRole('dialog', { name: 'C’est bien vous ?' });
  await proof.getByLabel('Mot de passe actuel', { exact: true }).fill(account.password);
  await proof.getByRole('button', { name: 'Confirmer' }).click();
  const groups = page.getByRole('list', { name: 'Clé en groupes de quatre' }).getByRole('listitem');
  await expect(groups).toHaveCount(8);
  await page.getByLabel('Code à six chiffres').fill(totp((await groups.allInnerTexts()).join('')));
  await page.getByRole('button', { name: 'Vérifier et activer' }).click();
  await page.getByLabel('J’ai noté mes dix codes').check();
  await page.getByRole('button', { name: 'Terminé' }).click();
  await expect(page.getByText('Il reste 10 codes de réserve.')).toBeVisible();
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(150_000);
  [salma, amel] = [await newBrowser(browser), await newPhone(browser)];
  salmaAccount = await createHospital(salma, firstAdminLink(server));
  amelAccount = await askForAccess(amel, server.url, 'Amel Nour');
  await approve(salma, amel, 'Amel Nour');
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

test('POLICY-9 before anybody signed rules, everybody reads the usual ones', async () => {
  await open(amel, '/settings');
  await amel.getByRole('link', { name: 'Règles de l’hôpital' }).click();
  await expect(amel.getByText('Aucun administrateur n’a encore changé les règles')).toBeVisible();
  await expect(amel.getByText('Un message se transfère à tous')).toBeVisible();
  await expect(amel.getByRole('link', { name: 'Changer les règles' })).toHaveCount(0);
});

test('POLICY-1, POLICY-4 what is signed reaches a device by itself: a lock is demanded, notifications say less', async () => {
  await rules(salma);
  await salma.getByRole('switch', { name: 'Exiger un verrouillage' }).check();
  await salma.getByLabel('Se verrouille au plus tard après').selectOption('2 minutes');
  await salma.getByLabel('Une notification montre au plus').selectOption('Qui écrit');
  await salma.getByLabel('Transférer un message').selectOption('Aux membres de la même conversation');
  await salma.getByRole('button', { name: 'Changer les règles', exact: true }).click();
  const sheet = salma.getByRole('dialog');
  await expect(sheet).toContainText('Avant : Au choix de chacun');
  await expect(sheet).toContainText('Désormais : Exigé');
  await expect(sheet).toContainText('Désormais : Aux membres de la même conversation');
  await salma.keyboard.press('Escape');
  await sign(salma);

  await open(amel, '/');
  const demand = amel.getByText('Votre hôpital demande un code, une empreinte ou un visage');
  await expect(demand).toBeVisible();
  await expect(amel.getByRole('button', { name: 'Non merci' })).toHaveCount(0);
  await amel.reload();
  await expect(demand).toBeVisible();
  await open(amel, '/settings/notifications');
  await expect(amel.getByText('Votre hôpital laisse montrer qui écrit, pas ce qui est écrit.')).toBeVisible();
});

test('POLICY-5 a copy is offered to members of the conversation alone, and the sheet says so', async () => {
  await writeTo(salma, 'Amel Nour');
  await send(salma, 'Lit 4 : bilan à relire');
  await message(salma, 'Lit 4').click({ button: 'right' });
  await salma.getByRole('menuitem', { name: 'Transférer' }).click();
  const sheet = salma.getByRole('dialog');
  await expect(sheet).toContainText('Un message ne se transfère qu’à des membres de la même conversation.');
  await expect(sheet.getByRole('button', { name: /Amel Nour/ })).toBeVisible();
  expect(await faults(salma), 'forward').toEqual([]);
  await salma.keyboard.press('Escape');
  await rules(salma);
  await salma.getByLabel('Transférer un message').selectOption('À personne');
  await sign(salma);
  await writeTo(salma, 'Amel Nour');
  await message(salma, 'Lit 4').click({ button: 'right' });
  await expect(salma.getByRole('menuitem', { name: 'Copier' })).toBeVisible();
  await expect(salma.getByRole('menuitem', { name: 'Transférer' })).toHaveCount(0);
});

test('POLICY-9 everybody reads which version holds, who signed it, and what each one changed', async () => {
  await open(salma, '/settings/rules');
  await expect(salma.getByText(/Version \d+, signée par Salma Administratrice/)).toBeVisible();
  await salma.getByRole('button', { name: 'Voir ce qui a changé' }).click();
  const versions = salma.locator('.rule-versions > li');
  await expect(versions).toHaveCount(2);
  await expect(versions.first()).toContainText('Désormais : À personne');
  await expect(versions.last()).toContainText('Désormais : Exigé');
  expect(await faults(salma), 'rules').toEqual([]);
});

for (const language of LANGUAGES) {
  test(`no serious fault, ${language}`, async ({ server }) => {
    await openIn(salma, language, `${server.url}/settings/rules`);
    await expect(salma.locator('.facts li')).toHaveCount(13);
    expect(await faults(salma), '/settings/rules').toEqual([]);
    await salma.goto(`${server.url}/policies`);
    await expect(salma.getByRole('checkbox').first()).toBeVisible();
    expect(await faults(salma), '/policies').toEqual([]);
  });
}

test('POLICY-3, POLICY-6, POLICY-7 the doors say what the hospital decided, before anything is typed', async ({
  browser,
  server,
}) => {
  await openIn(salma, 'fr', `${server.url}/policies`);
  await salma.getByRole('switch', { name: 'Permettre les ordinateurs partagés' }).uncheck();
  await salma.getByLabel('Un mot de passe, au moins').selectOption('14 caractères');
  await sign(salma);
  const stranger = await newPhone(browser);
  await stranger.goto(`${server.url}/sign-in`);
  await expect(stranger.getByText('ne laisse pas se connecter sur un ordinateur partagé')).toBeVisible();
  await expect(stranger.getByRole('checkbox', { name: 'Ordinateur partagé du service' })).toHaveCount(0);
  await stranger.goto(`${server.url}/sign-up`);
  await expect(stranger.getByText('Au moins 14 caractères.')).toBeVisible();

  await rules(salma);
  await salma.getByLabel('Qui peut demander un accès').selectOption('Seulement avec une invitation');
  await sign(salma);
  await stranger.reload();
  await expect(stranger.getByRole('heading', { name: 'Sur invitation seulement' })).toBeVisible();
  await expect(stranger.getByText('Demandez-la à un administrateur')).toBeVisible();
  await expect(stranger.getByLabel('Matricule')).toHaveCount(0);
  expect(await faults(stranger), 'invitation').toEqual([]);
  await stranger.context().close();
});

test('POLICY-2 without a second factor the app leads to where one is set up, and goes on by itself afterwards', async () => {
  await open(salma, '/settings/security');
  await setFactorUp(salma, salmaAccount);
  await rules(salma);
  await salma.getByLabel('Exiger un code à six chiffres ou une clé d’accès').selectOption('De tous');
  await expect(salma.getByLabel('Délai pour s’y mettre')).toBeVisible();
  await sign(salma);

  await expect(amel).toHaveURL(/\/settings\/security/);
  await expect(amel.getByText('Tant que vous n’en avez pas, rien ne part ni n’arrive.')).toBeVisible();
  expect(await faults(amel), 'demand').toEqual([]);
  await setFactorUp(amel, amelAccount);
  await expect(amel.getByText('Votre hôpital demande un code à six chiffres')).toHaveCount(0);
  await open(amel, '/');
  await amel.getByRole('link', { name: /Salma/ }).first().click();
  await send(amel, 'Bien reçu');
  await writeTo(salma, 'Amel Nour');
  await expect(message(salma, 'Bien reçu')).toBeVisible();
});

test('POLICY-1 the lock that is demanded closes as early as the hospital says, and its last way in stays', async () => {
  await open(amel, '/settings/lock');
  await expect(amel.getByText('Votre hôpital demande un code, une empreinte ou un visage')).toBeVisible();
  await amel.getByRole('button', { name: /Choisir un code PIN/ }).click();
  const fields = amel.getByRole('dialog').locator('input');
  await fields.nth(0).fill('804213');
  await fields.nth(1).fill('804213');
  await amel.getByRole('dialog').getByRole('button', { name: 'Activer le verrouillage' }).click();
  await expect(amel.getByText('Votre hôpital demande un verrouillage')).toBeVisible();
  await expect(amel.getByRole('radio', { name: '2 minutes' })).toBeChecked();
  await expect(amel.getByRole('radio', { name: '5 minutes' })).toHaveCount(0);
  await expect(amel.getByText('Votre hôpital demande 2 minutes au plus.')).toBeVisible();
  await expect(amel.getByRole('button', { name: 'Désactiver le verrouillage' })).toHaveCount(0);
  expect(await faults(amel), 'lock').toEqual([]);
});
