/** From the server to a closed phone: encrypted push, service worker, notification, answer in it. The push service is ours, the rest is real. */
import { expect, type Page } from '@playwright/test';
import { faults } from './support/accessible.ts';
import { newBrowser } from './support/browsers.ts';
import { approve, askForAccess, createHospital, isInstalled, message, send, writeTo } from './support/people.ts';
import { notifications, type PushService, pressNotification, startPushService, windowsOf } from './support/push-service.ts';
import { test } from './support/server.ts';
import { firstAdminLink } from './support/two-colleagues.ts';

test.use({ hospital: 'push' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let karim: Page;
let push: PushService;

const pin = '804213';
const shownBy = async (page: Page) => (await notifications(page)).map(({ title, body }) => [title, body]);
/** By its title or, where several are of one person, by what it says. */
const tagOf = async (page: Page, words: string): Promise<string> =>
  (await notifications(page)).find(({ title, body }) => title === words || body === words)?.tag ?? '';
const row = () => karim.getByRole('link', { name: /Amel Nour/ }).first();
/** No window of the app: its worker alone, and it knows. */
async function away(page: Page): Promise<void> {
  await page.goto('about:blank');
  await expect.poll(() => windowsOf(page)).toBe(0);
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  push = await startPushService(server.pushPort);
  [salma, amel] = [await newBrowser(browser), await newBrowser(browser)];
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 390, height: 844 } });
  await push.attach(context, server.url);
  karim = await context.newPage();
  await createHospital(salma, firstAdminLink(server));
  for (const [page, name] of [
    [amel, 'Amel Nour'],
    [karim, 'Karim Ziadi'],
  ] as const) {
    await askForAccess(page, server.url, name);
    await approve(salma, page, name);
  }
  await isInstalled(karim);
});
test.afterAll(async () => {
  for (const page of [salma, amel, karim]) await page?.context().close();
  await push?.close();
});

test('NOTIFY-7, PUSH-7 a device is signed up for notifications, and a test goes all the way', async ({ server }) => {
  await karim.goto(`${server.url}/settings/notifications`);
  // The browser allows it already: the app signed the device up by itself.
  await expect(karim.getByRole('switch', { name: /Notifications sur cet appareil/ })).toBeChecked();
  await karim.getByRole('button', { name: 'Tester maintenant' }).click();
  await expect(karim.getByText('Tout marche : cet appareil sera prévenu.')).toBeVisible();
  expect(push.received.at(-1)?.payload).not.toContain('Karim');
  expect((await notifications(karim)).map(({ title }) => title)).toEqual(['SANAD peut vous joindre']);
});

test('PUSH-7 an administrator sees who can be reached; a colleague does not', async ({ server }) => {
  await salma.goto(`${server.url}/directory`);
  const reachable = (page: Page) => page.locator('.row', { hasText: 'Joignable par notification' });
  await salma.getByRole('link', { name: /Karim Ziadi/ }).click();
  await expect(reachable(salma)).toContainText('Oui');
  await salma.getByRole('link', { name: /Amel Nour/ }).click();
  await expect(reachable(salma)).toContainText('Non');
  expect(await faults(salma)).toEqual([]);
  await amel.goto(`${server.url}/directory`);
  await amel.getByRole('link', { name: /Karim Ziadi/ }).click();
  await expect(amel.getByRole('heading', { name: 'Karim Ziadi' })).toBeVisible();
  await expect(reachable(amel)).toHaveCount(0);
});

test('NOTIFY-2, NOTIFY-4, PUSH-6 an urgent message shows author and words, and is taken in the notification', async ({
  server,
}) => {
  await amel.goto(server.url);
  await writeTo(amel, 'Karim Ziadi');
  await send(amel, 'Bonjour');
  // What a device has never heard of it cannot read: the conversation is known before the app is closed.
  await karim.goto(server.url);
  await expect(karim.getByRole('link', { name: /Amel Nour/ })).toContainText('Bonjour');
  await away(karim);
  await send(amel, 'Lit 12 : potassium 5,9', 'Urgent');
  await expect.poll(() => push.received.some(({ payload }) => payload.includes('"urgent"'))).toBe(true);
  const sent = push.received.find(({ payload }) => payload.includes('"urgent"'));
  expect(sent?.urgency).toBe('high');
  expect(Number(sent?.ttl)).toBeGreaterThan(0);
  expect(sent?.topic).toMatch(/^[\w-]{1,32}$/);
  expect(sent?.payload).not.toMatch(/potassium|Amel/);
  await expect.poll(() => shownBy(karim)).toContainEqual(['Urgent – Amel Nour', 'Lit 12 : potassium 5,9']);
  await pressNotification(karim.context(), await tagOf(karim, 'Urgent – Amel Nour'), 'take');
  await expect(message(amel, 'potassium')).toContainText(/Pris en charge par .*Karim Ziadi/);
});

