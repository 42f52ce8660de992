/** An urgent message from its plan to its end: asked, answered, taken back, passed on, withdrawn, told on the ladder. */
import { expect, type Page } from '@playwright/test';
import { faults } from './support/accessible.ts';
import { newBrowser, newPhone } from './support/browsers.ts';
import { approve, askForAccess, createHospital, lane, makeGroup, message, send, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { firstAdminLink } from './support/two-colleagues.ts';

test.use({ hospital: 'urgent' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let karim: Page;
let groupUrl: string;

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  [salma, amel, karim] = [await newBrowser(browser), await newBrowser(browser), await newPhone(browser)];
  await createHospital(salma, firstAdminLink(server));
  for (const [page, name, profession] of [
    [amel, 'Amel Nour', 'Infirmier·ère'],
    [karim, 'Karim Ziadi', 'Médecin'],
  ] as const) {
    await askForAccess(page, server.url, name, profession);
    await approve(salma, page, name);
  }
  await salma.goto(server.url);
  await makeGroup(amel, ['Karim Ziadi', 'Salma'], 'Garde du soir');
  groupUrl = amel.url();
});
test.afterAll(async () => {
  for (const page of [salma, amel, karim]) await page?.context().close();
});

test('URGENT-1, URGENT-8 the plan says whom it asks; it stands on top until somebody takes it, and all see who', async ({
  server,
}) => {
  await amel.getByRole('textbox', { name: 'Message' }).fill('Lit 12 : hypotension réfractaire');
  await amel.getByRole('button', { name: /^Priorité/ }).click();
  const dialog = amel.getByRole('dialog');
  await dialog.getByText('Urgent', { exact: true }).click();
  await expect(dialog).toContainText('Sonne toutes les 2 min pendant 20 min');
  expect(await faults(amel), 'plan').toEqual([]);
  await dialog.getByRole('button', { name: 'Écrire le message' }).click();
  await expect(amel.getByText('2 personnes, réponse demandée')).toBeVisible();
  await amel.getByRole('button', { name: 'Envoyer en urgent' }).click();
  await karim.goto(server.url);
  await expect(lane(karim)).toContainText('hypotension réfractaire');
  expect(await faults(karim), 'lane').toEqual([]);
  await expect(message(amel, 'hypotension')).toContainText('Relance');
  await lane(karim).getByRole('button', { name: 'Je m’en charge' }).click();
  await expect(message(amel, 'hypotension')).toContainText(/Pris en charge par .*Karim Ziadi/);
  await expect(lane(karim)).toContainText('Vous vous en chargez');
  await expect(lane(salma)).toContainText(/Pris en charge par .*Karim Ziadi/);
});

test('URGENT-3 an answer is undone at once, and taken back from the message', async () => {
  await karim.getByRole('button', { name: 'Annuler' }).click();
  await expect(message(amel, 'hypotension')).toContainText('Relance');
  await expect(lane(karim).getByRole('button', { name: 'Je m’en charge' })).toBeVisible();
  await lane(karim).getByRole('button', { name: 'Rappelez-moi' }).click();
  await expect(message(amel, 'hypotension')).toContainText(/Karim Ziadi attend un appel/);
  await lane(karim).getByRole('link').first().click();
  await message(karim, 'hypotension').getByRole('button', { name: 'Retirer ma réponse' }).click();
  await expect(message(amel, 'hypotension')).toContainText('Relance');
});

test('URGENT-5, URGENT-7 who cannot passes it on; the ladder says how far it is with each', async () => {
  await message(karim, 'hypotension').getByRole('button', { name: 'Vu, je ne peux pas' }).click();
  await karim.getByRole('dialog').getByRole('button', { name: /Salma/ }).click();
  await message(amel, 'hypotension').getByRole('button', { name: 'Qui ?' }).click();
  const ladder = amel.getByRole('dialog');
  await expect(ladder).toContainText(/ne peut pas, transmis à Salma/);
  await expect(ladder).toContainText(/a sonné \d+ fois/);
  expect(await faults(amel), 'ladder').toEqual([]);
  await ladder.getByRole('button', { name: 'Fermer' }).click();
  await lane(salma).getByRole('button', { name: 'Je m’en charge' }).click();
  await expect(message(amel, 'hypotension')).toContainText(/Pris en charge par Salma/);
});

test('URGENT-8 elsewhere in the app it arrives over what is on screen, and is answered there; withdrawn it is owed no more', async ({
  server,
}) => {
  await karim.goto(`${server.url}/directory`);
  await writeTo(amel, 'Karim Ziadi');
  await send(amel, 'Box 3 : arrivée dans 6 min', 'Urgent');
  const banner = karim.getByRole('alert').filter({ hasText: 'Box 3' });
  await expect(banner).toContainText('Amel Nour');
  await message(amel, 'Box 3')
    .getByRole('button', { name: /^Actions/ })
    .click();
  await amel.getByRole('menuitem', { name: 'Ce n’est plus urgent' }).click();
  await expect(banner).toHaveCount(0);
  await expect(message(amel, 'Box 3')).toContainText('Vous l’avez retiré');
  await amel.goto(groupUrl);
});
