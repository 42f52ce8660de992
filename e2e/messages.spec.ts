/** What colleagues do with a message after it was written: answer, react, change, recall, forward, pin. */
import { expect, type Locator, type Page } from '@playwright/test';
import { newBrowser } from './support/browsers.ts';
import { approve, askForAccess, message, send, thread, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'messages' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let karim: Page;

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel } = await enrolTwo(browser, server));
  karim = await newBrowser(browser);
  await askForAccess(karim, server.url, 'Karim Ziadi', 'Médecin');
  await approve(salma, karim, 'Karim Ziadi');
  await writeTo(karim, 'Amel Nour');
  await writeTo(amel, 'Karim Ziadi');
});
test.afterAll(async () => {
  for (const page of [salma, amel, karim]) await page?.context().close();
});

/** By its own words: a quote of it is another message. */
const said = (page: Page, text: string): Locator =>
  thread(page)
    .locator('article')
    .filter({ has: page.locator('.body', { hasText: text }) });

/** By the button that a keyboard reaches; the menu is one for right click, long press and key as well. */
async function openMenu(page: Page, text: string): Promise<Locator> {
  await said(page, text)
    .getByRole('button', { name: /^Actions/ })
    .click();
  return page.getByRole('menu', { name: 'Actions sur le message' });
}
async function choose(page: Page, text: string, action: string): Promise<void> {
  const menu = await openMenu(page, text);
  await menu.getByRole(/^(Vu|OK|J’arrive|Reçu|Merci)$/.test(action) ? 'menuitemcheckbox' : 'menuitem', { name: action }).click();
}

test('an answer quotes what it answers, and the quote leads there', async () => {
  await send(amel, 'Lit 4 : potassium 5,9 mmol/L');
  await expect(message(karim, 'potassium')).toBeVisible();
  await choose(karim, 'potassium', 'Répondre');
  await expect(karim.getByText('Réponse à Amel Nour')).toBeVisible();
  await send(karim, 'Refaire un ECG');
  const answer = message(amel, 'Refaire un ECG');
  await expect(answer.getByRole('button', { name: /potassium/ })).toBeVisible();
  await answer.getByRole('button', { name: /potassium/ }).click();
  await expect(thread(amel).locator('article:focus', { hasText: 'Lit 4' })).toBeVisible();
});

test('EPH-1 who is writing is seen in the bar, until it arrived', async () => {
  await karim.getByRole('textbox', { name: 'Message', exact: true }).pressSequentially('Je');
  await expect(amel.locator('.bar').getByText('écrit…')).toBeVisible();
  await send(karim, 'Je passe à 14 h');
  await expect(message(amel, 'Je passe')).toBeVisible();
  await expect(amel.locator('.bar').getByText('écrit…')).toBeHidden();
});

const privacy = (what: string, choice: RegExp): Promise<void> =>
  amel.getByRole('radiogroup', { name: what }).getByRole('radio', { name: choice }).check();

test('EPH-3, EPH-5 who has it before her is shown by a dot and in words, and by nothing once she does not want it', async () => {
  const [bar, row] = [
    karim.locator('.bar'),
    karim.getByRole('region', { name: 'Conversations' }).getByRole('link', { name: /^Amel Nour en ligne/ }),
  ];
  await expect(bar.getByText('en ligne')).toBeVisible();
  await expect(row.locator('.dot')).toBeVisible();
  const here = amel.url();
  await amel.goto(new URL('/settings/privacy', here).href);
  await privacy('Montrer que je suis là', /^Non/);
  await expect(bar.getByText('en ligne')).toBeHidden();
  await amel.goto(here);
  await expect(amel.locator('.bar').getByText('en ligne')).toBeHidden();
  await amel.goto(new URL('/settings/privacy', here).href);
  await privacy('Montrer que je suis là', /^Oui/);
  await expect(bar.getByText('en ligne')).toBeVisible();
  await amel.goto(here);
  await expect(amel.locator('.bar').getByText('en ligne')).toBeVisible();
});

test('MARK-9 who does not show what she reads is seen to have received it, and sees no more of others; switched on again it is told', async () => {
  const here = amel.url();
  await send(karim, 'Dit avant');
  await expect(message(amel, 'Dit avant')).toBeVisible();
  await expect(message(karim, 'Dit avant')).toContainText('Lu');
  await amel.goto(new URL('/settings/privacy', here).href);
  await privacy('Montrer ce que j’ai lu', /^Non/);
  // Within the app: a page that is loaded anew in the same moment may be gone before the choice is kept.
  await amel.getByRole('link', { name: /^Messages/ }).click();
  await amel
    .getByRole('region', { name: 'Conversations' })
    .getByRole('link', { name: /Karim Ziadi/ })
    .first()
    .click();
  await send(karim, 'Lit 5 : en silence');
  await expect(message(amel, 'en silence')).toBeVisible();
  await send(amel, 'Compris, en chemin');
  await expect(message(karim, 'en chemin')).toBeVisible();
  await expect(message(karim, 'en silence')).toContainText('Distribué');
  await expect(message(amel, 'en chemin')).toContainText('Distribué');
  await choose(amel, 'en chemin', 'Qui l’a reçu et lu');
  const info = amel.getByRole('dialog', { name: 'Qui l’a reçu et lu' });
  await expect(info.getByText('vous ne voyez pas non plus qui a lu')).toBeVisible();
  await amel.keyboard.press('Escape');
  await amel.goto(new URL('/settings/privacy', here).href);
  await privacy('Montrer ce que j’ai lu', /^Oui/);
  await expect(message(karim, 'en silence')).toContainText('Lu');
  await amel.goto(here);
  await expect(message(amel, 'en chemin')).toContainText('Lu');
});

