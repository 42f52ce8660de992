/** The administration of accounts: offline it says so; looked for, another role, suspended and back, a link for a password, a device taken away. */
import { expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { newBrowser } from './support/browsers.ts';
import { askForAccess, type Enrolled, signIn } from './support/people.ts';
import { runProgram } from './support/program.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'admin-accounts' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let account: Enrolled;
let salmaAccount: Enrolled;

const openAdmin = async (page: Page): Promise<void> => {
  await page.goto(new URL('/admin', page.url()).href);
  await expect(page.getByRole('heading', { level: 1, name: 'Administration' })).toBeVisible();
};
const openAccount = async (name: string): Promise<void> => {
  await salma.getByRole('button', { name: `Actions pour ${name}` }).click();
  await expect(salma.getByRole('dialog', { name })).toBeVisible();
};
const closeSheet = () => salma.getByRole('dialog').getByRole('button', { name: 'Fermer', exact: true }).first().click();

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel, salmaAccount, amelAccount: account } = await enrolTwo(browser, server));
  const nour = await newBrowser(browser);
  await askForAccess(nour, server.url, 'Nour Hamdi', 'Infirmier');
  await nour.context().close();
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

test('ADMIN-1 who has nothing to administer is told so, and has no way there', async () => {
  await openAdmin(amel);
  await expect(amel.getByRole('heading', { name: 'Réservé aux administrateurs' })).toBeVisible();
  await expect(amel.getByRole('link', { name: 'Admin' })).toHaveCount(0);
});

test('ADMIN-3 what waits stands first; accounts are looked for without accents, filtered and sorted', async () => {
  await openAdmin(salma);
  await expect(salma.getByRole('button', { name: 'Approuver – Nour Hamdi' })).toBeVisible();
  await expect(salma.getByRole('heading', { name: '3 comptes' })).toBeVisible();
  const rows = salma.locator('.accounts tbody tr');
  await expect(rows).toHaveCount(3);
  await salma.getByRole('searchbox', { name: 'Nom, matricule ou e-mail' }).fill('nour');
  await expect(rows).toHaveCount(2);
  await salma.getByRole('searchbox').fill('"><script>alert(1)</script>');
  await expect(salma.getByText('Aucun compte ne correspond.')).toBeVisible();
  await salma.getByRole('searchbox').fill('');
  await salma.getByRole('combobox', { name: 'État' }).selectOption('pending');
  await expect(rows).toHaveCount(1);
  await salma.getByRole('combobox', { name: 'État' }).selectOption('');
  await salma.getByRole('button', { name: 'Nom', exact: true }).click();
  await expect(salma.getByRole('columnheader', { name: 'Nom' })).toHaveAttribute('aria-sort', 'descending');
  await expect(rows.first()).toContainText('Salma');
});

test('ADMIN-3 no serious fault, in both directions', async ({ server }) => {
  for (const language of LANGUAGES) {
    await openIn(salma, language, `${server.url}/admin`);
    await expect(salma.locator('.accounts tbody tr')).toHaveCount(3);
    expect(await faults(salma), language).toEqual([]);
    await salma.locator('.accounts tbody [data-c="act"] button').first().click();
    await expect(salma.getByRole('dialog', { name: /\S/ }).locator('.menu-rows')).toBeVisible();
    expect(await faults(salma), `account ${language}`).toEqual([]);
    await salma.keyboard.press('Escape');
  }
  await openIn(salma, 'fr', `${server.url}/admin`);
});

test('ADMIN-4 what can be done comes with what stands above it: nothing moves under a finger', async () => {
  let letThrough = (): void => {};
  const held = new Promise<void>((done) => {
    letThrough = done;
  });
  const details = '**/api/v1/admin/accounts/*';
  await salma.context().route(details, async (route) => {
    await held;
    await route.continue();
  });
  await openAccount('Amel Nour');
  const account = salma.getByRole('dialog', { name: 'Amel Nour' });
  const role = account.getByRole('button', { name: /^Changer le rôle/ });
  await expect(account.getByRole('status')).toHaveText('Ouverture…');
  await expect(role).toHaveCount(0);
  letThrough();
  await expect(role).toBeVisible();
  await expect(account.getByRole('status')).toHaveCount(0);
  await salma.context().unroute(details);
  await closeSheet();
});

