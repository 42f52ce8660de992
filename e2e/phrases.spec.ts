/** What is written again and again: phrases of one's own and of a unit, and handovers in the fields of a method. */
import { expect, type Locator, type Page } from '@playwright/test';
import { isInstalled, message, thread, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'phrases' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
const entry = (page: Page): Locator => page.getByRole('textbox', { name: 'Message', exact: true });
const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name });
const strip = (page: Page, text: string): Locator => page.locator('.composer .strip', { hasText: text });

async function add(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Ajouter au message' }).click();
  await dialog(page, 'Ajouter').getByRole('button', { name: what }).click();
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel } = await enrolTwo(browser, server));
  await writeTo(amel, 'Salma Administratrice');
  await writeTo(salma, 'Amel Nour');
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

test('own phrases are written in the settings, changed, deleted and brought back', async () => {
  const conversation = amel.url();
  await amel.goto(new URL('/settings', conversation).href);
  await amel.getByRole('link', { name: 'Mes phrases' }).click();
  await expect(amel.getByText('Aucune phrase enregistrée')).toBeVisible();
  for (const text of ['Je rappelle dans dix minutes.', 'Bilan parti au laboratoire.']) {
    await amel.getByRole('button', { name: 'Ajouter une phrase' }).click();
    await expect(amel.getByLabel('Texte de la phrase')).toBeFocused();
    await amel.keyboard.type(text);
    await amel.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(amel.getByRole('listitem').filter({ hasText: text })).toBeVisible();
  }
  await amel.getByRole('button', { name: /^Modifier : Bilan/ }).click();
  await amel.getByLabel('Texte de la phrase').fill('Bilan parti au labo.');
  await amel.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(amel.getByRole('listitem').filter({ hasText: 'Bilan parti au labo.' })).toBeVisible();
  await amel.getByRole('button', { name: /^Supprimer : Je rappelle/ }).click();
  await expect(amel.getByRole('listitem').filter({ hasText: 'Je rappelle' })).toHaveCount(0);
  await amel.getByRole('button', { name: 'Annuler' }).click();
  await expect(amel.getByRole('listitem').filter({ hasText: 'Je rappelle' })).toBeVisible();
  await amel.goto(conversation);
});