test('one word as an answer: it is counted, and taken back by pressing it again', async () => {
  await choose(karim, 'Lit 4 : potassium', 'J’arrive');
  const word = (page: Page) => said(page, 'Lit 4 : potassium').getByRole('button', { name: 'J’arrive, 1' });
  await expect(word(amel)).toHaveAttribute('aria-pressed', 'false');
  await expect(word(karim)).toHaveAttribute('aria-pressed', 'true');
  await word(karim).click();
  await expect(word(amel)).toHaveCount(0);
});

test('a changed message says so and keeps what it said before', async () => {
  await send(amel, 'Pompe au lit 8');
  await expect(message(karim, 'Pompe au lit 8')).toBeVisible();
  await choose(amel, 'Pompe au lit 8', 'Modifier');
  await expect(amel.getByText('Modification d’un message envoyé')).toBeVisible();
  const entry = amel.getByRole('textbox', { name: 'Message' });
  await expect(entry).toHaveValue('Pompe au lit 8');
  await entry.fill('Pompe au lit 9');
  await amel.getByRole('button', { name: 'Enregistrer la modification' }).click();
  await expect(entry).toHaveValue('');
  const changed = message(karim, 'Pompe au lit 9');
  await expect(changed).toContainText('modifié');
  await changed.getByRole('button', { name: /^modifié/ }).click();
  await expect(karim.getByRole('dialog', { name: 'Textes précédents' })).toContainText('Pompe au lit 8');
  await karim.keyboard.press('Escape');
});

test('leaving an edit brings back what was being written', async () => {
  const entry = amel.getByRole('textbox', { name: 'Message' });
  await entry.fill('un brouillon');
  await choose(amel, 'Pompe au lit 9', 'Modifier');
  await expect(entry).toHaveValue('Pompe au lit 9');
  await entry.press('Escape');
  await expect(entry).toHaveValue('un brouillon');
  await entry.fill('');
});

test('a recalled message leaves an empty place that says it may have been read', async () => {
  await send(amel, 'Mauvaise conversation');
  await expect(message(karim, 'Mauvaise conversation')).toBeVisible();
  await choose(amel, 'Mauvaise conversation', 'Retirer');
  const sheet = amel.getByRole('dialog', { name: 'Retirer ce message' });
  await expect(sheet).toContainText('Il a pu être lu');
  await sheet.getByRole('button', { name: 'Retirer le message' }).click();
  await expect(message(amel, 'Vous avez retiré ce message')).toBeVisible();
  await expect(message(karim, /Message retiré à \d\d:\d\d – il a pu être lu/)).toBeVisible();
  await expect(message(karim, 'Mauvaise conversation')).toHaveCount(0);
});

test('a message is forwarded to another conversation, marked as such', async () => {
  await choose(amel, 'Refaire un ECG', 'Transférer');
  await amel.getByRole('dialog', { name: 'Transférer à' }).getByRole('button', { name: /Salma/ }).click();
  await expect(amel.getByText('Transféré à Salma Administratrice.')).toBeVisible();
  await writeTo(salma, 'Amel Nour');
  await expect(message(salma, 'Refaire un ECG')).toContainText('Transféré');
});

test('a pinned message stands under the name for both', async () => {
  await choose(karim, 'Lit 4 : potassium', 'Épingler');
  const bar = (page: Page) => page.getByRole('region', { name: 'Messages épinglés' });
  await expect(bar(amel)).toContainText('potassium');
  await choose(amel, 'Lit 4 : potassium', 'Désépingler');
  await expect(bar(karim)).toHaveCount(0);
});

test('who has read it, person by person', async () => {
  await choose(amel, 'Pompe au lit 9', 'Qui l’a reçu et lu');
  await expect(amel.getByRole('dialog', { name: 'Qui l’a reçu et lu' })).toContainText('Karim Ziadi');
  await amel.keyboard.press('Escape');
});

test('the menu by keyboard alone: the key opens it, arrows move, Escape gives the focus back', async () => {
  const more = message(amel, 'Pompe au lit 9').getByRole('button', { name: /^Actions/ });
  await more.focus();
  await amel.keyboard.press('Enter');
  const menu = amel.getByRole('menu');
  await expect(menu.getByRole('menuitemcheckbox', { name: 'Vu' })).toBeFocused();
  await amel.keyboard.press('End');
  await expect(menu.getByRole('menuitem').last()).toBeFocused();
  await amel.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(more).toBeFocused();
});

