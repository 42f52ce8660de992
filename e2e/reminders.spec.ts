/**
 * Reminders and invitations from the server to a closed phone: encrypted push, service worker, what it says. The push service is ours; for time to pass the server
 * starts again with its clock ahead.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import { faults, openIn } from './support/accessible.ts';
import { newBrowser } from './support/browsers.ts';
import { approve, askForAccess, createHospital, isInstalled, makeGroup } from './support/people.ts';
import { notifications, type PushService, pressNotification, startPushService } from './support/push-service.ts';
import { type TestServer, test } from './support/server.ts';
import { firstAdminLink } from './support/two-colleagues.ts';

test.use({ hospital: 'reminders' });
test.describe.configure({ mode: 'serial', timeout: 90_000 });

const ward = 'Réanimation – équipe';
const pin = '804213';
let salma: Page;
let karim: Page;
let push: PushService;
let url: string;
let aheadMinutes = 0;

const form = (page: Page): Locator => page.locator('form.event-form');
const pane = (page: Page): Locator => page.getByRole('region', { name: 'Événement', exact: true });
const shownBy = async (page: Page) =>
  (await notifications(page)).map(({ title, body }) => `${title.replaceAll('\u00a0', ' ')} | ${body}`);
/** With the kinds of what came, for who reads why it failed. */
const shows = (words: RegExp) =>
  expect
    .poll(async () => [...(await shownBy(karim)), push.received.map(({ payload }) => JSON.parse(payload).k).join()].join('\n'), {
      timeout: 30_000,
    })
    .toMatch(words);
const reminded = () => push.received.filter(({ payload }) => payload.includes('"reminder"')).length;
/** No window of the app: its worker alone. */
const away = (page: Page) => page.goto('about:blank');