test('by keyboard: a slash in an empty message, words that filter, Enter that inserts and never sends', async () => {
  await entry(amel).pressSequentially('/');
  await expect(amel.getByRole('option')).toHaveCount(2);
  await amel.keyboard.press('ArrowDown');
  await expect(amel.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await amel.keyboard.press('Escape');
  await expect(amel.getByRole('option')).toHaveCount(0);
  await entry(amel).fill('');
  await entry(amel).pressSequentially('/rap');
  await expect(amel.getByRole('option')).toHaveText('Je rappelle dans dix minutes.');
  await amel.keyboard.press('Enter');
  await expect(entry(amel)).toHaveValue('Je rappelle dans dix minutes.');
  await expect(message(amel, 'Je rappelle')).toHaveCount(0);
  await amel.keyboard.press('Enter');
  await expect(message(salma, 'Je rappelle dans dix minutes.')).toBeVisible();
  // What was chosen most stands first.
  await entry(amel).pressSequentially('/');
  await expect(amel.getByRole('option').first()).toHaveText('Je rappelle dans dix minutes.');
  await entry(amel).fill('');
});

test('DOC-14 the phrases of a unit are written by its administrator and found by a member in every conversation', async () => {
  const conversation = salma.url();
  await salma.goto(new URL('/groups/new', conversation).href);
  await salma.getByRole('checkbox', { name: /Amel/ }).check();
  await salma.getByRole('button', { name: /^Continuer avec/ }).click();
  await salma.getByRole('radio', { name: /^Service/ }).check({ force: true });
  await salma.getByLabel('Nom du groupe').fill('Réanimation');
  await salma.getByRole('button', { name: 'Créer le groupe' }).click();
  await expect(salma).toHaveURL(/\/c\//);
  await salma.goto(salma.url().replace('/c/', '/groups/'));
  await salma.getByRole('button', { name: /Phrases du service/ }).click();
  const sheet = dialog(salma, 'Phrases du service');
  await sheet.getByRole('button', { name: 'Ajouter une phrase' }).click();
  await sheet.getByLabel('Texte de la phrase').fill('Poste 4521 pour demander un lit.');
  await sheet.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(sheet.getByRole('listitem')).toContainText('Poste 4521');
  await salma.keyboard.press('Escape');
  await salma.goto(conversation);

  await add(amel, 'Phrases');
  const all = dialog(amel, 'Phrases');
  await expect(all.getByRole('button', { name: /Poste 4521/ })).toContainText('Réanimation');
  await all.getByRole('searchbox').fill('4521');
  await all.getByRole('button', { name: /Poste 4521/ }).click();
  await expect(entry(amel)).toHaveValue('Poste 4521 pour demander un lit.');
  await expect(entry(amel)).toBeFocused();
  await entry(amel).fill('');
});

test('DOC-11 a handover is kept while it is written, goes out without a network, and is read field by field', async () => {
  await isInstalled(amel);
  await add(amel, 'Transmission SAED');
  const sheet = dialog(amel, 'Transmission SAED');
  await expect(sheet.getByLabel('Situation')).toBeFocused();
  await amel.keyboard.type('Box 3 : désaturation à 84 %');
  await amel.keyboard.press('Escape');
  await expect(strip(amel, 'Transmission SAED commencée')).toBeVisible();
  await amel.context().setOffline(true);
  await amel.reload();
  await strip(amel, 'Transmission SAED commencée').getByRole('button', { name: 'Reprendre' }).click();
  await expect(sheet.getByLabel('Situation')).toHaveValue('Box 3 : désaturation à 84 %');
  await sheet.getByLabel('Demande').fill('Venir au lit avant 10 min');
  await sheet.getByRole('button', { name: 'Important' }).click();
  await expect(sheet).toContainText('Vos messages partiront seuls');
  await sheet.getByRole('button', { name: 'Aperçu' }).click();
  await expect(sheet.getByRole('term')).toHaveText(['Situation', 'Demande']);
  await sheet.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(sheet).toHaveCount(0);
  await expect(strip(amel, 'commencée')).toHaveCount(0);
  const own = thread(amel).locator('article', { hasText: 'désaturation' });
  await expect(own.getByRole('term')).toHaveText(['Situation', 'Demande']);

  // While it waits it is changed in its form, and nobody learns of it.
  await own.getByRole('button', { name: 'Modifier' }).click();
  const edit = dialog(amel, 'Modifier la transmission');
  await expect(edit.getByLabel('Demande')).toHaveValue('Venir au lit avant 10 min');
  await edit.getByLabel('Antécédents').fill('BPCO');
  await edit.getByRole('button', { name: 'Enregistrer la modification' }).click();
  await expect(own.getByRole('term')).toHaveText(['Situation', 'Antécédents', 'Demande']);
  await amel.context().setOffline(false);

  const received = thread(salma).locator('article', { hasText: 'désaturation' });
  await expect(received.getByRole('term')).toHaveText(['Situation', 'Antécédents', 'Demande']);
  await expect(received.getByRole('definition').last()).toHaveText('Venir au lit avant 10 min');
  await expect(received).toContainText('Important');
  await expect(received).not.toContainText('modifié');
});

test('DOC-11 a handover that was sent is changed in its form, with its history, and found by its words', async () => {
  const own = thread(amel).locator('article', { hasText: 'désaturation' });
  await own.getByRole('button', { name: /^Actions/ }).click();
  await amel.getByRole('menuitem', { name: 'Modifier' }).click();
  const edit = dialog(amel, 'Modifier la transmission');
  await edit.getByLabel('Évaluation').fill('Œdème aigu probable');
  await edit.getByRole('button', { name: 'Enregistrer la modification' }).click();
  const received = thread(salma).locator('article', { hasText: 'désaturation' });
  await expect(received.getByRole('term')).toHaveText(['Situation', 'Antécédents', 'Évaluation', 'Demande']);
  await expect(received).toContainText('modifié');

  const conversation = salma.url();
  await salma.goto(new URL('/search', conversation).href);
  await salma.getByRole('searchbox', { name: 'Chercher dans les messages' }).fill('oedeme');
  await expect(salma.locator('.pane.main').getByRole('link', { name: /Œdème aigu probable/ })).toBeVisible();
  await salma.getByRole('searchbox', { name: 'Chercher dans les messages' }).fill('antécédents');
  await expect(salma.locator('.pane.main').getByRole('link', { name: /Œdème/ })).toHaveCount(0);
  await salma.goto(conversation);
});

test('the receiver of an I-PASS writes the synthesis, as an answer', async () => {
  await add(amel, 'Transmission I-PASS');
  const sheet = dialog(amel, 'Transmission I-PASS');
  await expect(sheet.getByRole('textbox')).toHaveCount(4);
  await sheet.getByLabel('Gravité').fill('À surveiller');
  await sheet.getByLabel('Liste d’actions').fill('Ionogramme à 20 h');
  await sheet.getByRole('button', { name: 'Envoyer', exact: true }).click();
  const received = thread(salma).locator('article', { hasText: 'Ionogramme' });
  await received.getByRole('button', { name: 'Faire la synthèse' }).click();
  const answer = dialog(salma, 'Synthèse par le receveur');
  await expect(answer).toContainText('Ionogramme à 20 h');
  await answer.getByLabel('Synthèse par le receveur').fill('Compris : je contrôle à 20 h');
  await answer.getByRole('button', { name: 'Envoyer', exact: true }).click();
  const back = thread(amel).locator('article', { hasText: 'Compris' });
  await expect(back.getByRole('term')).toHaveText('Synthèse par le receveur');
  await expect(back.getByRole('button', { name: /À surveiller/ })).toBeVisible();
  await expect(back.getByRole('button', { name: 'Faire la synthèse' })).toHaveCount(0);
});
