/** A person with several devices: linked by a code that is typed or seen by a camera, announced, named, revoked and emptied. */
import { expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn, tabTo } from './support/accessible.ts';
import { newPhone } from './support/browsers.ts';
import { cameraStates, codeOn, showToCamera } from './support/camera.ts';
import { type Enrolled, isInstalled, message, send, signIn, thread, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'devices' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
/** Amel's first device, and those that come later. */
let amel: Page;
let phone: Page;
let tablet: Page;
let account: Enrolled;

/** The code and the number that a new device shows. */
async function shownBy(page: Page): Promise<{ readonly code: string; readonly digits: string }> {
  const groups = page.getByRole('list', { name: 'Code de cet appareil en onze groupes' }).getByRole('listitem');
  await expect(groups).toHaveCount(11);
  const code = (await groups.allInnerTexts()).map((text) => text.trim().slice(-5)).join('');
  return { code, digits: await digitsOn(page) };
}
const digitsOn = async (page: Page): Promise<string> => (await page.locator('.link-digits b').textContent()) ?? '';

const openDevices = async (page: Page): Promise<void> => {
  await page.goto(new URL('/settings/devices', page.url()).href);
  await expect(page.getByRole('heading', { level: 1, name: 'Appareils' })).toBeVisible();
};
const openAdd = async (page: Page): Promise<void> => {
  await openDevices(page);
  await page.getByRole('link', { name: 'Ajouter un appareil' }).click();
  await expect(page.getByLabel('Code du nouvel appareil')).toBeVisible();
};
const deviceRow = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Ce qui peut lire vos messages' }).getByRole('listitem').filter({ hasText: name });

async function linkTyped(from: Page, next: Page): Promise<void> {
  await next.getByRole('button', { name: 'Avec un autre appareil à moi' }).click();
  const { code, digits } = await shownBy(next);
  await openAdd(from);
  await from.getByLabel('Code du nouvel appareil').fill(code);
  await from.getByRole('button', { name: 'Vérifier ce code' }).click();
  await expect(from.getByRole('heading', { name: 'Voyez-vous le même nombre sur l’autre écran ?' })).toBeVisible();
  expect(await digitsOn(from)).toBe(digits);
  await from.getByRole('button', { name: 'Oui, ajouter' }).click();
  await expect(next.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible();
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel, amelAccount: account } = await enrolTwo(browser, server));
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Écrit avant le second appareil');
});
test.afterAll(async () => {
  for (const page of [salma, amel, phone, tablet]) await page?.context().close();
});

test('a code that is mistyped, refused or of somebody else adds nothing, and says why', async ({ browser, server }) => {
  phone = await newPhone(browser);
  await signIn(phone, server.url, account);
  await phone.getByRole('button', { name: 'Avec un autre appareil à moi' }).click();
  const { code } = await shownBy(phone);
  await openAdd(amel);
  const field = amel.getByLabel('Code du nouvel appareil');
  const check = amel.getByRole('button', { name: 'Vérifier ce code' });
  await field.fill(code.slice(0, 53));
  await check.click();
  await expect(amel.getByText('Il manque 2 caractères.')).toBeVisible();
  await field.fill(`${code.slice(0, 7)}U${code.slice(8)}`);
  await check.click();
  await expect(amel.getByText('Le groupe 2 contient la lettre U')).toBeVisible();
  await field.fill(`${code.slice(0, -1)}${code.endsWith('0') ? '8' : '0'}`);
  await check.click();
  await expect(amel.getByRole('alert')).toContainText('faute de frappe');
  await field.fill(code.toLowerCase());
  await expect(field).toHaveValue(/^([0-9A-Z]{5} ){10}[0-9A-Z]{5}$/);
  await check.click();
  await amel.getByRole('button', { name: 'Non', exact: true }).click();
  await expect(amel.getByRole('heading', { name: 'N’ajoutez pas cet appareil' })).toBeVisible();
  // Somebody else who saw the screen has no use of it.
  await openAdd(salma);
  await salma.getByLabel('Code du nouvel appareil').fill(code);
  await salma.getByRole('button', { name: 'Vérifier ce code' }).click();
  await expect(salma.getByRole('alert')).toContainText('expiré');
  await expect(phone.getByText('En attente de votre autre appareil')).toBeVisible();
});

test('LINK-1 … LINK-4 a second device from the first: the code typed, the same number on both, the history there', async () => {
  await phone.getByRole('button', { name: 'Choisir une autre façon' }).click();
  await linkTyped(amel, phone);
  await expect(amel.getByText(/lit maintenant vos messages/)).toBeVisible();
  await phone.getByRole('link', { name: /Salma/ }).first().click();
  await expect(message(phone, 'Écrit avant le second appareil')).toBeVisible();
  await send(phone, 'Du second appareil');
  await writeTo(salma, 'Amel Nour');
  await expect(message(salma, 'Du second appareil')).toBeVisible();
});

