/** A group from its making without a network to its end: members come, take care of it, leave and are removed. */
import { expect, type Locator, type Page } from '@playwright/test';
import { faults } from './support/accessible.ts';
import { newBrowser } from './support/browsers.ts';
import { isInstalled, lane, makeGroup, message, send } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolWard } from './support/two-colleagues.ts';

test.use({ hospital: 'groups' });
test.describe.configure({ mode: 'serial' });

const ward = 'Lit 12 – réanimation';
let salma: Page;
let amel: Page;
let karim: Page;
let nadia: Page;
let groupUrl: string;

const list = (page: Page): Locator => page.getByRole('region', { name: 'Conversations' });
const row = (page: Page, name: string): Locator => list(page).getByRole('link', { name: new RegExp(name) });
const panel = (page: Page): Locator => page.getByRole('region', { name: 'Groupe', exact: true });
const member = (page: Page, name: string): Locator => panel(page).getByRole('button', { name: new RegExp(name) });
const goOffline = (page: Page, isOffline: boolean): Promise<void> => page.context().setOffline(isOffline);

async function openPanel(page: Page): Promise<void> {
  await page.goto(groupUrl);
  await expect(panel(page).getByRole('heading', { name: ward })).toBeVisible();
}
async function act(page: Page, name: string, what: string): Promise<void> {
  await member(page, name).click();
  await page.getByRole('dialog').getByRole('button', { name: what }).click();
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  [salma, amel, karim, nadia] = [
    await newBrowser(browser),
    await newBrowser(browser),
    await newBrowser(browser),
    await newBrowser(browser),
  ];
  await enrolWard(salma, [amel, karim, nadia], server);
  for (const page of [amel, karim, nadia]) {
    await isInstalled(page);
    await page.goto(server.url);
  }
});
test.afterAll(async () => {
  for (const page of [salma, amel, karim, nadia]) await page?.context().close();
});

test('EPOCH-14, EPOCH-18 a group made without a network is here at once, and reaches its members when the network is back', async () => {
  await goOffline(amel, true);
  await makeGroup(amel, ['Karim Ziadi', 'Nadia Ferjani', 'Salma Administratrice'], ward);
  groupUrl = amel.url().replace('/c/', '/groups/');
  await expect(row(amel, ward)).toContainText('Sera envoyé dès le retour du réseau');
  await amel.goto(groupUrl);
  await expect(panel(amel)).toContainText('Ce groupe n’existe que sur cet appareil.');
  await expect(member(amel, 'Karim Ziadi')).toContainText('ajout en attente');
  // EPOCH-18: who waits can be taken back.
  await act(amel, 'Salma', 'Ne plus l’ajouter');
  await expect(amel.getByRole('dialog')).toHaveCount(0);
  await expect(member(amel, 'Salma')).toHaveCount(0);
  await send(amel, 'Bonjour à tous');
  await goOffline(amel, false);
  for (const page of [karim, nadia]) {
    await expect(row(page, ward)).toContainText('3 membres');
    await expect(row(page, ward)).toContainText(/Amel\s*:\s*Bonjour à tous/);
  }
  await expect(panel(amel)).not.toContainText('Ce groupe n’existe que sur cet appareil.');
  await expect(member(amel, 'Karim Ziadi')).not.toContainText('en attente');
});

test('an administrator adds a colleague, who reads and writes at once', async () => {
  await panel(amel).getByRole('link', { name: 'Ajouter' }).click();
  await amel.getByRole('checkbox', { name: /Salma/ }).check();
  await expect(amel.getByRole('checkbox', { name: /Karim/ })).toHaveCount(0);
  await amel.getByRole('button', { name: 'Ajouter 1 personne' }).click();
  await expect(member(amel, 'Salma')).toBeVisible();
  await salma.getByRole('link', { name: 'Messages' }).first().click();
  await row(salma, ward).click();
  await send(salma, 'Bien arrivée');
  await expect(message(amel, 'Bien arrivée')).toBeVisible();
});

test('an administrator changes each setting, and the others read it', async () => {
  await openPanel(amel);
  for (const [setting, answer] of [
    ['Photos sensibles', 'Floutées'],
    ['Transfert des messages', 'Interdit'],
    ['Après une nouvelle identité', 'Sans confirmation'],
  ] as const) {
    await panel(amel)
      .getByRole('button', { name: new RegExp(setting) })
      .click();
    const sheet = amel.getByRole('dialog', { name: setting });
    await sheet.getByRole('radio', { name: new RegExp(`^${answer}`) }).check();
    await sheet.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(sheet).toHaveCount(0);
    await expect(panel(amel)).toContainText(`${setting}${answer}`);
  }
  await openPanel(karim);
  await expect(panel(karim)).toContainText('Photos sensiblesFloutées');
});