test('CALL-8 who has closed the app is woken by a call, answers it in the app, and sees when one is over', async ({ server }) => {
  const calling = amel.getByRole('dialog', { name: 'Appel en cours' });
  await away(karim);
  await amel.getByRole('button', { name: 'Appeler', exact: true }).click();
  await expect.poll(() => shownBy(karim)).toContainEqual(['Appel', 'On vous appelle. Ouvrez SANAD pour répondre.']);
  const sent = push.received.find(({ payload }) => payload.includes('"call"'));
  expect(sent?.urgency).toBe('high');
  expect(sent?.payload).not.toMatch(/Amel|Karim/);
  await karim.goto(server.url);
  await karim.getByRole('dialog', { name: 'Appel entrant' }).getByRole('button', { name: 'Répondre' }).click();
  for (const page of [amel, karim]) await expect(page.getByRole('dialog', { name: 'Appel en cours' })).toContainText(/\d:\d\d/);
  await calling.getByRole('button', { name: 'Raccrocher' }).click();
  await expect(calling).toHaveCount(0);
  await expect(amel.locator('.call-end')).toHaveCount(0);
  await away(karim);
  await amel.getByRole('button', { name: 'Appeler', exact: true }).click();
  await expect(calling).toBeVisible();
  await calling.getByRole('button', { name: 'Raccrocher' }).click();
  await expect.poll(() => shownBy(karim)).toContainEqual(['Amel Nour', 'Appel manqué']);
  await expect(amel.locator('.call-end')).toHaveCount(0);
});

