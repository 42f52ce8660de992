/** One event: made, answered, changed by two without a network, cancelled beside a change, a series, its file, files of other calendars, its call. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { heardFrom, watchConnections } from './support/connections.ts';
import { makeGroup } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'calendar-event' });
test.describe.configure({ mode: 'serial', timeout: 90_000 });

const ward = 'Réanimation – équipe';
const zone = 'Africa/Tunis';
let salma: Page;
let amel: Page;
let url: string;

const pane = (page: Page): Locator => page.getByRole('region', { name: 'Événement', exact: true });
const disputes = (page: Page): Locator => pane(page).locator('.event-conflict');
const form = (page: Page): Locator => page.locator('form.event-form');
const sheet = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
const save = (page: Page): Promise<void> => form(page).getByRole('button', { name: 'Enregistrer' }).click();
const edit = (page: Page): Promise<void> => pane(page).getByRole('link', { name: 'Modifier' }).click();
const menu = async (page: Page, entry: RegExp): Promise<void> => {
  await pane(page).getByRole('button', { name: 'Autres actions' }).click();
  await sheet(page, 'Autres actions').getByRole('button', { name: entry }).click();
};
const go = (page: Page, path: string): Promise<unknown> => page.goto(`${url}${path}`);
const pathOf = (page: Page): string => new URL(page.url()).pathname;
async function make(
  page: Page,
  query: string,
  title: string,
  fill: (page: Page) => Promise<void> = async () => {},
): Promise<string> {
  await go(page, `/calendar/new?${query}`);
  await form(page).getByLabel('Titre').fill(title);
  await form(page).getByLabel('Agenda').selectOption({ label: ward });
  await fill(page);
  await save(page);
  await expect(pane(page).getByRole('heading', { level: 1 })).toHaveText(title);
  return pathOf(page);
}
const offline = async (isOffline: boolean): Promise<void> => {
  for (const page of [salma, amel]) await page.context().setOffline(isOffline);
};

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ url } = server);
  ({ salma, amel } = await enrolTwo(browser, server, { timezoneId: zone }, watchConnections));
  await makeGroup(amel, ['Salma'], ward);
  await salma.goto(url);
  await expect(salma.getByRole('link', { name: new RegExp(ward) }).first()).toBeVisible();
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

let staff: string;

test('an event is made from an hour of the calendar, faults are said at their fields, and what was typed is not dropped unasked', async () => {
  await go(amel, '/calendar/new?start=2026-10-13T14:30&view=week&date=2026-10-13');
  await save(amel);
  await expect(form(amel).getByLabel('Titre')).toBeFocused();
  await expect(form(amel)).toContainText('Donnez un titre.');
  await form(amel).getByLabel('Titre').fill('Staff de réanimation');
  await form(amel).getByLabel('Date de fin').fill('2026-10-12');
  await save(amel);
  await expect(form(amel)).toContainText('La fin est avant le début.');
  expect(await faults(amel), 'form').toEqual([]);
  await form(amel).getByRole('button', { name: 'Fermer' }).click();
  await sheet(amel, 'Quitter sans enregistrer ?').getByRole('button', { name: 'Continuer la saisie' }).click();
  await form(amel).getByLabel('Date de fin').fill('2026-10-13');
  await form(amel).getByLabel('Lieu').fill('Salle B2');
  await form(amel).getByLabel('Agenda').selectOption({ label: ward });
  await form(amel).getByRole('button', { name: 'Tous les membres' }).click();
  await save(amel);
  await expect(pane(amel)).toContainText(/mardi 13 octobre(?: 2026)?, 14:30 – 15:30/);
  await expect(amel).toHaveURL(/\/calendar\/e\/.*view=week&date=2026-10-13/);
  staff = pathOf(amel);
});

test('CAL-5 an answer, with a word, is seen by the other', async () => {
  await go(salma, staff);
  await expect(pane(salma)).toContainText('Organisé par Amel Nour');
  await pane(salma).getByRole('button', { name: 'Je viens' }).click();
  await expect(pane(salma).getByRole('button', { name: 'Je viens' })).toHaveAttribute('aria-pressed', 'true');
  await pane(salma).getByRole('button', { name: 'Ajouter un mot' }).click();
  await pane(salma).getByLabel('Un mot avec la réponse').fill('avec dix minutes de retard');
  await pane(salma).getByRole('button', { name: 'Envoyer' }).click();
  const guest = pane(amel).locator('.person').filter({ hasText: 'Salma' });
  await expect(guest).toContainText('avec dix minutes de retard');
  await expect(guest.locator('.tag')).toHaveText('Oui');
  expect(await faults(salma), 'details').toEqual([]);
  await pane(amel).getByRole('link', { name: 'Fermer l’événement' }).click();
  await expect(amel).toHaveURL(/\/calendar\?view=week&date=2026-10-13$/);
});

test('CAL-5 two change one event without a network: what each changed is there, and of what both changed one chooses', async () => {
  await go(amel, staff);
  await offline(true);
  await edit(amel);
  await form(amel).getByLabel('Titre').fill('Staff du mardi');
  await form(amel).getByLabel('Lieu').fill('Amphithéâtre');
  await save(amel);
  await expect(pane(amel)).toContainText('Sur cet appareil seulement');
  await edit(salma);
  await form(salma).getByLabel('Titre').fill('Staff de l’après-midi');
  await form(salma).getByLabel('Heure de début').fill('16:00');
  await expect(form(salma).getByLabel('Heure de fin')).toHaveValue('17:00');
  await save(salma);
  await expect(pane(salma)).toContainText('16:00 – 17:00');
  await offline(false);
  for (const page of [amel, salma]) {
    await expect(pane(page)).toContainText('Amphithéâtre');
    await expect(pane(page)).toContainText('16:00 – 17:00');
    await expect(disputes(page)).toContainText('Deux versions : titre');
  }
  expect(await faults(salma), 'conflict').toEqual([]);
  await pane(salma).getByRole('button', { name: 'Garder cette version : Staff du mardi' }).click();
  for (const page of [amel, salma]) {
    await expect(pane(page).getByRole('heading', { level: 1 })).toHaveText('Staff du mardi');
    await expect(disputes(page)).toHaveCount(0);
  }
});

test('CAL-21 what one removes while another changes it stays visible, and somebody decides', async () => {
  await offline(true);
  await edit(amel);
  await form(amel).getByLabel('Notes').fill('Apporter les bilans');
  await save(amel);
  await menu(salma, /Retirer de l’agenda/);
  await expect(salma.getByText('Événement retiré.')).toBeVisible();
  await offline(false);
  await expect(disputes(amel)).toContainText('Annulé et modifié en même temps');
  await go(salma, staff);
  await expect(disputes(salma)).toContainText('Amel Nour l’a modifié');
  await pane(salma).getByRole('button', { name: 'Le garder' }).click();
  for (const page of [amel, salma]) {
    await expect(disputes(page)).toHaveCount(0);
    await expect(pane(page)).toContainText('Apporter les bilans');
  }
  // Cancelled, it stays and says so; an undo brings it back.
  await menu(salma, /Annuler l’événement/);
  await expect(pane(amel)).toContainText('Il n’a pas lieu');
  await salma.getByRole('button', { name: 'Rétablir' }).last().click();
  await expect(pane(amel)).not.toContainText('Il n’a pas lieu');
});

test('CAL-6 of a series one date, those that follow and all are changed', async () => {
  const path = await make(amel, 'start=2026-11-03T09:00', 'Visite', async (page) => {
    await form(page).getByLabel('Répétition').selectOption({ label: 'Toutes les semaines' });
  });
  const titleAt = async (page: Page, date: string, title: string): Promise<void> => {
    await go(page, `${path}?at=${date}`);
    await expect(pane(page).getByRole('heading', { level: 1 })).toHaveText(title);
  };
  const rename = async (date: string, title: string, scope: string): Promise<void> => {
    await go(amel, `${path}?at=${date}`);
    await edit(amel);
    await form(amel).getByLabel('Titre').fill(title);
    await save(amel);
    await sheet(amel, 'Modifier quelles dates ?').getByRole('button', { name: scope }).click();
    await expect(pane(amel).getByRole('heading', { level: 1 })).toHaveText(title);
  };
  await expect(pane(amel)).toContainText('Chaque mardi');
  await rename('2026-11-10', 'Visite avec le directeur', 'Cette date seulement');
  await rename('2026-11-24', 'Grande visite', 'Cette date et les suivantes');
  await titleAt(amel, '2026-11-17', 'Visite');
  await titleAt(amel, '2026-12-01', 'Grande visite');
  await rename('2026-11-03', 'Visite du mardi', 'Toutes les dates');
  await titleAt(salma, '2026-12-08', 'Visite du mardi');
  // What was said of one date stays.
  await titleAt(salma, '2026-11-10', 'Visite avec le directeur');
});

test('CAL-20 a file of an event is opened by the other', async () => {
  await go(amel, staff);
  await pane(amel)
    .getByLabel('Joindre un fichier')
    .setInputFiles({ name: 'ordre-du-jour.txt', mimeType: 'text/plain', buffer: Buffer.from('1. Lits\n2. Gardes\n') });
  await expect(pane(amel).locator('.event-file:not([data-waiting])')).toHaveCount(1, { timeout: 30_000 }); // the server has its bytes
  await go(salma, staff);
  const file = pane(salma).getByRole('button', { name: /Enregistrer.*ordre-du-jour\.txt/ });
  const download = salma.waitForEvent('download');
  await file.click();
  expect(await readFile(await (await download).path(), 'utf8')).toBe('1. Lits\n2. Gardes\n');
  await pane(amel).getByRole('button', { name: 'Retirer ordre-du-jour.txt' }).click();
  await expect(pane(salma).locator('.event-file')).toHaveCount(0);
});

const hostile = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:1@autre.example',
  'DTSTART;TZID=Mars/Olympus:20261020T090000',
  'DTEND;TZID=Mars/Olympus:20261020T100000',
  'SUMMARY:<img src=x onerror="document.title=1"><script>document.title=2</script>',
  'X-AUTRE:gardé',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:2@autre.example',
  'DTSTART:20261021T090000Z',
  'RRULE:FREQ=SECONDLY;COUNT=999999999',
  'SUMMARY:Sans fin',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:3@autre.example',
  'SUMMARY:Sans début',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

async function importFile(page: Page, name: string, text: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Importer ou exporter' }).click();
  await sheet(page, 'Importer ou exporter')
    .getByLabel(/Importer un fichier/)
    .setInputFiles({ name, mimeType: 'text/calendar', buffer: Buffer.from(text) });
  await sheet(page, `Importer ${name}`).getByLabel('Dans quel agenda ?').selectOption({ label: 'Personnel' });
  await sheet(page, `Importer ${name}`).getByRole('button', { name: 'Importer', exact: true }).click();
  const report = sheet(page, 'Import terminé');
  await expect(report).toBeVisible();
  return report;
}

test('CAL-10 a hostile file is read as far as it can be, with a reason for the rest; what goes out comes back the same', async () => {
  await go(amel, '/calendar');
  const report = await importFile(amel, 'autre.ics', hostile);
  await expect(report).toContainText('2 événements ajoutés');
  await expect(report).toContainText('Pas importé – sans date de début');
  await expect(report).toContainText('Importé sans cela – répétition que SANAD ne connaît pas');
  await expect(report).toContainText('fuseau horaire inconnu : lu à l’heure d’ici');
  await expect(report).toContainText('<script>');
  await expect(amel).toHaveTitle(/SANAD/);
  expect(await faults(amel), 'report').toEqual([]);
  await report.getByRole('button', { name: 'Fermer' }).last().click();
  await amel.getByRole('button', { name: 'Importer ou exporter' }).click();
  await sheet(amel, 'Importer ou exporter')
    .getByRole('button', { name: /Exporter un agenda/ })
    .click();
  const download = amel.waitForEvent('download');
  await sheet(amel, 'Exporter un agenda').getByRole('button', { name: 'Enregistrer le fichier' }).click();
  const saved = await readFile(await (await download).path(), 'utf8');
  expect(saved).toContain('X-AUTRE:gardé');
  expect((await download).suggestedFilename()).toBe('Personnel.ics');
  const again = await importFile(amel, 'encore.ics', saved);
  await expect(again).toContainText('Aucun événement ajouté');
  await expect(again).toContainText('déjà');
  await expect(again).not.toContainText('mis à jour');
});

test('GROUPCALL-2 a meeting is announced before it begins, and its event opens the call of the group', async () => {
  // In four minutes by the wall clock of the browser: within the five of the strip, and far enough for whoever is slow.
  const start = await amel.evaluate(() => {
    const at = new Date(Date.now() + 240_000);
    const two = (value: number) => String(value).padStart(2, '0');
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
  });
  await make(amel, `start=${start}`, 'Point de garde', async (page) => {
    await form(page).getByRole('switch', { name: 'Avec un appel' }).check();
    await form(page).getByRole('button', { name: 'Tous les membres' }).click();
  });
  await go(salma, '/directory');
  const strip = salma.getByRole('region', { name: 'Réunion qui approche' });
  await expect(strip).toContainText('Point de garde commence dans');
  expect(await faults(salma), 'strip').toEqual([]);
  await pane(amel).getByRole('button', { name: 'Rejoindre l’appel' }).click();
  await strip.getByRole('button', { name: 'Rejoindre' }).click();
  for (const page of [amel, salma]) {
    await expect(page.getByRole('dialog', { name: 'Appel de groupe' }).locator('.call-tile')).toHaveCount(2, { timeout: 30_000 });
    await expect.poll(() => heardFrom(page), { timeout: 30_000 }).toBe(1);
  }
  await expect(strip).toHaveCount(0);
  for (const page of [amel, salma])
    await page.getByRole('dialog', { name: 'Appel de groupe' }).getByRole('button', { name: 'Quitter', exact: true }).click();
});

test('in both directions the details and the form stand without faults, also on a phone', async () => {
  for (const language of LANGUAGES) {
    await amel.setViewportSize({ width: 390, height: 844 });
    await openIn(amel, language, `${url}${staff}`);
    await expect(amel.locator('.event-pane .facts').first()).toBeVisible();
    expect(await faults(amel), `details ${language}`).toEqual([]);
    await openIn(amel, language, `${url}/calendar/new?start=2026-10-13`);
    await expect(form(amel)).toBeVisible();
    expect(await faults(amel), `form ${language}`).toEqual([]);
  }
});