test('somebody who is no administrator sees the settings and cannot change them', async () => {
  await openPanel(karim);
  await expect(panel(karim).getByRole('button', { name: 'Modifier le groupe' })).toHaveCount(0);
  await expect(panel(karim).getByRole('link', { name: 'Ajouter' })).toHaveCount(0);
  await expect(panel(karim)).toContainText('Qui peut écrire');
  await member(karim, 'Nadia Ferjani').click();
  await expect(karim.getByRole('dialog').getByRole('button', { name: 'Retirer du groupe' })).toHaveCount(0);
  await karim.keyboard.press('Escape');
});

test('two administrators at once, without a network, and a member removed meanwhile', async () => {
  await act(amel, 'Karim Ziadi', 'Nommer administrateur');
  await expect(member(karim, 'Karim Ziadi')).toContainText('administrateur');
  await nadia.goto(groupUrl.replace('/groups/', '/c/'));
  await expect(message(nadia, 'Bien arrivée')).toBeVisible();
  // Opened anew without a network: a socket that stands would outlive the offline switch of the browser.
  for (const page of [amel, karim, nadia]) {
    await goOffline(page, true);
    await page.reload();
    await expect(list(page).getByRole('button', { name: /Hors ligne/ })).toBeVisible();
  }
  await send(nadia, 'Je note la dose du lit 12');
  await act(amel, 'Salma', 'Nommer administrateur');
  await act(karim, 'Nadia Ferjani', 'Retirer du groupe');
  const sheet = karim.getByRole('dialog');
  await expect(sheet).toContainText('reste lisible');
  await expect(sheet).toContainText('ne lit plus', { ignoreCase: true });
  await sheet.getByRole('button', { name: 'Retirer du groupe' }).click();
  await expect(member(karim, 'Nadia Ferjani')).toContainText('retrait en attente');
  for (const page of [amel, karim]) await goOffline(page, false);
  for (const page of [amel, karim]) {
    await expect(member(page, 'Salma')).toContainText('administrateur');
    await expect(member(page, 'Nadia Ferjani')).toHaveCount(0);
    await expect(panel(page)).toContainText('3 membres');
  }
});

test('who was removed is told so at her return, and what she had not sent stays hers', async () => {
  await goOffline(nadia, false);
  await expect(message(nadia, 'Je note la dose du lit 12')).toBeVisible();
  await nadia.goto(groupUrl);
  await expect(panel(nadia)).toContainText('Un administrateur vous a retiré de ce groupe.');
  await expect(row(nadia, ward).getByRole('img', { name: 'Vous n’êtes plus membre' })).toBeVisible();
  await expect(panel(nadia).getByRole('button', { name: 'Quitter le groupe' })).toHaveCount(0);
  const unsent = message(nadia, 'Je note la dose du lit 12').getByText('Je note la dose du lit 12').first();
  await expect(unsent).toBeVisible();
  expect(await unsent.evaluate((element) => getComputedStyle(element).userSelect)).not.toBe('none');
  await expect(message(amel, 'Je note la dose')).toHaveCount(0);
});

test('a member leaves by herself; the sheet says what stays', async () => {
  await salma.goto(groupUrl);
  await panel(salma).getByRole('button', { name: 'Quitter le groupe' }).click();
  await expect(salma.getByRole('dialog')).toContainText('reste lisible pour vous');
  await salma.getByRole('dialog').getByRole('button', { name: 'Quitter', exact: true }).click();
  await expect(panel(salma)).toContainText('Vous avez quitté ce groupe.');
  await expect(member(amel, 'Salma')).toHaveCount(0);
  await expect(panel(amel)).toContainText('2 membres');
});

