/** The directory: found by what is known of somebody, narrowed, marked as favourites on all devices, and all of it without a network. */
import { type Browser, expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { newPhone } from './support/browsers.ts';
import { type Enrolled, isInstalled, message, send, signIn, thread } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'directory' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let phone: Page;
let account: Enrolled;

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(new URL(path, page.url()).href);
};
const list = (page: Page) => page.getByRole('region', { name: 'Annuaire' });
const row = (page: Page, name: string) => list(page).getByRole('link', { name: new RegExp(`^${name}`) });
const search = (page: Page) => list(page).getByRole('searchbox').locator('visible=true');

async function secondDevice(browser: Browser, url: string): Promise<Page> {
  const page = await newPhone(browser);
  await signIn(page, url, account);
  await page.getByRole('button', { name: 'Avec le code de secours' }).click();
  await page.getByLabel('Code de secours').fill(account.recoveryCode.join(''));
  await page.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  await expect(page.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible();
  return page;
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel, amelAccount: account } = await enrolTwo(browser, server));
});
test.afterAll(async () => {
  for (const page of [salma, amel, phone]) await page?.context().close();
});

test('DIR-1 specialities are written on the profile and read on the card', async () => {
  await go(salma, '/settings/profile');
  await salma.getByLabel('Spécialités').fill('a, b, c, d, e, f, g');
  await expect(salma.getByText('Six spécialités au plus, de 60 caractères chacune.')).toBeVisible();
  await salma.getByLabel('Spécialités').fill('Hygiène hospitalière, طب الأطفال');
  await salma.getByLabel('Poste interne').fill('4215');
  await salma.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(salma.getByText('Profil enregistré.')).toBeVisible();
  await go(amel, '/directory');
  await row(amel, 'Salma').click();
  await expect(amel.getByText('Hygiène hospitalière, طب الأطفال')).toBeVisible();
});

test('DIR-2 somebody is found by speciality, extension and unit, without accents and in Arabic; filters narrow the list', async () => {
  await go(amel, '/directory');
  for (const typed of ['hygiene', 'اطفال', '4215', 'reanimation salma']) {
    await search(amel).fill(typed);
    await expect(row(amel, 'Salma')).toBeVisible();
  }
  await search(amel).fill('cardiologie');
  await expect(amel.getByRole('heading', { name: 'Personne ne correspond' })).toBeVisible();
  await search(amel).fill('');
  await list(amel).getByRole('button', { name: 'Filtrer' }).click();
  const sheet = amel.getByRole('dialog', { name: 'Filtrer' });
  await sheet.getByLabel('Spécialité').selectOption('Hygiène hospitalière');
  await sheet.getByRole('button', { name: 'Voir 1 personne' }).click();
  await expect(row(amel, 'Salma')).toBeVisible();
  await list(amel).getByRole('button', { name: '1 filtre actif' }).click();
  await sheet.getByLabel('Profession').selectOption('Médecin');
  await sheet.getByRole('button', { name: 'Voir 0' }).click();
  await expect(row(amel, 'Salma')).toBeHidden();
  await list(amel).getByRole('button', { name: '2 filtres actifs' }).click();
  await sheet.getByRole('button', { name: 'Effacer' }).click();
  await sheet.getByRole('button', { name: 'Voir 1 personne' }).click();
  await expect(row(amel, 'Salma')).toBeVisible();
});

test('DIR-3 a favourite stands first, on all devices of hers', async ({ browser, server }) => {
  phone = await secondDevice(browser, server.url);
  await go(phone, '/directory');
  await expect(row(phone, 'Salma')).toBeVisible();
  await expect(list(phone).getByRole('heading', { name: 'Favoris' })).toBeHidden();
  await row(amel, 'Salma').click();
  await amel.getByRole('button', { name: 'Ajouter aux favoris' }).click();
  await expect(amel.getByRole('button', { name: 'Retirer des favoris' })).toHaveAttribute('aria-pressed', 'true');
  await expect(list(amel).getByRole('heading', { name: 'Favoris' })).toBeVisible();
  await expect(list(phone).getByRole('heading', { name: 'Favoris' })).toBeVisible();
});

test('an urgent message begins on the card, and asks whom it is for', async () => {
  await amel.getByRole('button', { name: 'Urgent' }).click();
  await expect(amel.getByRole('button', { name: 'Écrire le message' })).toBeVisible();
  await amel.getByRole('button', { name: 'Écrire le message' }).click();
  await amel.getByRole('textbox', { name: 'Message' }).fill('Lit 7 : venez');
  await amel.getByRole('button', { name: 'Envoyer en urgent' }).click();
  await expect(message(amel, 'Lit 7 : venez')).toBeVisible();
  // Coming back to it begins nothing.
  await amel.reload();
  await expect(message(amel, 'Lit 7 : venez')).toBeVisible();
  await expect(amel.getByRole('dialog')).toBeHidden();
});

test('DIR-2, DIR-3 all of it without a network: list, card, favourites, writing; a call says that it needs one', async () => {
  await isInstalled(phone);
  await phone.context().setOffline(true);
  await go(phone, '/directory');
  await expect(list(phone).getByRole('heading', { name: 'Favoris' })).toBeVisible();
  await search(phone).fill('hygiene');
  await row(phone, 'Salma').click();
  await expect(phone.getByText('4215')).toBeVisible();
  await phone.getByRole('button', { name: 'Appel', exact: true }).click();
  await expect(phone.getByText('Sans réseau, SANAD ne peut pas appeler.')).toBeVisible();
  await phone.getByRole('button', { name: 'Retirer des favoris' }).click();
  await expect(phone.getByRole('button', { name: 'Ajouter aux favoris' })).toBeVisible();
  await phone.getByRole('button', { name: 'Écrire', exact: true }).click();
  await send(phone, 'Écrit depuis la fiche');
  await expect(thread(phone).getByText('Écrit depuis la fiche')).toBeVisible();
  await phone.context().setOffline(false);
  await go(amel, '/directory');
  await expect(row(amel, 'Salma')).toBeVisible();
  await expect(list(amel).getByRole('heading', { name: 'Favoris' })).toBeHidden();
});

for (const language of LANGUAGES)
  test(`no serious fault in directory, filter and card, ${language}`, async ({ server }) => {
    test.setTimeout(120_000);
    await openIn(amel, language, `${server.url}/directory`);
    await expect(amel.locator('.person').first()).toBeVisible();
    expect(await faults(amel), 'directory').toEqual([]);
    await amel.locator('.people-groups .chip').first().click();
    await expect(amel.getByRole('dialog')).toBeVisible();
    expect(await faults(amel), 'filter').toEqual([]);
    await amel.keyboard.press('Escape');
    await amel.locator('.person-link').first().click();
    await expect(amel.locator('.quad button')).toHaveCount(4);
    expect(await faults(amel), 'card').toEqual([]);
  });
