/** An account as a whole: a photo that is framed, where she is signed in, what the server holds of her, a report, and the end of it. */
import { readFileSync } from 'node:fs';
import { type Browser, expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { newBrowser } from './support/browsers.ts';
import { type Enrolled, isInstalled, message, send, signIn, writeTo } from './support/people.ts';
import { photoWithPlace } from './support/pictures.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'account' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let account: Enrolled;

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(new URL(path, page.url()).href);
};
const elsewhere = async (browser: Browser, url: string, who = account): Promise<Page> => {
  const page = await newBrowser(browser);
  await signIn(page, url, who);
  return page;
};

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel, amelAccount: account } = await enrolTwo(browser, server));
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Avant de partir');
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

test('a photo is framed on this device before it goes: a square, moved and pulled with keys', async () => {
  await go(amel, '/settings/profile');
  await amel.locator('input[type="file"]').setInputFiles(await photoWithPlace(amel, 'moi.jpg', 400, 300));
  const editor = amel.getByRole('dialog', { name: 'Cadrer la photo' });
  const frame = editor.locator('.crop-frame');
  await expect(frame).toBeVisible();
  const square = async () => {
    const box = await frame.boundingBox();
    return box === null ? 0 : Math.round(box.width - box.height);
  };
  expect(await square()).toBe(0);
  expect(await faults(amel)).toEqual([]);
  await editor.locator('.crop-handle[data-at="se"]').focus();
  await amel.keyboard.press('ArrowLeft');
  await amel.keyboard.press('ArrowUp');
  expect(await square()).toBe(0);
  await editor.getByRole('button', { name: 'Prendre ce cadre' }).click();
  await expect(editor).toBeHidden();
  await expect(amel.locator('.photo-row img')).toBeVisible();
});

const photoOf = (page: Page) => page.locator('.person img').first();
/** What the server would show of Amel to whoever asks. */
const atServer = (page: Page) => page.evaluate(async (user) => (await fetch(`/api/v1/users/${user}/photo`)).status, amelUser);
let amelUser = '';

test('DOC-16 a photo for those with whom she shares a conversation is seen there and in the directory, and not by the server', async () => {
  await expect(amel.getByRole('radio', { name: 'Les personnes avec qui je partage une conversation' })).toBeChecked();
  await amel.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(amel.getByText('Profil enregistré.')).toBeVisible();
  await go(salma, '/directory');
  await expect(photoOf(salma)).toHaveAttribute('src', /^blob:/);
  await salma.locator('.person-link').first().click();
  await expect(salma.locator('.hero img')).toBeVisible();
  amelUser = new URL(salma.url()).pathname.split('/').at(-1) ?? '';
  expect(await atServer(salma)).toBe(404);
  await go(salma, '/');
  await expect(salma.getByRole('link', { name: /Amel/ }).first().locator('img')).toBeVisible();
  // Her own screens, and after a start without a network.
  await go(amel, '/settings');
  await expect(amel.locator('.avatar img').first()).toHaveAttribute('src', /^blob:/);
  await isInstalled(salma);
  await salma.context().setOffline(true);
  await go(salma, '/directory');
  await expect(photoOf(salma)).toBeVisible();
  await salma.context().setOffline(false);
});

test('DOC-16 taken back it is gone for the others, and shown to everybody it stands in the directory', async () => {
  const seen = async (name: RegExp) => {
    await go(amel, '/settings/profile');
    await amel.getByRole('radio', { name }).check();
    await amel.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(amel.getByText('Profil enregistré.')).toBeVisible();
  };
  await seen(/^Tout l’annuaire/);
  await go(salma, '/directory');
  await expect(photoOf(salma)).toHaveAttribute('src', /photo\?v=/);
  expect(await atServer(salma)).toBe(200);
  await seen(/^Personne/);
  await expect(amel.locator('.photo-row img')).toBeHidden();
  await go(salma, '/directory');
  await expect(photoOf(salma)).toBeHidden();
  // A photo for everybody is what follows here begins with.
  await amel.locator('input[type="file"]').setInputFiles(await photoWithPlace(amel, 'moi.jpg', 400, 300));
  await amel.getByRole('button', { name: 'Prendre ce cadre' }).click();
  await amel.getByRole('radio', { name: 'Tout l’annuaire' }).check();
  await amel.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(async () => {
    await go(salma, '/directory');
    await expect(photoOf(salma)).toBeVisible({ timeout: 3_000 });
  }).toPass();
});

test('ACCOUNT-1 another session is seen, and ended; then its browser is signed out', async ({ browser, server }) => {
  const other = await elsewhere(browser, server.url);
  await go(amel, '/settings/account');
  const sessions = amel.getByRole('list', { name: 'Où vous êtes connecté·e' });
  await expect(sessions.getByText('Ce navigateur')).toBeVisible();
  await sessions.getByRole('button', { name: /^Fermer la session/ }).click();
  await expect(amel.getByText('Session fermée.')).toBeVisible();
  await expect(sessions.getByRole('button', { name: /^Fermer la session/ })).toBeHidden();
  const answer = await other.request.get(`${server.url}/api/v1/me`);
  expect(answer.status()).toBe(401);
  await other.context().close();
});