test('the last administrator hears who takes care of the group after her', async () => {
  await makeGroup(amel, ['Karim Ziadi'], 'Garde du soir');
  await expect(row(karim, 'Garde du soir')).toContainText('Groupe créé par Amel Nour');
  await amel.goto(amel.url().replace('/c/', '/groups/'));
  await panel(amel).getByRole('button', { name: 'Quitter le groupe' }).click();
  await expect(amel.getByRole('dialog')).toContainText('Dr Karim Ziadi');
  await amel.getByRole('dialog').getByRole('button', { name: 'Quitter', exact: true }).click();
  await expect(panel(amel)).toContainText('Vous avez quitté ce groupe.');
  await row(karim, 'Garde du soir').click();
  await karim.goto(karim.url().replace('/c/', '/groups/'));
  await expect(member(karim, 'Karim Ziadi')).toContainText('administrateur');
});

test('a hostile name is shown as letters and stays in its place', async () => {
  const hostile = `\u202e<img src=x onerror=alert(1)>\u200b\u2067${'Ｗ'.repeat(120)}`.slice(0, 120);
  await makeGroup(amel, ['Karim Ziadi'], hostile);
  await expect(row(karim, '<img src=x onerror=alert')).toBeVisible();
  const inList = row(karim, '<img src=x onerror=alert');
  expect(await inList.textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
  await inList.click();
  await karim.goto(karim.url().replace('/c/', '/groups/'));
  for (const width of [1280, 390]) {
    await karim.setViewportSize({ width, height: 800 });
    await expect(panel(karim).getByRole('heading', { level: 2 }).first()).toContainText('<img src=x');
    const overflow = await karim.evaluate(
      () =>
        [...document.querySelectorAll('.pane, .conv, .hero h2, .bar-id')].filter(
          (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'visible',
        ).length,
    );
    expect(overflow).toBe(0);
    expect(await karim.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  await karim.setViewportSize({ width: 1280, height: 800 });
  expect(await karim.locator('img[src="x"]').count()).toBe(0);
});

test('muted and archived for herself; an urgent message passes all the same', async () => {
  await karim.goto(new URL('/', karim.url()).href);
  await row(karim, ward).click({ button: 'right' });
  await expect(karim.getByRole('dialog')).toContainText('Les messages urgents passent quand même.');
  await karim.getByRole('button', { name: 'Muet pendant 8 heures' }).click();
  await expect(row(karim, ward).getByRole('img', { name: 'Muet' })).toBeVisible();
  await list(karim)
    .getByRole('button', { name: `Options : ${ward}` })
    .focus();
  await karim.keyboard.press('Enter');
  await karim
    .getByRole('dialog')
    .getByRole('button', { name: /Archiver/ })
    .click();
  await expect(row(karim, ward)).toHaveCount(0);
  await karim.reload();
  await expect(row(karim, 'Garde du soir')).toBeVisible();
  await expect(row(karim, ward)).toHaveCount(0);
  await list(karim)
    .getByRole('button', { name: /Archivées/ })
    .click();
  await expect(row(karim, ward)).toBeVisible();
  await list(karim).getByRole('button', { name: 'Retour' }).click();
  await amel.goto(groupUrl.replace('/groups/', '/c/'));
  await send(amel, 'Lit 12 : venez tout de suite', 'Urgent');
  await expect(lane(karim)).toContainText('venez tout de suite');
});

test('EPOCH-16 who is added reads from then on; the others go on, with the way back to what was before', async ({ server }) => {
  await salma.goto(server.url);
  await salma.getByRole('button', { name: 'Nouveau message' }).first().click();
  await salma.getByRole('link', { name: /Nouveau groupe/ }).click();
  await salma.getByRole('checkbox', { name: /Amel Nour/ }).check();
  await salma.getByRole('button', { name: /^Continuer avec/ }).click();
  await salma.getByLabel('Nom du groupe').fill('Cas chambre 7');
  await salma.getByRole('radio', { name: /À partir de leur arrivée/ }).check();
  await salma.getByRole('button', { name: 'Créer le groupe' }).click();
  await expect(salma).toHaveURL(/\/c\/[0-9a-f]{32}$/);
  const old = salma.url();
  await send(salma, 'Discussion entre nous deux');
  await amel.goto(server.url);
  await row(amel, 'Cas chambre 7').click();
  await expect(message(amel, 'Discussion entre nous deux')).toBeVisible();

  await salma.goto(old.replace('/c/', '/groups/'));
  await salma.getByRole('link', { name: 'Ajouter' }).click();
  await salma.getByRole('checkbox', { name: /Karim Ziadi/ }).check();
  await expect(salma.getByText('Les nouveaux membres ne liront pas ce qui précède')).toBeVisible();
  await salma.getByRole('button', { name: /^Ajouter 1 personne/ }).click();
  await expect(salma).not.toHaveURL(old);
  await expect(salma).toHaveURL(/\/c\/[0-9a-f]{32}$/);
  await expect(salma.getByText('Le groupe continue ici.')).toContainText('Vous avez ajouté Dr Karim Ziadi.');
  await send(salma, 'Bienvenue Karim');

  await karim.goto(server.url);
  await row(karim, 'Cas chambre 7').click();
  await expect(message(karim, 'Bienvenue Karim')).toBeVisible();
  await expect(karim.getByText('Ce qui a été écrit avant vous reste fermé.')).toBeVisible();
  await expect(karim.getByText('Discussion entre nous deux')).toHaveCount(0);
  await expect(karim.getByRole('link', { name: 'Lire ce qui précède' })).toHaveCount(0);

  // Amel looks at the old part: it closes under her eyes and leads on; her list holds one group of that name.
  await expect(amel.getByText('Ce groupe continue dans une suite')).toBeVisible();
  await expect(row(amel, 'Cas chambre 7')).toHaveCount(1);
  await amel.getByRole('link', { name: 'Aller à la suite' }).click();
  await expect(message(amel, 'Bienvenue Karim')).toBeVisible();
  await amel.getByRole('link', { name: 'Lire ce qui précède' }).click();
  await expect(message(amel, 'Discussion entre nous deux')).toBeVisible();
  await expect(amel.getByRole('textbox', { name: 'Message' })).toHaveCount(0);
});

test('DIR-5 the card of a colleague has the groups in common, and asks her into another one or to an event', async ({
  server,
}) => {
  const card = async (name: string) => {
    await amel.goto(`${server.url}/directory`);
    await amel.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  };
  await amel.goto(server.url);
  await makeGroup(amel, ['Karim Ziadi'], 'Déchocage');
  await goOffline(amel, true);
  await card('Nadia');
  const shared = amel.getByRole('list', { name: 'Groupes en commun' });
  await expect(shared).toBeVisible();
  await expect(shared).not.toContainText('Déchocage');
  await goOffline(amel, false);
  await amel.getByRole('button', { name: 'Inviter', exact: true }).click();
  const sheet = amel.getByRole('dialog', { name: /^Inviter Nadia/ });
  await sheet.getByRole('radio', { name: /^Déchocage/ }).check();
  await expect(sheet.getByText('Les nouveaux membres peuvent lire')).toBeVisible();
  expect(await faults(amel)).toEqual([]);
  await sheet.getByRole('button', { name: 'Ajouter au groupe' }).click();
  await expect(shared).toContainText('Déchocage');
  await expect(row(nadia, 'Déchocage')).toBeVisible();
  await amel.getByRole('button', { name: 'Inviter', exact: true }).click();
  await expect(sheet.getByRole('radio', { name: /^Déchocage/ })).toHaveCount(0);
  await sheet.getByRole('button', { name: 'Un événement avec cette personne' }).click();
  await expect(amel.getByRole('button', { name: 'Tous les membres' })).toHaveAttribute('aria-pressed', 'true');
  await amel.getByLabel('Titre').fill('Point avec Nadia');
  await amel.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(amel.getByRole('heading', { name: 'Point avec Nadia' })).toBeVisible();
  await expect(amel.getByText('Nadia Ferjani').first()).toBeVisible();
});

test('EPOCH-17 an administrator makes a group of the whole hospital: everybody is in it, and nobody leaves it', async ({
  server,
}) => {
  await salma.goto(server.url);
  await makeGroup(salma, ['Amel Nour'], 'Tout le CHU');
  await salma.goto(salma.url().replace('/c/', '/groups/'));
  await panel(salma)
    .getByRole('button', { name: /^Membres/ })
    .click();
  const sheet = salma.getByRole('dialog', { name: 'Membres' });
  await sheet.getByRole('radio', { name: /^Tout l’hôpital/ }).check();
  await sheet.getByRole('button', { name: 'Enregistrer' }).click();
  for (const page of [karim, nadia]) {
    await page.goto(server.url);
    await expect(row(page, 'Tout le CHU')).toContainText('4 membres');
  }
  await row(karim, 'Tout le CHU').click();
  await expect(karim).toHaveURL(/\/c\//);
  await karim.goto(karim.url().replace('/c/', '/groups/'));
  await expect(panel(karim)).toContainText('MembresTout l’hôpital');
  await expect(panel(karim).getByRole('button', { name: 'Quitter le groupe' })).toHaveCount(0);
});
