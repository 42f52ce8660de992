/** Search over what is on the device: French, Arabic, filters, the keyboard, opening a result, no network. */
import { expect, type Locator, type Page } from '@playwright/test';
import { faults } from './support/accessible.ts';
import { isInstalled, send, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'search' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;

test.beforeAll(async ({ browser, server }) => {
  ({ salma, amel } = await enrolTwo(browser, server, { reducedMotion: 'reduce' }));
  await writeTo(salma, 'Amel Nour');
  await send(salma, 'Lit 12 : potassium à 5,9, adrénaline prête', 'Urgent');
  await send(salma, 'Bilan du lit 4 à relire', 'Important');
  await send(salma, 'نقل المريض إلى المُسْتَشْفَى الجامعي، السرير ١٢');
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'J’ai relu le bilan, tout va bien');
  await expect(salma.getByText('tout va bien').first()).toBeVisible();
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

const field = (page: Page): Locator => page.getByRole('searchbox', { name: 'Chercher dans les messages' });
const hits = (page: Page): Locator => page.getByRole('region', { name: 'Résultats' }).getByRole('link');
const count = (page: Page): Locator => page.getByRole('status').filter({ hasText: 'résultat' });

async function openSearch(page: Page): Promise<void> {
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('link', { name: 'Chercher dans les messages' }).click();
  await expect(field(page)).toBeFocused();
}

test('SEARCH-1 French is found without accents and case, as it is typed, and marked by more than colour', async () => {
  await openSearch(salma);
  await expect(salma.getByText('4 messages cherchés sur cet appareil depuis le')).toBeVisible();
  await salma.keyboard.type('ADRENA pot');
  await expect(hits(salma)).toHaveCount(1);
  const hit = hits(salma).first();
  await expect(hit).toContainText('Amel Nour');
  await expect(hit).toContainText('Vous');
  await expect(hit).toContainText('Urgent');
  await expect(hit.locator('mark')).toHaveText(['potassium', 'adrénaline']);
  await expect(hit.locator('mark').first()).toHaveCSS('text-decoration-line', 'underline');
  await expect(hit.locator('mark').first()).toHaveCSS('font-weight', '700');
  await expect(count(salma)).toHaveText('1 résultat');
});

test('SEARCH-1 Arabic is found without vowel marks, with other letter forms and other digits', async () => {
  await field(salma).fill('المستشفي 12');
  await expect(hits(salma)).toHaveCount(1);
  await expect(hits(salma).locator('mark')).toHaveText(['المُسْتَشْفَى', '١٢']);
  await expect(hits(salma).locator('[dir="auto"]').last()).toHaveCSS('direction', 'rtl');
});

test('filters: priority, person and dates, with words and without', async () => {
  await field(salma).fill('');
  await salma.getByRole('button', { name: 'Priorité', exact: true }).click();
  await salma.getByRole('dialog').getByRole('button', { name: 'Important' }).click();
  await expect(hits(salma)).toHaveCount(1);
  await expect(hits(salma).first()).toContainText('Bilan du lit 4');
  await salma.getByRole('button', { name: 'Effacer les filtres' }).click();
  await expect(salma.getByText('Tapez un mot ou choisissez un filtre.')).toBeVisible();

  await field(salma).fill('bilan');
  await expect(hits(salma)).toHaveCount(2);
  await salma.getByRole('button', { name: 'Personne', exact: true }).click();
  await salma
    .getByRole('dialog')
    .getByRole('button', { name: /Amel Nour/ })
    .click();
  await expect(hits(salma)).toHaveCount(1);
  await expect(hits(salma).first()).toContainText('J’ai relu le bilan');

  await salma.getByRole('button', { name: /^Personne : / }).click();
  await salma.getByRole('dialog').getByRole('button', { name: /^Vous/ }).click();
  await expect(hits(salma).first()).toContainText('Bilan du lit 4');
  await salma.getByRole('button', { name: 'Conversation', exact: true }).click();
  await salma
    .getByRole('dialog')
    .getByRole('button', { name: /Amel Nour/ })
    .click();
  await expect(salma.getByRole('button', { name: 'Conversation : Amel Nour' })).toBeVisible();
  await expect(hits(salma)).toHaveCount(1);

  await salma.getByRole('button', { name: 'Dates', exact: true }).click();
  await salma.getByLabel('Au', { exact: true }).fill('2020-01-01');
  await salma.getByRole('button', { name: 'Chercher dans ces dates' }).click();
  await expect(salma.getByText('Aucun message de cet appareil ne contient ces mots avec ces filtres.')).toBeVisible();
  await salma.getByRole('button', { name: 'Effacer les filtres' }).click();
  await expect(hits(salma)).toHaveCount(2);
});

test('keyboard alone: down to a result, back to the field, Enter opens, and the way back finds the search again', async () => {
  await openSearch(salma);
  await salma.keyboard.type('bilan');
  await expect(hits(salma)).toHaveCount(2);
  await salma.keyboard.press('ArrowDown');
  await expect(hits(salma).first()).toBeFocused();
  await salma.keyboard.press('ArrowDown');
  await expect(hits(salma).last()).toBeFocused();
  await salma.keyboard.press('Escape');
  await expect(field(salma)).toBeFocused();
  await salma.keyboard.press('ArrowDown');
  await salma.keyboard.press('ArrowDown');
  await salma.keyboard.press('Enter');
  await expect(salma).toHaveURL(/\/c\/[0-9a-f]{32}$/);
  await expect(salma.getByRole('log').locator('article', { hasText: 'Bilan du lit 4' })).toBeVisible();
  await salma.goBack();
  await expect(field(salma)).toHaveValue('bilan');
  await expect(hits(salma).last()).toBeFocused();
  expect(await salma.evaluate(() => JSON.stringify(history.state))).not.toContain('bilan');
  await field(salma).press('Escape');
  await expect(field(salma)).toHaveValue('');
  await field(salma).press('Escape');
  await expect(salma).toHaveURL(/\/$/);
});

test('words that were typed over the conversations are searched in the messages too', async () => {
  await salma.getByRole('searchbox', { name: 'Rechercher' }).fill('potassium');
  await salma.getByRole('link', { name: 'Chercher « potassium » dans les messages' }).click();
  await expect(field(salma)).toHaveValue('potassium');
  await expect(hits(salma)).toHaveCount(1);
  expect(await salma.evaluate(() => JSON.stringify(history.state))).not.toContain('potassium');
});

test('without a network everything is found, also after a reload', async () => {
  await openSearch(amel);
  await isInstalled(amel);
  await amel.context().setOffline(true);
  await amel.reload();
  await field(amel).fill('المستشفى');
  await expect(hits(amel)).toHaveCount(1);
  await field(amel).fill('lit');
  await expect(hits(amel)).toHaveCount(2);
  await hits(amel).last().click();
  await expect(amel.getByRole('log').locator('article', { hasText: 'potassium' })).toBeVisible();
  await amel.context().setOffline(false);
});

test('a search page that is loaded anew answers, and does not say that it is not ready', async ({ server }) => {
  await salma.goto(`${server.url}/search`);
  for (let time = 0; time < 3; time++) {
    await salma.reload();
    await expect(salma.getByText(/messages? cherchés? sur cet appareil/)).toBeVisible();
    await expect(salma.getByText(/n’est pas encore prêt/)).toHaveCount(0);
  }
});

test('no serious fault, on a desk in French and on a phone in Arabic', async ({ server }) => {
  await openSearch(salma);
  await field(salma).fill('lit');
  await expect(hits(salma)).toHaveCount(2);
  expect(await faults(salma)).toEqual([]);
  await salma.getByRole('button', { name: 'Priorité', exact: true }).click();
  await expect(salma.getByRole('dialog')).toBeVisible();
  expect(await faults(salma), 'priority').toEqual([]);
  await salma.keyboard.press('Escape');

  await salma.setViewportSize({ width: 390, height: 844 });
  await salma.evaluate(() => localStorage.setItem('sanad.language', 'ar'));
  await salma.goto(`${server.url}/search`);
  await expect(salma.getByRole('searchbox', { name: 'البحث في الرسائل' })).toBeFocused();
  await salma.keyboard.type('lit');
  await expect(salma.getByRole('status').filter({ hasText: 'نتيجتان' })).toBeVisible();
  expect(await faults(salma), 'ar').toEqual([]);
});
