/** The notification centre and how somebody is told: an alert is there, is answered there, and goes to what happened; choices are kept. */
import { expect, type Locator, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { message, send, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'alerts' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
const list = (page: Page, name: 'À traiter' | 'Plus tôt'): Locator => page.getByRole('list', { name: new RegExp(`^${name}`) });
const bell = (page: Page): Locator => page.getByRole('navigation').getByRole('link', { name: /Alertes/ });

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel } = await enrolTwo(browser, server));
  await writeTo(amel, 'Salma Administratrice');
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

test('URGENT-9 an urgent message stands in the alerts, is answered there, and goes to what happened', async () => {
  await send(amel, 'Lit 12 : venez tout de suite', 'Urgent');
  await bell(salma).click();
  await expect(salma).toHaveURL(/\/alerts$/);
  const note = list(salma, 'À traiter').getByRole('listitem').filter({ hasText: 'Lit 12' });
  await expect(note).toContainText('Réponse attendue – Amel Nour');
  await note.getByRole('button', { name: 'Je m’en charge' }).click();
  await expect(list(salma, 'Plus tôt').getByRole('listitem').filter({ hasText: 'Lit 12' })).toContainText('vous vous en chargez');
  await expect(salma.getByText('Rien à traiter.')).toBeVisible();
  await expect(salma.getByRole('heading', { level: 1 })).toBeFocused();
  // Who asked is told.
  await bell(amel).click();
  await expect(list(amel, 'Plus tôt').getByRole('listitem')).toContainText('Votre urgent a une réponse');
});

test('URGENT-9 a mention leads to its message; what was looked at is read', async () => {
  await amel.goto(new URL('/groups/new', amel.url()).href);
  await amel.getByRole('checkbox', { name: /Salma/ }).check();
  await amel.getByRole('button', { name: /^Continuer avec/ }).click();
  await amel.getByLabel('Nom du groupe').fill('Réanimation – équipe');
  await amel.getByRole('button', { name: 'Créer le groupe' }).click();
  const entry = amel.getByRole('textbox', { name: 'Message' });
  await entry.pressSequentially('Pour la pompe du 8, @sal');
  await expect(amel.getByRole('option', { name: /Salma/ })).toBeVisible();
  await entry.press('Enter');
  await entry.press('Enter');
  await expect(entry).toHaveValue('');

  const mention = list(salma, 'Plus tôt').getByRole('listitem').filter({ hasText: 'mentionné' });
  await expect(mention).toContainText('Amel Nour');
  await expect(mention).toContainText('Pour la pompe du 8');
  await expect(mention).toContainText('Réanimation – équipe');
  await expect(mention).toContainText('non lue');
  await salma.getByRole('button', { name: 'Tout lire' }).click();
  await expect(mention).not.toContainText('non lue');
  await expect(bell(salma)).toHaveAccessibleName('Alertes');
  await mention.getByRole('link', { name: /Ouvrir/ }).click();
  await expect(message(salma, 'Pour la pompe du 8')).toBeVisible();
});

test('URGENT-10 quiet hours, their days, what passes, what is heard and off duty are kept after a reload', async () => {
  await salma.goto(new URL('/settings', salma.url()).href);
  await salma.getByRole('link', { name: 'Notifications et sons' }).click();
  await expect(salma.getByRole('switch', { name: 'Sons', exact: true })).toBeChecked();
  await salma.getByRole('switch', { name: 'Sons', exact: true }).uncheck();
  await salma.getByRole('switch', { name: 'Les urgents s’entendent même sons coupés' }).uncheck();
  await salma.getByRole('switch', { name: 'Heures calmes' }).check();
  await salma.getByLabel('De', { exact: true }).fill('21:30');
  await salma.getByLabel('De', { exact: true }).blur();
  await salma.getByRole('checkbox', { name: 'dimanche' }).uncheck({ force: true });
  await salma.getByRole('switch', { name: 'Les urgents passent' }).uncheck();
  await expect(salma.getByText('Dites à vos collègues qui appeler')).toBeVisible();
  await salma.getByRole('button', { name: 'Choisir qui vous remplace' }).click();
  await salma
    .getByRole('dialog')
    .getByRole('button', { name: /Amel Nour/ })
    .click();
  await salma.getByRole('button', { name: 'Me mettre hors service' }).click();
  await expect(salma.getByText('Vous êtes remplacé·e par Amel Nour')).toBeVisible();

  await salma.reload();
  await expect(salma.getByRole('switch', { name: 'Sons', exact: true })).not.toBeChecked();
  await expect(salma.getByRole('switch', { name: 'Les urgents s’entendent même sons coupés' })).not.toBeChecked();
  await expect(salma.getByRole('switch', { name: 'Les urgents passent' })).not.toBeChecked();
  await expect(salma.getByLabel('De', { exact: true })).toHaveValue('21:30');
  await expect(salma.getByRole('checkbox', { name: 'dimanche' })).not.toBeChecked();
  await expect(salma.getByRole('checkbox', { name: 'samedi' })).toBeChecked();
  await salma.getByRole('button', { name: 'Reprendre le service' }).click();
  await expect(salma.getByRole('button', { name: 'Me mettre hors service' })).toBeVisible();
});

test('PUSH-7 a test says where the way ends', async () => {
  await salma.getByRole('button', { name: 'Tester maintenant' }).click();
  // A browser of a test allows nothing, or knows no push service.
  await expect(salma.getByRole('listitem').filter({ hasText: 'échec' })).toBeVisible({ timeout: 30_000 });
});

for (const language of LANGUAGES) {
  test(`no serious fault, ${language}`, async ({ server }) => {
    for (const path of ['/alerts', '/settings/notifications']) {
      await openIn(salma, language, `${server.url}${path}`);
      await expect(salma.locator('.note, .switch').first()).toBeVisible();
      expect(await faults(salma), path).toEqual([]);
    }
  });
}