test('CHAIN-9 the new device is announced until its owner says that it is hers, and gets a name', async () => {
  await amel.goto(new URL('/', amel.url()).href);
  const notice = amel.getByText(/Un nouvel appareil lit vos messages/);
  await expect(notice).toBeVisible();
  await expect(phone.getByText(/Un nouvel appareil lit vos messages/)).toHaveCount(0);
  await openDevices(amel);
  await expect(deviceRow(amel, 'Nouveau')).toHaveCount(1);
  await deviceRow(amel, 'Nouveau')
    .getByRole('button', { name: /^Renommer/ })
    .click();
  await amel.getByLabel('Nom de l’appareil').fill('Téléphone d’Amel');
  await amel.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(deviceRow(amel, 'Téléphone d’Amel')).toContainText('Nouveau');
  await amel.getByRole('button', { name: 'C’est moi' }).click();
  await expect(notice).toHaveCount(0);
  await expect(deviceRow(amel, 'Téléphone d’Amel')).not.toContainText('Nouveau');
  await openDevices(phone);
  await expect(deviceRow(phone, 'Téléphone d’Amel')).toContainText('Cet appareil');
});

test('a third device by the camera, which is closed again', async ({ browser, server }) => {
  tablet = await newPhone(browser);
  await signIn(tablet, server.url, account);
  await tablet.getByRole('button', { name: 'Avec un autre appareil à moi' }).click();
  await openAdd(amel);
  await showToCamera(amel, await codeOn(tablet));
  await amel.getByRole('button', { name: 'Scanner le code' }).click();
  await expect(amel.getByRole('heading', { name: 'Voyez-vous le même nombre sur l’autre écran ?' })).toBeVisible();
  expect(await digitsOn(amel)).toBe(await digitsOn(tablet));
  expect(await cameraStates(amel)).toEqual(['ended']);
  await amel.getByRole('button', { name: 'Oui, ajouter' }).click();
  await expect(tablet.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible();
});

test('a camera that is refused is explained, and typing stays', async () => {
  await openAdd(amel);
  await amel.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await amel.getByRole('button', { name: 'Scanner le code' }).click();
  await expect(amel.getByRole('alert')).toContainText('La caméra est refusée');
  await expect(amel.getByRole('button', { name: 'Scanner le code' })).toBeFocused();
  await expect(amel.getByLabel('Code du nouvel appareil')).toBeEditable();
});

test('SYNC-4 without a network the page says soon that removing needs it', async () => {
  await amel.getByRole('link', { name: 'Retour' }).click(); // not a new page: its engine is connected
  await expect(deviceRow(amel, 'Téléphone d’Amel')).toContainText('Vu');
  await amel.context().setOffline(true);
  // Sooner than any heartbeat: the page hears of it, and tells the engine's worker, which does not.
  await expect(amel.getByText('Ajouter ou retirer un appareil demande le réseau.')).toBeVisible({ timeout: 10_000 });
  await deviceRow(amel, 'Téléphone d’Amel')
    .getByRole('button', { name: /^Retirer/ })
    .click();
  await expect(amel.getByRole('dialog').getByRole('button', { name: 'Retirer l’appareil' })).toBeDisabled();
  await amel.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
  await amel.context().setOffline(false);
  await expect(amel.getByText('Ajouter ou retirer un appareil demande le réseau.')).toHaveCount(0);
});

/** How many entries there are in each database of the app, but for the one that holds the local key. */
const kept = (page: Page): Promise<Readonly<Record<string, number>>> =>
  page.evaluate(async () => {
    const counts: Record<string, number> = {};
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined || name === 'sanad-keys') continue;
      const db = await answer(indexedDB.open(name));
      counts[name] = 0;
      for (const store of db.objectStoreNames) counts[name] += await answer(db.transaction(store).objectStore(store).count());
      db.close();
    }
    return counts;
  });

test('CHAIN-10 a device that another one revokes says so and holds no messages any more', async () => {
  await isInstalled(phone);
  const before = await kept(phone);
  expect(before['sanad-documents']).toBeGreaterThan(0);
  expect(before['sanad-rows']).toBeGreaterThan(10);
  await openDevices(amel);
  await deviceRow(amel, 'Téléphone d’Amel')
    .getByRole('button', { name: /^Retirer/ })
    .click();
  const sheet = amel.getByRole('dialog');
  await expect(sheet).toContainText('Ce qui y a déjà été lu ou photographié reste connu.');
  await sheet.getByRole('button', { name: 'Retirer l’appareil' }).click();
  await expect(amel.getByText('Appareil retiré. Vos clés sont renouvelées.')).toBeVisible();
  await expect(deviceRow(amel, 'Téléphone d’Amel')).toHaveCount(0);
  await expect(phone.getByRole('heading', { name: 'Cet appareil a été retiré' })).toBeVisible();
  await expect(phone.getByText('Rien n’est effacé')).toHaveCount(0);
  // One row: why, and whose it was; and the language of this browser.
  expect(await kept(phone)).toEqual({ 'sanad-documents': 0, 'sanad-rows': 1, 'sanad-notes': 1 });
  await phone.reload();
  await expect(phone.getByRole('heading', { name: 'Cet appareil a été retiré' })).toBeVisible();
  // The others go on, under new keys.
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Après le retrait');
  await expect(message(salma, 'Après le retrait')).toBeVisible();
});

