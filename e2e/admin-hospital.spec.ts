/** What belongs to the hospital as a whole: units, invitations one by one and from a file, announcements (UNIT, INVITE, ANNOUNCE). */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { newBrowser } from './support/browsers.ts';
import { approve, isInstalled, noteAndContinue, readCode, typeBack } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'admin-hospital' });
test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);

let salma: Page;
let amel: Page;
/** Invited, and approved in a test. */
let karim: Page;

const dialog = (page: Page): Locator => page.getByRole('dialog');
const tree = (page: Page): Locator => page.getByRole('tree', { name: 'Sites et services' });
const unit = (page: Page, name: string): Locator => tree(page).getByRole('treeitem', { name });

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(150_000);
  ({ salma, amel } = await enrolTwo(browser, server));
  karim = await newBrowser(browser);
});
test.afterAll(async () => {
  for (const page of [salma, amel, karim]) await page?.context().close();
});

async function addUnit(button: string, name: string, parent?: string): Promise<void> {
  await salma.getByRole('button', { name: button, exact: true }).click();
  await dialog(salma).getByLabel('Nom').fill(name);
  if (parent !== undefined) await dialog(salma).getByLabel('Fait partie de').selectOption({ label: parent });
  await dialog(salma).getByRole('button', { name: 'Ajouter', exact: true }).click();
  await expect(dialog(salma)).toBeHidden();
  await expect(unit(salma, name)).toBeVisible();
}

test('UNIT-1, UNIT-3, UNIT-4 a tree of sites and units: people belong to what they typed, a name that changes follows, what is not empty stays', async ({
  server,
}) => {
  await salma.goto(`${server.url}/admin/hospital`);
  await salma.getByRole('link', { name: /Sites et services/ }).click();
  await expect(salma.getByText('Pas encore de service')).toBeVisible();
  await addUnit('Ajouter un site', 'Site Farhat');
  await addUnit('Ajouter un service', 'Réanimation', 'Site Farhat');
  // Both of them wrote it when they asked for access.
  await expect(unit(salma, 'Réanimation')).toContainText('2 personnes');
  await unit(salma, 'Réanimation').click();
  await dialog(salma).getByLabel('Nom').fill('Réanimation médicale');
  await expect(dialog(salma).getByText('Ce que l’annuaire dit de 2 personnes change aussi.')).toBeVisible();
  await dialog(salma).getByRole('button', { name: 'Enregistrer' }).click();
  await expect(unit(salma, 'Réanimation médicale')).toBeVisible();
  await unit(salma, 'Réanimation médicale').click();
  await dialog(salma).getByRole('button', { name: 'Ajouter un service dedans' }).click();
  await dialog(salma).getByLabel('Nom').fill('Soins continus');
  await dialog(salma).getByRole('button', { name: 'Ajouter', exact: true }).click();
  await expect(unit(salma, 'Soins continus')).toBeVisible();

  await unit(salma, 'Réanimation médicale').click();
  await dialog(salma).getByRole('button', { name: 'Supprimer' }).click();
  await expect(dialog(salma).getByText('2 personnes qui y travaillent')).toBeVisible();
  await expect(dialog(salma).getByText('1 service en dessous')).toBeVisible();
  await dialog(salma).getByRole('button', { name: 'Fermer' }).last().click();
  await unit(salma, 'Soins continus').click();
  await dialog(salma).getByRole('button', { name: 'Supprimer' }).click();
  await dialog(salma).getByRole('button', { name: 'Supprimer' }).click();
  await expect(salma.getByText(/Soins continus.*supprimé/)).toBeVisible();
  await expect(dialog(salma)).toHaveCount(0);
  await expect(unit(salma, 'Soins continus')).toHaveCount(0);
  // Taken back: it stands where it stood.
  await salma.getByRole('button', { name: 'Annuler' }).click();
  await expect(unit(salma, 'Soins continus')).toHaveAttribute('aria-level', '3');
  // What looks like a page in a name is a name.
  await addUnit('Ajouter un service', '<b onclick="alert(1)">Bloc</b>');
});

