/** What people do, in French, through the screens: ask for access, approve, find a colleague, write, read. */
import { expect, type Locator, type Page } from '@playwright/test';

export type Priority = 'Normal' | 'Important' | 'Urgent';

export interface Account {
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
  readonly password: string;
}
export interface Enrolled extends Account {
  readonly recoveryCode: readonly string[];
}

let count = 0;
/** Fixtures only: no real person. */
export const makeAccount = (name: string): Account => {
  count += 1;
  return {
    name,
    email: `${name
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z]/g, '')}${count}@chu.tn`,
    staffNumber: `M-${1000 + count}`,
    password: 'un long mot de passe',
  };
};

async function fillForm(page: Page, account: Account, profession: string, unit = 'Réanimation'): Promise<void> {
  await page.getByLabel(profession).check({ force: true });
  await page.getByLabel('Prénom et nom').fill(account.name);
  await page.getByLabel('Matricule').fill(account.staffNumber);
  await page.getByLabel('E-mail').fill(account.email);
  await page.getByLabel('Service', { exact: true }).fill(unit);
  await page.getByLabel('Mot de passe', { exact: true }).fill(account.password);
}

export async function readCode(page: Page, label: string): Promise<readonly string[]> {
  const items = page.getByRole('list', { name: label }).first().getByRole('listitem');
  await expect(items).toHaveCount(7);
  const groups = await items.allInnerTexts();
  return groups.map((text) => /([0-9A-Z]{4,5})\s*$/.exec(text.trim())?.[1] ?? '');
}

export async function noteAndContinue(page: Page): Promise<void> {
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Continuer' }).click();
}

export async function typeBack(page: Page, code: readonly string[], submit: string): Promise<void> {
  for (const [i, group] of code.entries()) {
    const field = page.getByLabel(`Groupe ${i + 1}`, { exact: true });
    if (await field.isVisible()) await field.fill(group.toLowerCase());
  }
  await page.getByRole('button', { name: submit }).click();
}

/** The first administrator, through the link that the server printed. */
export async function createHospital(page: Page, link: string): Promise<Enrolled> {
  const account = makeAccount('Salma Administratrice');
  await page.goto(link);
  await page.getByLabel('Nom de l’hôpital').fill('CHU Farhat');
  await fillForm(page, account, 'Administration');
  await page.getByRole('button', { name: 'Continuer' }).click();
  const recoveryCode = await readCode(page, 'Code de secours en sept groupes');
  await noteAndContinue(page);
  await expect(page.getByRole('heading', { name: 'La clé de secours de l’hôpital' })).toBeVisible();
  await noteAndContinue(page);
  await typeBack(page, recoveryCode, 'Créer l’espace');
  await expect(page.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible();
  return { ...account, recoveryCode };
}

/** Up to the pending page. */
export async function askForAccess(
  page: Page,
  url: string,
  name: string,
  profession = 'Infirmier·ère',
  unit = 'Réanimation',
): Promise<Enrolled> {
  const account = makeAccount(name);
  await page.goto(`${url}/sign-up`);
  await fillForm(page, account, profession, unit);
  await page.getByRole('button', { name: 'Continuer' }).click();
  const recoveryCode = await readCode(page, 'Code de secours en sept groupes');
  expect(recoveryCode.join('')).toHaveLength(29);
  await noteAndContinue(page);
  await typeBack(page, recoveryCode, 'Envoyer ma demande');
  await expect(page.getByRole('heading', { name: 'Demande envoyée' })).toBeVisible();
  return { ...account, recoveryCode };
}

/** The administrator compares the codes and approves. */
export async function approve(admin: Page, waiting: Page, name: string): Promise<void> {
  const shown = (await waiting.locator('.comparison').innerText()).replace(/[^0-9A-Z]/g, '').slice(-8);
  await admin.getByRole('link', { name: 'Admin' }).first().click();
  await admin.getByRole('button', { name: `Approuver – ${name}` }).click();
  const seen = (await admin.getByRole('dialog').locator('.comparison-code').innerText()).replace(/\s/g, '');
  expect(seen).toBe(shown);
  await admin.getByRole('button', { name: 'Le code est le même, approuver' }).click();
  await expect(admin.getByText(/peut maintenant écrire/)).toBeVisible();
  await expect(waiting.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible();
}

/** On a browser that has no keys of hers: up to the choice between another device and the code. */
export async function signIn(page: Page, url: string, account: Account): Promise<void> {
  await page.goto(url);
  await page.getByLabel('E-mail ou matricule').fill(account.staffNumber);
  await page.getByLabel('Mot de passe', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('heading', { name: 'Un nouvel appareil' })).toBeVisible();
}

export async function writeTo(page: Page, name: string): Promise<void> {
  await page.goto(new URL('/new', page.url()).href);
  await page.getByRole('button', { name: new RegExp(`Écrire à (Dr )?${name}`) }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
}

export async function send(page: Page, text: string, priority: Priority = 'Normal'): Promise<void> {
  const entry = page.getByRole('textbox', { name: 'Message' });
  await entry.fill(text);
  if (priority !== 'Normal') {
    await page.getByRole('button', { name: /^Priorité/ }).click();
    await page.getByRole('dialog').getByText(priority, { exact: true }).click();
    if (priority === 'Urgent') await page.getByRole('button', { name: 'Écrire le message' }).click();
  }
  await page.getByRole('button', { name: priority === 'Urgent' ? 'Envoyer en urgent' : 'Envoyer', exact: true }).click();
  await expect(entry).toHaveValue('');
}

/** Within the app, so that it works without a network too. */
export async function makeGroup(page: Page, people: readonly string[], name: string): Promise<void> {
  await page.getByRole('button', { name: 'Nouveau message' }).first().click();
  await page.getByRole('link', { name: /Nouveau groupe/ }).click();
  for (const one of people) await page.getByRole('checkbox', { name: new RegExp(one) }).check();
  await page.getByRole('button', { name: /^Continuer avec/ }).click();
  await page.getByLabel('Nom du groupe').fill(name);
  await page.getByRole('button', { name: 'Créer le groupe' }).click();
  await expect(page).toHaveURL(/\/c\/[0-9a-f]{32}$/);
}

/** What waits for an answer, above the conversations. */
export const lane = (page: Page): Locator => page.getByRole('region', { name: 'Urgents à traiter' });

export const thread = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });
export const message = (page: Page, text: string | RegExp): Locator => thread(page).locator('article', { hasText: text });

/** The texts of the thread from top to bottom. */
export async function textsOf(page: Page, wanted: readonly string[]): Promise<readonly string[]> {
  const all = await thread(page).locator('article').allInnerTexts();
  return all.flatMap((text) => wanted.find((one) => text.includes(one)) ?? []);
}

/** From now on the app opens without a network: the service worker is active and answers the next navigation. */
export const isInstalled = (page: Page): Promise<void> => page.evaluate(async () => void (await navigator.serviceWorker.ready));