test('ACCOUNT-2 what the server holds is a file, without a word of any message', async () => {
  const [download] = await Promise.all([
    amel.waitForEvent('download'),
    amel.getByRole('button', { name: 'Télécharger mes données' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^sanad-\d{4}-\d\d-\d\d\.json$/);
  const text = readFileSync(await download.path(), 'utf8');
  const all = JSON.parse(text);
  expect(all.account).toMatchObject({ name: account.name, email: account.email, staffNumber: account.staffNumber });
  expect(all.photo.type).toMatch(/^image\//);
  expect(all.sealed.chunks).toBeGreaterThan(0);
  expect(text).not.toContain('Avant de partir');
});

test('DIAG-1 the report is there without a network, and says nothing of anybody', async () => {
  await go(amel, '/settings/about');
  const report = amel.locator('.report');
  await expect(report).toContainText('SANAD report');
  await expect(report).toContainText('spaces: ');
  await expect(report).toContainText('account: active, member');
  const text = (await report.textContent()) ?? '';
  for (const word of [account.name, 'Amel', account.email, account.staffNumber, 'Salma', 'Farhat', 'Avant de partir'])
    expect(text).not.toContain(word);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{32}/);
});

for (const language of LANGUAGES)
  test(`no serious fault in account, privacy, about and profile, ${language}`, async ({ server }) => {
    test.setTimeout(120_000);
    for (const path of ['/settings/account', '/settings/privacy', '/settings/about', '/settings/profile']) {
      await openIn(amel, language, `${server.url}${path}`);
      if (path === '/settings/account') {
        await expect(amel.locator('.row.device').first()).toBeVisible();
        await amel.locator('.btn[data-kind="danger"]').click();
        await expect(amel.getByRole('dialog')).toBeVisible();
        expect(await faults(amel), 'erase').toEqual([]);
        await amel.keyboard.press('Escape');
      }
      expect(await faults(amel), path).toEqual([]);
    }
  });

test('ACCOUNT-4 the last administrator is told to appoint another one first', async () => {
  await openIn(salma, 'fr', new URL('/settings/account', salma.url()).href);
  await salma.getByRole('button', { name: 'Supprimer mon compte…' }).click();
  await salma.getByLabel('Votre mot de passe').fill('un long mot de passe');
  await salma.getByRole('button', { name: 'Supprimer pour toujours' }).click();
  await expect(salma.getByText('Vous êtes le dernier administrateur')).toBeVisible();
  await salma.keyboard.press('Escape');
});

test('ACCOUNT-3, DIR-4 an account is erased after its password; the other side keeps what was written, and cannot write any more', async ({
  server,
}) => {
  await openIn(amel, 'fr', `${server.url}/settings/account`);
  await amel.getByRole('button', { name: 'Supprimer mon compte…' }).click();
  const sheet = amel.getByRole('dialog', { name: 'Supprimer votre compte ?' });
  await expect(sheet.getByRole('heading', { name: 'Ce que les autres gardent' })).toBeVisible();
  await sheet.getByLabel('Votre mot de passe').fill('pas le bon mot de passe');
  await sheet.getByRole('button', { name: 'Supprimer pour toujours' }).click();
  await expect(sheet.getByRole('alert')).toBeVisible();
  await sheet.getByLabel('Votre mot de passe').fill(account.password);
  await sheet.getByRole('button', { name: 'Supprimer pour toujours' }).click();
  await expect(amel.getByLabel('E-mail ou matricule')).toBeVisible();
  await amel.getByLabel('E-mail ou matricule').fill(account.email);
  await amel.getByLabel('Mot de passe', { exact: true }).fill(account.password);
  await amel.getByRole('button', { name: 'Se connecter' }).click();
  await expect(amel.getByRole('alert')).toBeVisible();

  await go(salma, '/directory');
  await expect(salma.getByRole('heading', { name: 'Annuaire vide' })).toBeVisible();
  await go(salma, '/');
  await salma.locator('a.conv', { hasText: 'Amel Nour' }).click();
  await expect(message(salma, 'Avant de partir')).toBeVisible();
  await expect(salma.getByText('Cette personne n’est plus dans l’annuaire')).toBeVisible();
});

test('ACCOUNT-6 an administrator closes the account that was erased, once, and is told what that means', async ({ server }) => {
  await salma.goto(`${server.url}/admin`);
  const list = salma.locator('section', { has: salma.getByRole('heading', { name: '1 compte supprimé, à clore' }) });
  await list.getByRole('button', { name: 'Clore – Amel Nour' }).click();
  const sheet = salma.getByRole('dialog', { name: 'Clore le compte de Amel Nour ?' });
  await expect(sheet.getByText('Seul le serveur le dit.')).toBeVisible();
  expect(await faults(salma)).toEqual([]);
  await sheet.getByRole('button', { name: 'Clore', exact: true }).click();
  await expect(salma.getByText('Compte de Amel Nour clos.')).toBeVisible();
  await expect(list).toHaveCount(0);
  await salma.reload();
  await expect(salma.getByRole('heading', { name: '1 compte', exact: true })).toBeVisible();
  await expect(list).toHaveCount(0);
});

test('ACCOUNT-5 where no e-mail is sent, a forgotten password leads to an administrator', async () => {
  await amel.getByRole('button', { name: 'Mot de passe oublié ?' }).click();
  const sheet = amel.getByRole('dialog', { name: 'Mot de passe oublié' });
  await sheet.getByLabel('E-mail ou matricule').fill('qui@chu.tn');
  expect(await faults(amel)).toEqual([]);
  await sheet.getByRole('button', { name: 'Envoyer le lien' }).click();
  await expect(sheet.getByText('Demandez à un administrateur')).toBeVisible();
  await amel.keyboard.press('Escape');
});