test('UNIT-5 the tree is one stop of the keyboard: arrows go through it and fold it, letters find a name, Enter opens it', async () => {
  const [site, ward, care] = ['Site Farhat', 'Réanimation médicale', 'Soins continus'].map((name) => unit(salma, name));
  if (site === undefined || ward === undefined || care === undefined) throw new Error('no units');
  const press = (key: string) => salma.keyboard.press(key);
  await expect(tree(salma).locator('[tabindex="0"]')).toHaveCount(1);
  await site.focus();
  await press('ArrowDown');
  await expect(ward).toBeFocused();
  await expect(ward).toHaveAttribute('aria-expanded', 'true');
  await press('ArrowRight');
  await expect(care).toBeFocused();
  await press('ArrowLeft');
  await press('ArrowLeft');
  await expect(ward).toBeFocused();
  await expect(ward).toHaveAttribute('aria-expanded', 'false');
  await expect(care).toHaveCount(0);
  await press('ArrowRight');
  await expect(care).toBeVisible();
  await press('s');
  await expect(care).toBeFocused();
  await press('Home');
  expect(
    await tree(salma)
      .getByRole('treeitem')
      .first()
      .evaluate((one) => one === document.activeElement),
  ).toBe(true);
  await press('End');
  expect(
    await tree(salma)
      .getByRole('treeitem')
      .last()
      .evaluate((one) => one === document.activeElement),
  ).toBe(true);
  await press('r');
  await press('Enter');
  await expect(dialog(salma).getByLabel('Nom')).toHaveValue('Réanimation médicale');
  await press('Escape');
  await expect(ward).toBeFocused();
  expect(await faults(salma), 'the tree').toEqual([]);
});

test('UNIT-6 of two units that are called the same each says where it stands, and who chooses one belongs to that one', async ({
  server,
}) => {
  for (const parent of ['Site Farhat', 'Site Farhat › Réanimation médicale']) {
    await salma.getByRole('button', { name: 'Ajouter un service', exact: true }).click();
    await dialog(salma).getByLabel('Nom').fill('Consultation');
    await dialog(salma).getByLabel('Fait partie de').selectOption({ label: parent });
    await dialog(salma).getByRole('button', { name: 'Ajouter', exact: true }).click();
    await expect(dialog(salma)).toBeHidden();
  }
  const inside = unit(salma, 'Consultation').and(salma.locator('[aria-level="3"]'));
  await expect(inside).toContainText('0 personne');
  const choose = async (label: string) => {
    await amel.goto(`${server.url}/settings/profile`);
    const field = amel.getByRole('combobox', { name: 'Service' });
    await field.selectOption({ label });
    await amel.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(amel.getByText('Profil enregistré.')).toBeVisible();
    await amel.reload();
    await expect(field.locator('option:checked')).toHaveText(label);
  };
  await choose('Site Farhat › Réanimation médicale › Consultation');
  await salma.reload();
  await expect(inside).toContainText('1 personne');
  await salma.goto(`${server.url}/admin`);
  await expect(salma.locator('.accounts').getByText('Site Farhat › Réanimation médicale › Consultation')).toBeVisible();
  await choose('Réanimation médicale');
});