test('links open apart and carry nothing; what only looks like one stays text', async () => {
  await send(amel, 'Voir https://protocoles.chu.tn/k?x=1. Pas javascript:alert(1) ni <b>gras</b>');
  const link = message(karim, 'protocoles').getByRole('link');
  await expect(link).toHaveCount(1);
  await expect(link).toHaveAttribute('href', 'https://protocoles.chu.tn/k?x=1');
  await expect(link).toHaveAttribute('rel', /noopener/);
});

test('in a group: names on messages, a mention that stands out, counts of who received it', async () => {
  await amel.goto(new URL('/groups/new', amel.url()).href);
  for (const name of ['Karim Ziadi', 'Salma']) await amel.getByRole('checkbox', { name: new RegExp(name) }).check();
  await amel.getByRole('button', { name: /^Continuer avec/ }).click();
  await amel.getByLabel('Nom du groupe').fill('Réanimation – équipe');
  await amel.getByRole('button', { name: 'Créer le groupe' }).click();
  await expect(amel).toHaveURL(/\/c\//);
  await expect(amel.getByRole('link', { name: /Réanimation – équipe 3 membres/ }).last()).toBeVisible();
  await expect(thread(amel)).toContainText('Vous avez créé le groupe avec');

  const entry = amel.getByRole('textbox', { name: 'Message' });
  await entry.pressSequentially('Au lit 8, @kar');
  await expect(amel.getByRole('option', { name: /Karim Ziadi/ })).toHaveAttribute('aria-selected', 'true');
  await entry.press('Enter');
  await expect(entry).toHaveValue('Au lit 8, @Karim Ziadi ');
  await entry.pressSequentially('svp');
  await entry.press('Enter');
  await expect(entry).toHaveValue('');

  await karim.goto(amel.url());
  await expect(said(karim, 'Au lit 8')).toContainText('Vous êtes mentionné·e');
  await expect(said(karim, 'Au lit 8')).toContainText('Amel Nour');
  await expect(thread(karim)).toContainText('Amel Nour a créé le groupe avec');
  await expect(said(amel, 'Au lit 8')).toContainText(/[12]\/2 reçus?, 1 lu/);
});

test('who was removed reads why nothing can be written, and keeps what had not left', async () => {
  await karim.getByRole('textbox', { name: 'Message' }).fill('encore une chose');
  await amel.goto(amel.url().replace('/c/', '/groups/'));
  await amel
    .getByRole('region', { name: 'Groupe', exact: true })
    .getByRole('button', { name: /Karim Ziadi/ })
    .click();
  await amel.getByRole('dialog').getByRole('button', { name: 'Retirer du groupe' }).click();
  await amel
    .getByRole('dialog', { name: /Retirer/ })
    .getByRole('button', { name: 'Retirer du groupe' })
    .click();
  await expect(karim.getByText('Vous ne faites plus partie de ce groupe')).toBeVisible();
  await expect(karim.getByRole('textbox', { name: 'Message' })).toHaveCount(0);
  await expect(karim.locator('footer.composer').getByText('encore une chose')).toBeVisible();
  await expect(karim.getByRole('button', { name: 'Copier mes messages non envoyés' })).toBeVisible();
  await karim.getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await expect(karim.locator('footer.composer').getByText('encore une chose')).toHaveCount(0);
  await expect(thread(amel)).toContainText('Vous avez retiré');
});

test('a menu that grows while it is open stays within the window', async () => {
  await writeTo(amel, 'Karim Ziadi');
  await amel.context().setOffline(true);
  await send(amel, 'Écrit sans réseau');
  await said(amel, 'Écrit sans réseau').locator('.body').click({ button: 'right' });
  const menu = amel.getByRole('menu', { name: 'Actions sur le message' });
  const pin = menu.getByRole('menuitem', { name: 'Épingler' });
  await expect(menu).toBeVisible();
  await expect(pin).toHaveCount(0);
  await amel.context().setOffline(false);
  await expect(pin).toBeVisible();
  await expect(menu).toBeInViewport({ ratio: 1 });
  await amel.keyboard.press('Escape');
});

test('what is pinned or quoted is reached although it is older than what is loaded', async () => {
  test.setTimeout(120_000);
  await writeTo(amel, 'Karim Ziadi');
  await send(amel, 'Protocole de garde');
  await choose(amel, 'Protocole de garde', 'Épingler');
  for (let i = 0; i < 65; i++) await send(amel, `Ligne ${i}`);
  const bar = amel.getByRole('region', { name: 'Messages épinglés' });
  const reached = thread(amel).locator('article:focus', { hasText: 'Protocole de garde' });
  await amel.reload();
  await expect(said(amel, 'Ligne 64')).toBeVisible();
  await expect(said(amel, 'Protocole de garde')).toHaveCount(0);
  await bar.getByRole('button', { name: /Protocole/ }).click();
  await expect(reached).toBeVisible();

  await choose(amel, 'Protocole de garde', 'Répondre');
  await send(amel, 'Toujours valable');
  await amel.reload();
  await message(amel, 'Toujours valable').locator('button.quote').click();
  await expect(reached).toBeVisible();
});