const makeAuditor = async (): Promise<void> => {
  await openAccount('Amel Nour');
  await salma.getByRole('button', { name: /^Changer le rôle/ }).click();
  await salma.getByRole('radio', { name: /^Auditeur/ }).check({ force: true });
  await salma.getByRole('button', { name: 'Changer le rôle' }).click();
  await expect(salma.getByText('Amel Nour : Auditeur.')).toBeVisible();
};
const auditors = () => salma.locator('.accounts tbody').getByText('Auditeur');

test('ORG-11 another role is asked for in plain words, can be taken back, and holds on the other’s screen', async () => {
  await makeAuditor();
  await expect(auditors()).toHaveCount(1);
  await salma.getByRole('button', { name: 'Annuler' }).click();
  await expect(auditors()).toHaveCount(0);
  await makeAuditor();
  await amel.goto(new URL('/', amel.url()).href);
  await amel.getByRole('link', { name: 'Admin' }).click();
  await expect(amel.getByRole('link', { name: 'Journal' })).toBeVisible();
  await expect(amel.getByRole('link', { name: 'Comptes' })).toHaveCount(0);
});

test('ADMIN-4 who is suspended is out at once, and in again when she is reinstated', async () => {
  await openAccount('Amel Nour');
  await salma.getByRole('button', { name: /^Suspendre/ }).click();
  await expect(salma.getByRole('dialog', { name: 'Suspendre Amel Nour ?' })).toBeVisible();
  await salma.getByRole('button', { name: 'Suspendre', exact: true }).click();
  await expect(salma.getByText('Amel Nour est suspendu.')).toBeVisible();
  // Why, she is told with her password alone (AUTH-8).
  await expect(amel.getByText('Session expirée').filter({ visible: true }).first()).toBeVisible();
  await openAccount('Amel Nour');
  await salma.getByRole('button', { name: /^Réintégrer/ }).click();
  await salma.getByRole('dialog').getByRole('button', { name: 'Réintégrer', exact: true }).click();
  await expect(salma.getByText('Amel Nour est réintégré.')).toBeVisible();
  // Both ways back: suspended again, and in again.
  const suspended = salma.locator('.accounts tbody').getByText('Suspendu');
  await salma.getByRole('button', { name: 'Annuler' }).click();
  await expect(suspended).toHaveCount(1);
  await openAccount('Amel Nour');
  await salma.getByRole('button', { name: /^Réintégrer/ }).click();
  await salma.getByRole('dialog').getByRole('button', { name: 'Réintégrer', exact: true }).click();
  await expect(suspended).toHaveCount(0);
});

test('ADMIN-5 a link gives a new password, and the door opens with it', async ({ browser, server }) => {
  await openAccount('Amel Nour');
  await salma.getByRole('button', { name: /^Lien de mot de passe/ }).click();
  await salma.getByRole('button', { name: 'Créer le lien' }).click();
  const link = await salma.locator('.account-link').textContent();
  expect(link).toContain(`${server.url}/new-password#`);
  expect(await faults(salma)).toEqual([]);
  await closeSheet();
  await closeSheet();
  const page = await newBrowser(browser);
  await page.goto(link ?? '');
  await expect(page.getByRole('heading', { name: 'Nouveau mot de passe' })).toBeVisible();
  // The token is in no history.
  expect(page.url()).toBe(`${server.url}/new-password`);
  expect(await faults(page)).toEqual([]);
  await page.getByLabel('Nouveau mot de passe', { exact: true }).fill('une autre longue phrase');
  await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
  await expect(page.getByRole('heading', { name: 'Mot de passe changé' })).toBeVisible();
  await signIn(page, server.url, { ...account, password: 'une autre longue phrase' });
  await expect(page.getByRole('button', { name: /code/i }).first()).toBeVisible();
  await page.goto(link ?? '');
  await page.reload();
  await page.getByLabel('Nouveau mot de passe', { exact: true }).fill('encore une longue phrase');
  await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
  await expect(page.getByText('Ce lien a déjà servi ou n’est plus valable.')).toBeVisible();
  await page.context().close();
});

