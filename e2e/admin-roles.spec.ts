/** Who may do a part of the administration: a head of unit for hers alone, an auditor who reads and changes nothing (ADMIN-1, ORG-11). */
import { expect, type Page } from '@playwright/test';
import { faults } from './support/accessible.ts';
import { newBrowser } from './support/browsers.ts';
import { approve, askForAccess } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'admin-roles' });
test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);

let salma: Page;
/** Head of Réanimation. */
let amel: Page;
/** Of Réanimation; later an auditor. */
let nour: Page;
/** Of Maternité. */
let karim: Page;

const sections = (page: Page) => page.getByRole('navigation', { name: 'Rubriques de l’administration' }).getByRole('link');
const statusOf = (page: Page, path: string, method: 'GET' | 'POST' = 'GET'): Promise<number> =>
  page.evaluate(
    async ([to, how]) => (await fetch(`/api/v1${to}`, { method: how, headers: { 'content-type': 'application/cbor' } })).status,
    [path, method] as const,
  );

async function addUnit(name: string): Promise<void> {
  await salma.getByRole('button', { name: 'Ajouter un service', exact: true }).click();
  await salma.getByRole('dialog').getByLabel('Nom').fill(name);
  await salma.getByRole('dialog').getByRole('button', { name: 'Ajouter', exact: true }).click();
  await expect(salma.getByRole('treeitem', { name })).toBeVisible();
}
async function makeRole(name: string, role: string): Promise<void> {
  await salma.goto(new URL('/admin', salma.url()).href);
  await salma.getByRole('button', { name: `Actions pour ${name}` }).click();
  await salma.getByRole('button', { name: /^Changer le rôle/ }).click();
  await salma.getByRole('radio', { name: new RegExp(`^${role}`) }).check({ force: true });
  await salma.getByRole('button', { name: 'Changer le rôle' }).click();
  await expect(salma.getByText(`${name} : ${role}.`)).toBeVisible();
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(150_000);
  ({ salma, amel } = await enrolTwo(browser, server));
  [nour, karim] = [await newBrowser(browser), await newBrowser(browser)];
  await salma.goto(`${server.url}/admin/hospital/units`);
  for (const name of ['Réanimation', 'Maternité']) await addUnit(name);
  await makeRole('Amel Nour', 'Cadre de service');
  await askForAccess(nour, server.url, 'Nour Hamdi');
  await askForAccess(karim, server.url, 'Karim Ziadi', 'Médecin', 'Maternité');
});
test.afterAll(async () => {
  for (const page of [salma, amel, nour, karim]) await page?.context().close();
});

test('ADMIN-1 a head of unit sees what is hers: requests of her unit, and no account, figure or log', async ({ server }) => {
  await amel.goto(server.url);
  await amel.getByRole('link', { name: 'Admin' }).first().click();
  await expect(amel.getByRole('button', { name: 'Approuver – Nour Hamdi' })).toBeVisible();
  await expect(amel.getByText('Karim Ziadi')).toHaveCount(0);
  await expect(sections(amel)).toHaveText(['Comptes', 'Hôpital']);
  await expect(amel.locator('.accounts')).toHaveCount(0);
  expect(await faults(amel)).toEqual([]);
});

test('ORG-11 she approves somebody of her unit, as a member and nothing else, and both can write to one another', async () => {
  await amel.getByRole('button', { name: 'Approuver – Nour Hamdi' }).click();
  await expect(amel.getByRole('dialog').getByRole('radio')).toHaveCount(1);
  await amel.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
  await expect(amel.getByRole('dialog')).toHaveCount(0);
  await approve(amel, nour, 'Nour Hamdi');
  await nour.goto(new URL('/directory', nour.url()).href);
  await expect(nour.getByRole('link', { name: /Amel Nour/ })).toBeVisible();
});

test('ANNOUNCE-1 she announces to her unit alone: its people read it, others do not', async ({ server }) => {
  await amel.goto(`${server.url}/admin/hospital`);
  await amel.getByRole('link', { name: /Annonces/ }).click();
  await amel.getByRole('button', { name: 'Écrire une annonce' }).click();
  const form = amel.getByRole('dialog');
  await expect(form.getByRole('combobox').first().getByRole('option')).toHaveText(['Réanimation']);
  await form.getByLabel('Titre').fill('Réunion du service');
  await form.getByLabel('Texte').fill('Jeudi à 14 h, salle 2.');
  await form.getByRole('button', { name: 'Continuer' }).click();
  await form.getByRole('button', { name: 'Envoyer l’annonce' }).click();
  await expect(amel.getByRole('article', { name: 'Réunion du service' })).toBeVisible();
  await nour.goto(server.url);
  await expect(nour.getByRole('article', { name: 'Réunion du service' })).toContainText('Amel Nour');
  // Salma is of Réanimation as well; Karim is not.
  await approve(salma, karim, 'Karim Ziadi');
  await karim.reload();
  await expect(karim.getByRole('heading', { level: 1, name: 'Messages' })).toBeVisible();
  await expect(karim.getByRole('article')).toHaveCount(0);
});

test('ADMIN-1 elsewhere she is refused, by screens and by the server', async ({ server }) => {
  for (const path of ['/admin/usage', '/admin/audit', '/admin/hospital/units', '/admin/hospital/invitations']) {
    await amel.goto(`${server.url}${path}`);
    await expect(amel.getByRole('heading', { name: 'Réservé aux administrateurs' }), path).toBeVisible();
  }
  for (const path of ['/admin/accounts', '/admin/usage?from=2026-01-01&to=2026-01-02', '/admin/audit'])
    expect(await statusOf(amel, path), path).toBe(403);
  for (const path of ['/admin/units', '/admin/invitations']) expect(await statusOf(amel, path, 'POST'), path).toBe(403);
});

test('ADMIN-1, ORG-11 an auditor reads figures and the log, and changes nothing', async ({ server }) => {
  await makeRole('Nour Hamdi', 'Auditeur');
  await nour.goto(server.url);
  await nour.getByRole('link', { name: 'Admin' }).first().click();
  await expect(sections(nour)).toHaveText(['Usage', 'Journal']);
  // There is nothing of hers where it begins for others.
  await expect(nour).toHaveURL(/\/admin\/usage$/);
  await nour.goto(`${server.url}/admin/audit`);
  await expect(nour.getByRole('row', { name: /Nour Hamdi/ }).first()).toBeVisible();
  expect(await faults(nour)).toEqual([]);
  await nour.goto(`${server.url}/admin/usage`);
  await expect(nour.getByText('< 5').first()).toBeVisible();
  await nour.goto(`${server.url}/admin/hospital/announcements`);
  await expect(nour.getByRole('heading', { name: 'Réservé aux administrateurs' })).toBeVisible();
  for (const path of ['/admin/accounts', '/admin/announcements']) expect(await statusOf(nour, path), path).toBe(403);
  for (const path of ['/admin/units', '/admin/announcements']) expect(await statusOf(nour, path, 'POST'), path).toBe(403);
});