test('NOTIFY-4, NOTIFY-5, NOTIFY-10 marked as read in the notification; pressed without a network it opens; what is read goes', async ({
  server,
}) => {
  await karim.goto(server.url);
  await row().click();
  await send(amel, 'Merci');
  await expect(message(amel, 'Merci')).toContainText('Lu');
  await karim.getByRole('link', { name: 'Retour' }).click();
  await expect(row()).not.toContainText('non lu');
  await away(karim);
  await send(amel, 'Le bilan du 4 est prêt');
  await expect.poll(() => shownBy(karim)).toContainEqual(['Amel Nour', 'Le bilan du 4 est prêt']);
  await pressNotification(karim.context(), await tagOf(karim, 'Le bilan du 4 est prêt'), 'read');
  await karim.goto(server.url);
  await expect(row()).toContainText('Le bilan du 4 est prêt');
  await expect(row()).not.toContainText('non lu');
  await away(karim);
  await send(amel, 'Et celui du 5');
  await expect.poll(() => shownBy(karim)).toContainEqual(['Amel Nour', 'Et celui du 5']);
  await karim.goto(server.url);
  await expect(row()).toContainText('Et celui du 5');
  await karim.context().setOffline(true);
  await pressNotification(karim.context(), await tagOf(karim, 'Et celui du 5'), 'open');
  await expect(message(karim, 'Et celui du 5')).toBeVisible();
  expect(new URL(karim.url()).pathname).toMatch(/^\/c\//);
  await karim.context().setOffline(false);
  await away(karim);
  await send(amel, 'Et celui du 6');
  await expect.poll(() => shownBy(karim)).toContainEqual(['Amel Nour', 'Et celui du 6']);
  await karim.goto(server.url);
  await row().click();
  await expect(message(karim, 'Et celui du 6')).toBeVisible();
  await expect.poll(() => shownBy(karim)).not.toContainEqual(['Amel Nour', 'Et celui du 6']);
});

test('ANNOUNCE-8, ANNOUNCE-9, NOTIFY-10 an announcement wakes a closed phone without a word of it, stands among the messages until it is acknowledged, and then nowhere', async ({
  server,
}) => {
  await karim.goto(server.url);
  await expect(row()).toBeVisible();
  await away(karim);
  await salma.goto(`${server.url}/admin/hospital/announcements`);
  await salma.getByRole('button', { name: 'Écrire une annonce' }).click();
  const form = salma.getByRole('dialog');
  await form.getByLabel('Titre').fill('Coupure d’eau demain');
  await form.getByLabel('Texte').fill('De 6 h à 8 h.');
  await form.getByRole('button', { name: 'Continuer' }).click();
  await form.getByRole('button', { name: 'Envoyer l’annonce' }).click();
  await expect.poll(() => shownBy(karim)).toContainEqual(['Annonce de l’hôpital', 'Ouvrez SANAD pour la lire.']);
  const sent = push.received.find(({ payload }) => payload.includes('"announcement"'));
  expect(Object.keys(JSON.parse(sent?.payload ?? '{}')).sort()).toEqual(['d', 'k', 'v']);
  expect(sent?.urgency).toBe('normal');

  await karim.goto(`${server.url}/directory`);
  await expect(karim.getByRole('heading', { level: 1, name: 'Annuaire' })).toBeVisible();
  await pressNotification(karim.context(), await tagOf(karim, 'Annonce de l’hôpital'), 'open');
  const card = karim.getByRole('article', { name: 'Coupure d’eau demain' });
  await expect(card).toBeVisible();
  // Pressed or not, it stands until she says that she read it.
  await karim.reload();
  await card.getByRole('button', { name: 'J’ai lu' }).click();
  await expect(card).toHaveCount(0);
  await karim.reload();
  await expect(row()).toBeVisible();
  await expect(card).toHaveCount(0);
  await expect.poll(async () => (await shownBy(karim)).map(([title]) => title)).not.toContain('Annonce de l’hôpital');

  // ANNOUNCE-9: one that was under way all the time asks before it speaks.
  await away(karim);
  await push.deliver(sent?.payload ?? '');
  await expect.poll(() => shownBy(karim)).toContainEqual(['Annonce terminée', 'Il n’y a plus rien à lire.']);
  expect((await shownBy(karim)).map(([title]) => title)).not.toContain('Annonce de l’hôpital');
});

test('NOTIFY-2 who does not want it shown sees that it is urgent, and nothing else', async ({ server }) => {
  await karim.goto(`${server.url}/settings/notifications`);
  await karim.getByRole('switch', { name: /Montrer qui écrit et quoi/ }).click();
  await expect(karim.getByRole('switch', { name: /Montrer qui écrit et quoi/ })).not.toBeChecked();
  await send(amel, 'Box 3 : arrivée', 'Urgent');
  await expect.poll(() => shownBy(karim)).toContainEqual(['Urgent', 'Message urgent. Ouvrez SANAD pour répondre.']);
  await karim.getByRole('alert').getByRole('button', { name: 'Je m’en charge' }).click();
});

test('NOTIFY-9 with an app lock the open window reads for the notification, until it is locked', async ({ server }) => {
  await karim.getByRole('switch', { name: /Montrer qui écrit et quoi/ }).click();
  await karim.goto(`${server.url}/settings/lock`);
  await karim.getByRole('button', { name: 'Choisir un code PIN' }).click();
  await karim.getByLabel('Nouveau code PIN').fill(pin);
  await karim.getByLabel('Encore une fois').fill(pin);
  await karim.getByRole('button', { name: 'Activer le verrouillage' }).click();
  await expect(karim.getByText('Verrouillage activé.')).toBeVisible();
  await send(amel, 'Lit 7 : saturation 82', 'Urgent');
  await expect.poll(() => shownBy(karim)).toContainEqual(['Urgent – Amel Nour', 'Lit 7 : saturation 82']);
  await pressNotification(karim.context(), await tagOf(karim, 'Urgent – Amel Nour'), 'take');
  await expect(message(amel, 'saturation')).toContainText(/Pris en charge par .*Karim Ziadi/);

  await karim.getByRole('button', { name: 'Verrouiller maintenant' }).click();
  await expect(karim.getByLabel('Code PIN')).toBeVisible();
  await send(amel, 'Lit 9 : chute', 'Urgent');
  await expect.poll(() => shownBy(karim)).toContainEqual(['Urgent', 'Message urgent. Ouvrez SANAD pour répondre.']);
  expect((await shownBy(karim)).flat().join()).not.toMatch(/chute/);
  await karim.getByLabel('Code PIN').fill(pin);
  await karim.getByRole('button', { name: 'Déverrouiller', exact: true }).click();
  await expect(karim.getByRole('alert').filter({ hasText: 'chute' })).toBeVisible();
});