test('ORG-12 a device that is taken away empties itself', async ({ server }) => {
  // The device is there, its session is over.
  await amel.goto(`${server.url}/sign-in`);
  await amel.getByLabel('E-mail ou matricule').fill(account.staffNumber);
  await amel.getByLabel('Mot de passe', { exact: true }).fill('une autre longue phrase');
  await amel.getByRole('button', { name: 'Se connecter' }).click();
  await expect(amel.getByRole('heading', { level: 1, name: 'Messages' })).toBeVisible();
  await openAdmin(salma);
  await openAccount('Amel Nour');
  await salma.getByRole('button', { name: /^Retirer –/ }).click();
  await salma.getByRole('dialog').getByRole('button', { name: 'Retirer', exact: true }).click();
  await expect(salma.getByText('Appareil de Amel Nour retiré.')).toBeVisible();
  await expect(salma.getByText('Aucun appareil.')).toBeVisible();
  await closeSheet();
  await expect(amel.getByRole('heading', { name: 'Cet appareil a été retiré' })).toBeVisible();
});

test('ADMIN-2 without a network it says so, nothing of it is kept, and it comes back by itself', async () => {
  await openAdmin(salma);
  await expect(salma.locator('.accounts tbody tr')).toHaveCount(3);
  const cached = await salma.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => url);
  });
  expect(cached.length).toBeGreaterThan(0);
  expect(cached.filter((url) => url.includes('/assets/admin-') || url.includes('/api/'))).toEqual([]);
  await salma.context().setOffline(true);
  await expect(salma.getByRole('heading', { name: 'L’administration a besoin d’une connexion' })).toBeVisible();
  await expect(salma.locator('.accounts')).toHaveCount(0);
  expect(await faults(salma)).toEqual([]);
  await salma.context().setOffline(false);
  await expect(salma.locator('.accounts tbody tr')).toHaveCount(3);
});

test('ADMIN-2 where the session has ended it says so, and the door leads back', async () => {
  await openAdmin(salma);
  await salma.context().clearCookies({ name: 'sanad.session_token' });
  // The socket stands: what the page asks by itself every few seconds tells.
  await expect(salma.getByRole('heading', { name: 'Session expirée' })).toBeVisible();
  await expect(salma.getByText('a besoin d’une connexion')).toHaveCount(0);
  expect(await faults(salma)).toEqual([]);
  await salma.locator('.empty').getByRole('link', { name: 'Se connecter' }).click();
  await salma.getByLabel('E-mail ou matricule').fill(salmaAccount.email);
  await salma.getByLabel('Mot de passe', { exact: true }).fill(salmaAccount.password);
  await salma.getByRole('button', { name: 'Se connecter' }).click();
  await expect(salma.locator('.accounts tbody tr')).toHaveCount(3);
  expect(new URL(salma.url()).pathname).toBe('/admin');
});

test('ADMIN-3 a table of ten thousand is gone through, sorted, searched and scrolled a page at a time', async ({ server }) => {
  runProgram('sync-server', 'many-accounts-program.ts', [server.dataFolder, '10000']);
  await openAdmin(salma);
  const rows = salma.locator('.accounts tbody tr');
  await expect(salma.getByRole('heading', { name: /^10\s?003 comptes$/ })).toBeVisible();
  await expect(rows).toHaveCount(50);
  // Behind Amel Nour come the two thousand whose first name is hers: every fifth.
  await expect(rows.first()).toContainText('Amel Nour');
  const next = salma.getByRole('button', { name: 'Page suivante' });
  for (let at = 2; at <= 12; at++) {
    await next.click();
    await expect(salma.getByText(`${at} / 201`)).toBeVisible();
    const first = String(((at - 1) * 50 - 1) * 5 + 1).padStart(5, '0');
    await expect(rows.first()).toContainText(`Amel Personne ${first}`);
    await expect(rows).toHaveCount(50);
    await salma.mouse.wheel(0, 1200);
  }
  await salma.getByRole('button', { name: 'Nom', exact: true }).click();
  await expect(rows.first()).toContainText('Youssef Personne 09997');
  await expect(salma.getByText('1 / 201')).toBeVisible();
  await salma.getByRole('searchbox').pressSequentially('ines personne');
  await expect(salma.getByRole('heading', { name: /^2\s?000 comptes$/ })).toBeVisible();
  await expect(rows.first()).toContainText('Inès Personne 10000');
  await expect(rows).toHaveCount(50);
  await salma.getByRole('searchbox').fill('personne9999@');
  await expect(salma.getByRole('heading', { name: '1 compte' })).toBeVisible();
  await expect(rows).toHaveCount(1);
});