test('INVITE-2, INVITE-3, INVITE-4 a link begins the form, opens one account, and says at the approval who invited', async ({
  server,
}) => {
  await salma.goto(`${server.url}/admin/hospital/invitations`);
  await salma.getByRole('button', { name: 'Inviter une personne' }).click();
  await dialog(salma).getByLabel('Prénom et nom').fill('Karim Ziadi');
  await dialog(salma).getByLabel('E-mail').fill('karim.ziadi@chu.tn');
  await dialog(salma).getByLabel('Matricule').fill('M-7001');
  await dialog(salma).getByLabel('Profession').selectOption({ label: 'Médecin' });
  await dialog(salma).getByLabel('Service').fill('Réanimation médicale');
  await dialog(salma).getByRole('button', { name: 'Créer le lien' }).click();
  await expect(dialog(salma).getByRole('img', { name: 'Code QR du lien' })).toBeVisible();
  const link = (await dialog(salma).locator('code').textContent()) ?? '';
  expect(link).toMatch(/\/sign-up#invitation=/);
  expect(await faults(salma), 'the link').toEqual([]);
  await salma.keyboard.press('Escape');
  await expect(salma.getByText('Karim Ziadi')).toBeVisible();

  await karim.goto(link);
  await expect(karim.getByText('Vous êtes invité·e.')).toBeVisible();
  await expect(karim.getByLabel('Prénom et nom')).toHaveValue('Karim Ziadi');
  await expect(karim.getByLabel('Matricule')).toHaveValue('M-7001');
  await expect(karim.getByLabel('Service', { exact: true })).toHaveValue('Réanimation médicale');
  await expect(karim.getByLabel('Médecin')).toBeChecked();
  expect(karim.url()).not.toContain('invitation');
  expect(await faults(karim), 'the form').toEqual([]);
  await karim.getByLabel('Prénom et nom').fill('Karim Ziadi-Haddad');
  await karim.getByLabel('Mot de passe', { exact: true }).fill('un long mot de passe');
  await karim.getByRole('button', { name: 'Continuer' }).click();
  const recoveryCode = await readCode(karim, 'Code de secours en sept groupes');
  await noteAndContinue(karim);
  await typeBack(karim, recoveryCode, 'Envoyer ma demande');
  await expect(karim.getByRole('heading', { name: 'Demande envoyée' })).toBeVisible();

  await salma.goto(`${server.url}/admin`);
  await expect(salma.getByText('Invité·e par Salma Administratrice')).toBeVisible();
  await expect(salma.getByText('L’invitation dit autre chose : Karim Ziadi')).toBeVisible();
  await approve(salma, karim, 'Karim Ziadi-Haddad');
});

test('INVITE-3 a link that was used opens nothing more, and one of another organisation nothing at all', async ({
  browser,
  server,
}) => {
  await salma.goto(`${server.url}/admin/hospital/invitations`);
  await salma.getByRole('button', { name: 'Inviter une personne' }).click();
  await dialog(salma).getByRole('button', { name: 'Créer le lien' }).click();
  const link = (await dialog(salma).locator('code').textContent()) ?? '';
  await salma.keyboard.press('Escape');
  const stranger = await newBrowser(browser);
  // Somebody put another organisation into it.
  await stranger.goto(`${link.slice(0, -43)}${'A'.repeat(43)}`);
  await expect(stranger.getByText('Vous êtes invité·e.')).toBeVisible();
  await stranger.getByLabel('Prénom et nom').fill('Nadia Ferjani');
  await stranger.getByLabel('Matricule').fill('M-7002');
  await stranger.getByLabel('E-mail').fill('nadia@chu.tn');
  await stranger.getByLabel('Service', { exact: true }).fill('Urgences');
  await stranger.getByLabel('Mot de passe', { exact: true }).fill('un long mot de passe');
  await stranger.getByRole('button', { name: 'Continuer' }).click();
  await expect(stranger.getByText(/autre hôpital que ce serveur/)).toBeVisible();

  await salma.getByRole('button', { name: /Annuler l’invitation – Sans nom/ }).click();
  await dialog(salma).getByRole('button', { name: 'Annuler l’invitation' }).click();
  await expect(salma.getByText('Invitation annulée.')).toBeVisible();
  await stranger.goto(`${server.url}/`);
  await stranger.goto(link);
  await expect(stranger.getByText('Cette invitation n’est plus valable.')).toBeVisible();
  await expect(stranger.getByRole('button', { name: 'Continuer', exact: true })).toBeDisabled();
  await stranger.getByRole('button', { name: 'Continuer sans invitation' }).click();
  await expect(stranger.getByRole('button', { name: 'Continuer', exact: true })).toBeEnabled();
  await stranger.context().close();
});

test('INVITE-6, INVITE-7 a file with bad lines: nothing is made before she says so, bad ones stop no good ones, the links come as a file', async ({
  server,
}) => {
  await salma.goto(`${server.url}/admin/hospital/invitations/import`);
  const text = [
    'Nom et prénom;Adresse e-mail;Matricule;Profession;Service',
    'Inès Trabelsi;ines.trabelsi@chu.tn;M-8001;Infirmière;Réanimation médicale',
    'Sans adresse;;;Médecin;Bloc',
    'Mauvaise adresse;pas-une-adresse;;;',
    '=HYPERLINK("http://x");piege@chu.tn;M-8002;Médecin;"+1"',
    'Encore Inès;ines.trabelsi@chu.tn;;;',
    'Karim;karim.ziadi@chu.tn;;;',
  ].join('\r\n');
  const file = { name: 'personnel.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') };
  await salma.locator('input[type=file]').setInputFiles(file);
  await expect(salma.getByText('2 personnes peuvent être invitées.')).toBeVisible();
  await expect(salma.getByText('4 lignes sont laissées de côté')).toBeVisible();
  for (const words of ['Ni e-mail ni matricule', 'E-mail non valable', 'Déjà plus haut dans le fichier', 'A déjà un compte'])
    await expect(salma.getByText(words)).toBeVisible();
  await expect(salma.getByRole('cell', { name: 'Inès Trabelsi' })).toBeVisible();
  expect(await faults(salma), 'the report').toEqual([]);
  await salma.getByRole('button', { name: 'Créer 2 invitations' }).click();
  await expect(salma.getByRole('heading', { name: '2 invitations créées' })).toBeVisible();
  expect(await faults(salma), 'the result').toEqual([]);
  const downloading = salma.waitForEvent('download');
  await salma.getByRole('button', { name: 'Enregistrer les liens (CSV)' }).click();
  const saved = await readFile(await (await downloading).path(), 'utf8');
  expect(saved.match(/\/sign-up#invitation=/g)).toHaveLength(2);
  expect(saved).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(saved).toContain(`,'+1,`);
  await salma.getByRole('button', { name: 'Un autre fichier' }).click();
  await salma.locator('input[type=file]').setInputFiles(file);
  await expect(salma.getByText('Déjà invitée')).toHaveCount(2);
  await expect(salma.getByRole('button', { name: 'Créer 0 invitation' })).toBeDisabled();
  await salma.getByRole('button', { name: 'Un autre fichier' }).click();
  await salma.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from('a;b\n1;2') });
  await expect(salma.getByText(/La première ligne doit nommer les colonnes/)).toBeVisible();
});

