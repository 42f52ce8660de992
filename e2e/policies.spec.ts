/** Rules of the hospital: an administrator signs who sends urgent messages and how they ring; devices go by it, also without a network. */
import { expect, type Locator, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { attach, chips } from './support/attach.ts';
import { newBrowser } from './support/browsers.ts';
import { approve, askForAccess, createHospital, isInstalled, message, send, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { firstAdminLink } from './support/two-colleagues.ts';

test.use({ hospital: 'policies' });
test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);

let salma: Page;
let amel: Page;
let karim: Page;

const openSheet = async (page: Page): Promise<Locator> => {
  await page.getByRole('button', { name: /^Priorité/ }).click();
  return page.getByRole('dialog');
};
const urgent = (sheet: Locator): Locator => sheet.getByRole('radio', { name: /^Urgent/ });
/** Until the sheet that is opened says so: the chain reaches the device by itself. */
const mayBeUrgent = (page: Page, may: boolean): Promise<void> =>
  expect(async () => {
    const sheet = await openSheet(page);
    const isEnabled = await urgent(sheet).isEnabled();
    await page.keyboard.press('Escape');
    expect(isEnabled).toBe(may);
  }).toPass();

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(150_000);
  [salma, amel, karim] = [await newBrowser(browser), await newBrowser(browser), await newBrowser(browser)];
  await createHospital(salma, firstAdminLink(server));
  for (const [page, name, profession] of [
    [amel, 'Amel Nour', 'Infirmier·ère'],
    [karim, 'Karim Ziadi', 'Médecin'],
  ] as const) {
    await askForAccess(page, server.url, name, profession);
    await approve(salma, page, name);
  }
  await writeTo(amel, 'Salma Administratrice');
  await writeTo(karim, 'Salma Administratrice');
});
test.afterAll(async () => {
  for (const page of [salma, amel, karim]) await page?.context().close();
});

for (const language of LANGUAGES) {
  test(`no serious fault, ${language}`, async ({ server }) => {
    await openIn(salma, language, `${server.url}/policies`);
    await expect(salma.getByRole('checkbox')).toHaveCount(3);
    expect(await faults(salma), '/policies').toEqual([]);
    await salma.getByRole('checkbox').last().uncheck();
    await salma.locator('.page.narrow .btn[data-kind="primary"]').click();
    await expect(salma.getByRole('dialog')).toBeVisible();
    expect(await faults(salma), 'what changes').toEqual([]);
    await salma.keyboard.press('Escape');
  });
}

test('ORG-10 an administrator restricts urgent messages to doctors; what changes is said before it is signed', async ({
  server,
}) => {
  await openIn(salma, 'fr', `${server.url}/settings`);
  await salma.getByRole('link', { name: 'Changer les règles' }).click();
  const save = salma.getByRole('button', { name: 'Changer les règles' });
  await expect(save).toBeDisabled();
  for (const name of ['Médecin', 'Infirmier·ère', 'Administration']) await salma.getByRole('checkbox', { name }).uncheck();
  await expect(salma.getByText('Choisissez au moins une profession.')).toBeVisible();
  await expect(save).toBeDisabled();
  await salma.getByRole('checkbox', { name: 'Médecin' }).check();
  await salma.getByLabel('Sonne toutes les').selectOption('3 minutes');
  await salma.getByLabel('Pendant').selectOption('15 minutes');
  await salma.getByLabel('Un fichier, au plus').selectOption('5\u00a0Mo');
  await salma.getByRole('switch', { name: 'Cacher les adresses' }).check();
  await expect(salma.getByText('Ce serveur n’a pas de relais')).toBeVisible();
  await salma.getByRole('switch', { name: 'Cacher les adresses' }).uncheck();
  await expect(salma.getByText('Ce serveur n’a pas de relais')).toHaveCount(0);
  await expect(salma.getByText('Sonne toutes les 3 min pendant 15 min, puis SANAD dit')).toBeVisible();
  await save.click();
  const sheet = salma.getByRole('dialog');
  await expect(sheet).toContainText('Désormais : les médecins');
  await expect(sheet).toContainText('Avant : Sonne toutes les 2 min pendant 20 min');
  await expect(sheet).toContainText('Désormais : 5 Mo');
  await expect(sheet).not.toContainText('Délai habituel');
  await sheet.getByRole('button', { name: 'Signer et appliquer à tous' }).click();
  await expect(salma.getByText('Les règles sont changées pour tous.')).toBeVisible();
  await expect(save).toBeDisabled();
});

test('ORG-10 a nurse reads why she sends nothing urgent and what to do instead, also offline after a reload', async () => {
  await mayBeUrgent(amel, false);
  const isExplained = async () => {
    const sheet = await openSheet(amel);
    await expect(sheet.getByRole('radiogroup')).toHaveAccessibleDescription(/les médecins.*Choisissez.*Important/);
    await expect(urgent(sheet)).toBeDisabled();
    await amel.keyboard.press('ArrowDown');
    await expect(sheet.getByRole('radio', { name: /^Important/ })).toBeFocused();
    await amel.keyboard.press('ArrowDown');
    await expect(sheet.getByRole('radio', { name: /^Normal/ })).toBeFocused();
    return sheet;
  };
  await isExplained();
  expect(await faults(amel), 'priority').toEqual([]);
  await amel.keyboard.press('Escape');
  await isInstalled(amel);
  await amel.context().setOffline(true);
  await amel.reload();
  await expect(amel.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await isExplained();
  await amel.keyboard.press('Escape');
  await amel.context().setOffline(false);
  await send(amel, 'Lit 4 : bilan à relire', 'Important');
  await amel.goto(new URL('/policies', amel.url()).href);
  await expect(amel.getByText('Les règles sont fixées par les administrateurs.')).toBeVisible();
});

test('ORG-10, FILE-4 what is larger than the rules allow is refused before it is sealed, in words', async () => {
  await writeTo(amel, 'Salma Administratrice');
  await attach(amel, 'Document', [
    { name: 'scanner.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(5_000_001) },
  ]);
  await expect(amel.getByText('« scanner.bin » est trop lourd : 5 Mo au plus.')).toBeVisible();
  await expect(chips(amel)).toHaveCount(0);
});

test('ORG-10 a doctor sends it, and it rings as the rules say', async () => {
  await mayBeUrgent(karim, true);
  await karim.getByRole('textbox', { name: 'Message' }).fill('Lit 12 : venez');
  const sheet = await openSheet(karim);
  await sheet.getByText('Urgent', { exact: true }).click();
  await expect(sheet).toContainText('Sonne toutes les 3 min pendant 15 min');
  await sheet.getByRole('button', { name: 'Écrire le message' }).click();
  await karim.getByRole('button', { name: 'Envoyer en urgent' }).click();
  await expect(message(karim, 'Lit 12')).toContainText('toutes les 3 min');
});

test('ORG-10 rules are changed online alone; set back, the nurse may again', async () => {
  await salma.context().setOffline(true);
  await expect(salma.getByText('Il faut le réseau')).toBeVisible();
  await expect(salma.getByText('Sonne toutes les 3 min pendant 15 min')).toBeVisible();
  await salma.context().setOffline(false);
  for (const name of ['Infirmier·ère', 'Administration']) await salma.getByRole('checkbox', { name }).check();
  await salma.getByRole('button', { name: 'Changer les règles' }).click();
  await salma.getByRole('button', { name: 'Signer et appliquer à tous' }).click();
  await expect(salma.getByText('Les règles sont changées pour tous.')).toBeVisible();
  await writeTo(amel, 'Salma Administratrice');
  await mayBeUrgent(amel, true);
});