/** So many minutes from now by the browser's clock, with everybody. */
async function invite(title: string, minutes: number, reminder: string, withCall = false): Promise<string> {
  const start = await salma.evaluate((ahead) => {
    const at = new Date(Date.now() + ahead * 60_000);
    const two = (value: number) => String(value).padStart(2, '0');
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
  }, minutes);
  await salma.goto(`${url}/calendar/new?start=${start}`);
  await form(salma).getByLabel('Titre').fill(title);
  await form(salma).getByLabel('Lieu').fill('Salle B2');
  await form(salma).getByLabel('Agenda').selectOption({ label: ward });
  await form(salma).getByRole('button', { name: 'Tous les membres' }).click();
  await form(salma).getByLabel('Rappel 1', { exact: true }).fill(reminder);
  if (withCall)
    await form(salma)
      .getByRole('switch', { name: /Avec un appel/ })
      .click();
  await form(salma).getByRole('button', { name: 'Enregistrer' }).click();
  await expect(pane(salma).getByRole('heading', { level: 1 })).toHaveText(title);
  return new URL(salma.url()).pathname;
}
/** The server's clock goes on by so much; everybody comes back to it. */
async function pass(minutes: number, server: TestServer): Promise<void> {
  aheadMinutes += minutes;
  await server.stop();
  const moved = `const now=Date.now;Date.now=()=>now()+${aheadMinutes * 60_000}`;
  await server.start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(moved)}` });
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ url } = server);
  push = await startPushService(server.pushPort);
  salma = await newBrowser(browser);
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 390, height: 844 } });
  await push.attach(context, url);
  karim = await context.newPage();
  await createHospital(salma, firstAdminLink(server));
  await askForAccess(karim, url, 'Karim Ziadi');
  await approve(salma, karim, 'Karim Ziadi');
  await isInstalled(karim);
  await expect(async () => {
    await karim.goto(`${url}/settings/notifications`);
    const here = karim.getByRole('switch', { name: /Notifications sur cet appareil/ });
    await expect(here).toBeChecked({ timeout: 8000 });
  }).toPass();
  await salma.goto(url);
  await makeGroup(salma, ['Karim'], ward);
  await karim.goto(url);
  await expect(karim.getByRole('link', { name: new RegExp(ward) }).first()).toBeVisible();
});
test.afterAll(async () => {
  for (const page of [salma, karim]) await page?.context().close();
  await push?.close();
});

test('CAL-46 a new event begins with the reminder that she chose for its calendar', async () => {
  await karim.goto(`${url}/settings/notifications`);
  await karim.getByLabel('Agenda', { exact: true }).selectOption({ label: ward });
  await karim.getByLabel('Rappel des nouveaux événements').selectOption({ label: '2 h avant' });
  expect(await faults(karim), 'settings').toEqual([]);
  await karim.goto(`${url}/calendar/new`);
  const amount = form(karim).getByLabel('Rappel 1', { exact: true });
  await expect(amount).toHaveValue('15');
  await form(karim).getByLabel('Agenda').selectOption({ label: ward });
  await expect(amount).toHaveValue('2');
  await expect(form(karim).getByLabel('Unité du rappel 1')).toHaveValue('hours');
  await form(karim).getByRole('button', { name: 'Fermer' }).click();
});

test('CAL-7, CAL-45 five minutes before a meeting with a call a closed phone says so, and leads to where one joins', async ({
  server,
}) => {
  await away(karim);
  await invite('Visio', 7, '600', true);
  await shows(/Invitation : Visio/);
  await pass(3, server);
  await shows(/Commence dans \d minutes? : Visio/);
  await karim.goto(url);
  await expect(karim.getByRole('link', { name: new RegExp(ward) }).first()).toBeVisible();
  await pressNotification(karim.context(), (await notifications(karim))[0]?.tag ?? '', 'join');
  await expect(karim).toHaveURL(/\/calendar\/e\/.*#join$/);
  await expect(pane(karim).getByRole('button', { name: 'Rejoindre l’appel' })).toBeVisible();
  // Nobody is in a call by opening an address.
  await expect(karim.getByRole('dialog', { name: 'Appel de groupe' })).toHaveCount(0);
});

test('CAL-40, CAL-45 a closed phone hears of an invitation and is reminded at the time, with the words of the event', async ({
  server,
}) => {
  await away(karim);
  const before = reminded();
  const path = await invite('Staff de réanimation', aheadMinutes + 40, '15');
  await shows(/Invitation : Staff de réanimation \| .*\d\d:\d\d – \d\d:\d\d · Salle B2 · Salma/);
  expect(push.received.every(({ payload }) => !/Staff|Salle|Salma/.test(payload))).toBe(true);
  await pass(26, server);
  await shows(/^Staff de réanimation \| .*\d\d:\d\d – \d\d:\d\d · Salle B2$/m);
  expect(reminded()).toBe(before + 1);
  await karim.goto(`${url}${path}`);
  await expect(pane(karim).getByRole('heading', { level: 1 })).toHaveText('Staff de réanimation');
});

test('CAL-47 among the alerts stand the invitation, which needs her, and the reminder; answered, it needs her no more', async () => {
  const row = (title: string, words: string) => karim.getByRole('listitem').filter({ hasText: title }).filter({ hasText: words });
  /** By this browser's clock the one of ten hours before is due. */
  const reminder = (words: string) => row('Visio', words);
  const invited = row('Staff de réanimation', 'vous invite');
  await karim.goto(`${url}/alerts`);
  await expect(invited).toBeVisible();
  await expect(reminder('Rappel')).toBeVisible();
  expect(await faults(karim), 'alerts').toEqual([]);
  await openIn(karim, 'ar', `${url}/alerts`);
  await expect(reminder('تذكير')).toBeVisible();
  expect(await faults(karim), 'alerts, Arabic').toEqual([]);
  await openIn(karim, 'fr', `${url}/alerts`);
  await invited.getByRole('link', { name: /Répondre/ }).click();
  await pane(karim).getByRole('button', { name: 'Je viens' }).click();
  await karim.goto(`${url}/alerts`);
  await expect(reminder('Rappel')).toBeVisible();
  await expect(invited).toHaveCount(0);
});

test('CAL-48 reminders of a calendar are muted and heard again; its invitations stay', async () => {
  const reminder = karim.getByRole('listitem').filter({ hasText: 'Visio' }).filter({ hasText: 'Rappel' });
  const mute = karim.getByRole('switch', { name: 'Couper les rappels de cet agenda' });
  const turn = async (isMuted: boolean) => {
    await karim.goto(`${url}/settings/notifications`);
    await karim.getByLabel('Agenda', { exact: true }).selectOption({ label: ward });
    await mute.click();
    await expect(mute).toBeChecked({ checked: isMuted });
    expect(await faults(karim), 'settings').toEqual([]);
    await karim.goto(`${url}/alerts`);
  };
  await turn(true);
  await expect(karim.getByRole('listitem').filter({ hasText: 'Visio' }).filter({ hasText: 'vous invite' })).toBeVisible();
  await expect(reminder).toHaveCount(0);
  await turn(false);
  await expect(reminder).toBeVisible();
});

test('CAL-40, CAL-45 what is cancelled says so on a closed phone, in Arabic as well', async () => {
  await openIn(karim, 'ar', `${url}/alerts`);
  await away(karim);
  await invite('Point gardes', aheadMinutes + 60, '15');
  await shows(/دعوة: Point gardes/);
  await pane(salma).getByRole('button', { name: 'Autres actions' }).click();
  await salma
    .getByRole('dialog', { name: 'Autres actions' })
    .getByRole('button', { name: /^Annuler/ })
    .click();
  await shows(/أُلغي: Point gardes/);
  await karim.goto(url);
  await openIn(karim, 'fr', `${url}/alerts`);
});

test('CAL-45, NOTIFY-2 with a lock and no window a reminder says that it is time, and nothing of what it is', async ({
  server,
}) => {
  await karim.goto(`${url}/settings/lock`);
  await karim.getByRole('button', { name: 'Choisir un code PIN' }).click();
  await karim.getByLabel('Nouveau code PIN').fill(pin);
  await karim.getByLabel('Encore une fois').fill(pin);
  await karim.getByRole('button', { name: 'Activer le verrouillage' }).click();
  await expect(karim.getByText('Verrouillage activé.')).toBeVisible();
  await away(karim);
  await invite('Secret du service', aheadMinutes + 30, '15');
  await shows(/^Agenda \| Une invitation/m);
  await pass(16, server);
  await shows(/^Rappel \| Un événement de votre agenda/m);
  expect((await shownBy(karim)).join()).not.toContain('Secret');
});