test('"it is not mine" leads to the end of the device', async () => {
  await amel.goto(new URL('/', amel.url()).href);
  await amel.getByRole('button', { name: 'Ce n’est pas moi' }).click();
  const sheet = amel.getByRole('dialog');
  await expect(sheet).toContainText('Prévenez aussi l’administration');
  await sheet.getByRole('button', { name: 'Retirer l’appareil' }).click();
  await expect(tablet.getByRole('heading', { name: 'Cet appareil a été retiré' })).toBeVisible();
  await expect(amel.getByText(/Un nouvel appareil lit vos messages/)).toHaveCount(0);
});

test('a device that was removed comes back with the recovery code', async ({ server }) => {
  await phone.getByRole('button', { name: 'Se connecter à nouveau' }).click();
  await expect(phone.getByLabel('E-mail ou matricule')).toBeVisible();
  await signIn(phone, server.url, account);
  await phone.getByRole('button', { name: 'Avec le code de secours' }).click();
  await phone.getByLabel('Code de secours').fill(account.recoveryCode.join(''));
  await phone.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  await phone.getByRole('link', { name: /Salma/ }).first().click();
  await expect(message(phone, 'Après le retrait')).toBeVisible();
  await thread(phone).evaluate((log) => log.scrollTo(0, 0));
  await expect(message(phone, 'Écrit avant le second appareil')).toBeVisible();
});

test('keyboard alone: a device is added, and removed again', async ({ server }) => {
  await tablet.getByRole('button', { name: 'Se connecter à nouveau' }).press('Enter');
  await expect(tablet.getByLabel('E-mail ou matricule')).toBeVisible();
  await signIn(tablet, server.url, account);
  await tabTo(tablet, tablet.getByRole('button', { name: 'Avec un autre appareil à moi' }));
  await tablet.keyboard.press('Enter');
  const { code } = await shownBy(tablet);
  await amel.goto(new URL('/settings', amel.url()).href);
  await tabTo(amel, amel.getByRole('link', { name: /^Appareils/ }));
  await amel.keyboard.press('Enter');
  await tabTo(amel, amel.getByRole('link', { name: 'Ajouter un appareil' }));
  await amel.keyboard.press('Enter');
  await tabTo(amel, amel.getByLabel('Code du nouvel appareil'));
  await amel.keyboard.type(code);
  await amel.keyboard.press('Enter');
  await expect(amel.getByRole('heading', { name: 'Voyez-vous le même nombre sur l’autre écran ?' })).toBeFocused();
  await tabTo(amel, amel.getByRole('button', { name: 'Oui, ajouter' }));
  await amel.keyboard.press('Enter');
  await expect(amel.getByText(/lit maintenant vos messages/)).toBeVisible();
  await tabTo(amel, amel.getByRole('link', { name: 'Voir mes appareils' }));
  await amel.keyboard.press('Enter');
  const remove = deviceRow(amel, 'Nouveau')
    .first()
    .getByRole('button', { name: /^Retirer/ });
  await tabTo(amel, remove);
  await amel.keyboard.press('Enter');
  await tabTo(amel, amel.getByRole('dialog').getByRole('button', { name: 'Retirer l’appareil' }));
  await amel.keyboard.press('Enter');
  await expect(amel.getByText('Appareil retiré. Vos clés sont renouvelées.')).toBeVisible();
  await expect(tablet.getByRole('heading', { name: 'Cet appareil a été retiré' })).toBeVisible();
});

for (const language of LANGUAGES)
  test(`no serious fault on the pages about devices, ${language}`, async ({ server }) => {
    test.setTimeout(120_000); // axe takes seconds per screen on two cores
    await openIn(tablet, language, server.url);
    expect(await faults(tablet), 'stopped').toEqual([]);
    for (const path of ['/settings/devices', '/settings/devices/add']) {
      await openIn(amel, language, `${server.url}${path}`);
      await expect(amel.locator('.device, form').first()).toBeVisible();
      expect(await faults(amel), path).toEqual([]);
    }
    await openIn(amel, language, `${server.url}/`);
    await expect(amel.locator('.new-devices .banner')).toHaveCount(1);
    expect(await faults(amel), 'announcement').toEqual([]);
    await amel.locator('.new-devices .btn').nth(1).click();
    await expect(amel.getByRole('dialog')).toBeVisible();
    expect(await faults(amel), 'removal').toEqual([]);
    await amel.keyboard.press('Escape');
  });

test('no serious fault where a new device waits', async ({ browser, server }) => {
  test.setTimeout(120_000);
  const page = await newPhone(browser);
  await signIn(page, server.url, account);
  for (const language of LANGUAGES) {
    await openIn(page, language, server.url);
    expect(await faults(page), `choice, ${language}`).toEqual([]);
    await page.locator('.way').first().click();
    await expect(page.locator('.link-code')).toBeVisible();
    expect(await faults(page), `code, ${language}`).toEqual([]);
  }
  await page.context().close();
});