test('ANNOUNCE-3, ANNOUNCE-4, ANNOUNCE-5, ANNOUNCE-6, ANNOUNCE-7, ANNOUNCE-8 an announcement reaches who is there, is acknowledged without a network, and is counted without names', async ({
  server,
}) => {
  await amel.goto(server.url);
  await isInstalled(amel);
  await salma.goto(`${server.url}/admin/hospital/announcements`);
  await salma.getByRole('button', { name: 'Écrire une annonce' }).click();
  await expect(dialog(salma).getByText('Pas chiffrée de bout en bout.')).toBeVisible();
  await dialog(salma).getByLabel('Titre').fill('Coupure d’eau demain');
  await dialog(salma).getByLabel('Texte').fill('De 6 h à 8 h.\nPrévoyez des réserves. <b>Merci</b>');
  expect(await faults(salma), 'the form').toEqual([]);
  await dialog(salma).getByRole('button', { name: 'Continuer' }).click();
  await expect(dialog(salma).getByText(/pour tout l’hôpital, pendant 7 jours/)).toBeVisible();
  await dialog(salma).getByRole('button', { name: 'Envoyer l’annonce' }).click();
  const line = salma.getByRole('article', { name: 'Coupure d’eau demain' });
  await expect(line).toBeVisible();

  const card = amel.getByRole('article', { name: 'Coupure d’eau demain' });
  await expect(card).toContainText('<b>Merci</b>');
  await expect(card).toContainText('Salma Administratrice');
  expect(await faults(amel), 'the card').toEqual([]);
  // On a desk it stands once: in *Now* while nothing is open, in the list beside what is.
  const place = (name: string) => amel.locator(name).getByRole('article', { name: 'Coupure d’eau demain' });
  await expect(place('.pane.main')).toBeVisible();
  await expect(place('.pane.list')).toHaveCount(0);
  await amel.goto(`${server.url}/new`);
  await expect(place('.pane.list')).toBeVisible();
  await amel.setViewportSize({ width: 390, height: 844 });
  await amel.goto(server.url);
  await expect(place('.pane.list')).toBeVisible();
  await expect(place('.pane.main')).toHaveCount(0);
  await amel.setViewportSize({ width: 1280, height: 800 });
  await expect(place('.pane.main')).toBeVisible();
  await amel.context().setOffline(true);
  await amel.reload();
  await card.getByRole('button', { name: 'J’ai lu' }).click();
  await expect(card).toBeHidden();
  await amel
    .getByRole('link', { name: /Alertes/ })
    .first()
    .click();
  await expect(card).toContainText('Lue');
  await amel.context().setOffline(false);
  const counted = async (words: RegExp) =>
    expect(async () => {
      await salma.reload();
      await expect(line).toContainText(words, { timeout: 2_000 });
    }).toPass();
  await counted(/lue par 1, sur 3 personnes/);

  await salma.getByRole('button', { name: 'Terminer – Coupure d’eau demain' }).click();
  await dialog(salma).getByRole('button', { name: 'Terminer' }).click();
  await expect(line.getByText(/terminée/)).toBeVisible();
  await expect(card).toHaveCount(0);
});

test('ANNOUNCE-1, ADMIN-1 whoever may not does not get there', async ({ server }) => {
  for (const page of ['units', 'invitations', 'announcements']) {
    await amel.goto(`${server.url}/admin/hospital/${page}`);
    await expect(amel.getByRole('heading', { name: 'Réservé aux administrateurs' })).toBeVisible();
  }
});

for (const language of LANGUAGES) {
  test(`no serious fault, ${language}`, async ({ server }) => {
    for (const path of ['', '/units', '/invitations', '/invitations/import', '/announcements']) {
      await openIn(salma, language, `${server.url}/admin/hospital${path}`);
      await expect(salma.getByRole('status').filter({ hasText: /Chargement|التحميل/ })).toHaveCount(0);
      expect(await faults(salma), path).toEqual([]);
    }
    await openIn(salma, language, `${server.url}/admin/hospital/units`);
    await salma.locator('.unit-tree .row').first().click();
    await expect(dialog(salma)).toBeVisible();
    expect(await faults(salma), 'a unit').toEqual([]);
    await salma.keyboard.press('Escape');
  });
}
