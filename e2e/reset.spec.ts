/** Somebody without device and code: asked for, confirmed by an administrator, and given back by a colleague (RESET-1 … RESET-8). */
import { expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn, tabTo } from './support/accessible.ts';
import { newBrowser, newPhone } from './support/browsers.ts';
import {
  approve,
  askForAccess,
  type Enrolled,
  message,
  noteAndContinue,
  readCode,
  send,
  signIn,
  typeBack,
  writeTo,
} from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'reset' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let youssef: Page;
/** Amel's lost device, and the one that she has now. */
let amel: Page;
let phone: Page;
let account: Enrolled;
let newCode: readonly string[];
let conversation: string;

const openApprovals = async (): Promise<void> => {
  await salma.goto(new URL('/admin', salma.url()).href);
  await expect(salma.getByRole('heading', { level: 1, name: 'Administration' })).toBeVisible();
};

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(150_000);
  ({ salma, amel, amelAccount: account } = await enrolTwo(browser, server));
  youssef = await newBrowser(browser);
  await askForAccess(youssef, server.url, 'Youssef Ben Ali');
  await approve(salma, youssef, 'Youssef Ben Ali');
  await writeTo(amel, 'Youssef Ben Ali');
  await send(amel, 'Avant la perte');
  await writeTo(youssef, 'Amel Nour');
  await expect(message(youssef, 'Avant la perte')).toBeVisible();
  conversation = youssef.url();
});
test.afterAll(async () => {
  for (const page of [salma, youssef, amel, phone]) await page?.context().close();
});

test('RESET-1 neither device nor code: what it means is said first; a new code; the request', async ({ browser, server }) => {
  test.setTimeout(90_000);
  phone = await newPhone(browser);
  await signIn(phone, server.url, account);
  await tabTo(phone, phone.getByRole('button', { name: 'Je n’ai ni appareil ni code' }));
  await phone.keyboard.press('Enter');
  await expect(phone.getByRole('heading', { level: 1, name: 'Sans appareil ni code' })).toBeFocused();
  await expect(phone.getByText('Réglages, brouillons, favoris et phrases personnelles.')).toBeVisible();
  expect(await faults(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Retour' }).click();
  await phone.getByRole('button', { name: 'Je n’ai ni appareil ni code' }).click();
  await phone.getByRole('button', { name: 'Continuer sans eux' }).click();
  newCode = await readCode(phone, 'Code de secours en sept groupes');
  expect(newCode.join('')).not.toBe(account.recoveryCode.join(''));
  await noteAndContinue(phone);
  await typeBack(phone, newCode, 'Envoyer ma demande');
  await expect(phone.getByRole('heading', { name: 'Confirmation demandée' })).toBeVisible();
  // The page may be closed: what was made is kept.
  await phone.reload();
  await expect(phone.getByRole('heading', { name: 'Confirmation demandée' })).toBeVisible();
  for (const language of LANGUAGES) {
    await openIn(phone, language, server.url);
    expect(await faults(phone)).toEqual([]);
  }
  await openIn(phone, 'fr', server.url);
});

test('RESET-2 an administrator compares the code, reads what it means, and confirms', async () => {
  const shown = ((await phone.locator('.comparison').textContent()) ?? '').replace(/[^0-9A-Z]/g, '').slice(-12);
  await openApprovals();
  await expect(salma.getByRole('heading', { name: '1 nouvelle identité demandée' })).toBeVisible();
  await salma.getByRole('button', { name: 'Confirmer – Amel Nour' }).click();
  const sheet = salma.getByRole('dialog');
  await expect(sheet).toContainText('1 conversation revient quand un collègue confirme.');
  await expect(sheet).toContainText('1 appareil est coupé et s’efface.');
  const seen = ((await sheet.locator('.comparison-code').textContent()) ?? '').replace(/\s/g, '');
  expect(seen).toBe(shown);
  expect(await faults(salma)).toEqual([]);
  await sheet.getByRole('button', { name: 'Le code est le même, confirmer' }).click();
  await expect(salma.getByText('Confirmé. Amel Nour retrouve son accès sur son navigateur.')).toBeVisible();
  // RESET-3: her browser takes it by itself.
  await expect(phone.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible();
});

test('RESET-4 the lost device is cut off, empties itself, and says why', async () => {
  await expect(amel.getByRole('heading', { name: 'Cet appareil ne fait plus partie de votre compte' })).toBeVisible();
  await expect(amel.getByText('Un administrateur vous a donné une nouvelle identité')).toBeVisible();
  expect(await faults(amel)).toEqual([]);
});

test('RESET-7 what nobody confirmed yet is listed and says so, without an error', async () => {
  const link = phone.getByRole('link', { name: /Youssef/ }).first();
  await expect(link).toContainText('De retour après confirmation');
  await link.click();
  await expect(
    phone.getByText('Les messages reviendront quand un·e membre de la conversation aura confirmé votre nouvelle identité.'),
  ).toBeVisible();
  await expect(phone.getByText('Cette conversation est arrêtée')).toHaveCount(0);
  await expect(message(phone, 'Avant la perte')).toHaveCount(0);
  expect(await faults(phone)).toEqual([]);
});

test('RESET-6, RESET-8 a colleague goes on writing, confirms with one press, and the history is back', async () => {
  await youssef.goto(conversation);
  await expect(youssef.getByText('Amel Nour a une nouvelle identité, remise par un administrateur.')).toBeVisible();
  await send(youssef, 'Pendant ce temps');
  await expect(message(phone, 'Pendant ce temps')).toHaveCount(0);
  await youssef.getByRole('button', { name: /^C’est bien cette personne/ }).click();
  await expect(message(phone, 'Avant la perte')).toBeVisible();
  await expect(message(phone, 'Pendant ce temps')).toBeVisible();
  await expect(phone.getByText('Votre identité est nouvelle.')).toHaveCount(0);
  await send(phone, 'Me revoici');
  await expect(message(youssef, 'Me revoici')).toBeVisible();
});

test('the new code opens the account, the old one does not', async ({ server }) => {
  await amel.getByRole('button', { name: 'Se connecter à nouveau' }).click();
  await expect(amel.getByLabel('E-mail ou matricule')).toBeVisible();
  await signIn(amel, server.url, account);
  await amel.getByRole('button', { name: 'Avec le code de secours' }).click();
  await amel.getByLabel('Code de secours').fill(account.recoveryCode.join(''));
  await amel.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  await expect(amel.getByRole('alert')).toBeVisible();
  await amel.getByLabel('Code de secours').fill(newCode.join(''));
  await amel.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  await amel
    .getByRole('link', { name: /Youssef/ })
    .first()
    .click();
  await expect(message(amel, 'Me revoici')).toBeVisible();
});
