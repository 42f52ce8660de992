/** The month and the list: thousands of events, the keyboard, another day by mouse and by form, which calendars, on paper, from right to left. */
import { expect, type Locator, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn, tabTo } from './support/accessible.ts';
import { makeGroup } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'calendar-grid' });
test.describe.configure({ mode: 'serial', timeout: 90_000 });

const ward = 'Réanimation – équipe';
const zone = 'Africa/Tunis';
const many = 2000;
// All of it is in 2094, whose days fall as in 2027: no year in which this runs leaves it unsaid, and no day of it is today.
let page: Page;
let url: string;

const go = (query: string): Promise<unknown> => page.goto(`${url}/calendar?${query}`);
const cell = (date: string): Locator => page.locator(`[role="gridcell"][data-date="${date}"]`);
const chip = (date: string, title: string | RegExp): Locator => cell(date).locator('.ev').filter({ hasText: title });
const slots = (): Locator => page.locator('.cal-day .slot');
const sheet = (name: string | RegExp): Locator => page.getByRole('dialog', { name });
const two = (value: number): string => String(value).padStart(2, '0');

/** Spread over March 2094, and one in four at the same hour as another. */
function fileOfMany(): string {
  const events = Array.from({ length: many }, (_, i) => {
    const day = two(1 + (i % 31));
    const hour = 7 + (Math.floor(i / 31) % 12);
    return [
      'BEGIN:VEVENT',
      `UID:${i}@beaucoup.example`,
      `DTSTART;TZID=${zone}:209403${day}T${two(hour)}0000`,
      `DTEND;TZID=${zone}:209403${day}T${two(hour)}3000`,
      `SUMMARY:Consultation ${i}`,
      'END:VEVENT',
    ].join('\r\n');
  });
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n');
}

async function make(query: string, title: string, calendar: string, fill: (form: Locator) => Promise<void> = async () => {}) {
  await page.goto(`${url}/calendar/new?${query}`);
  const form = page.locator('form.event-form');
  await form.getByLabel('Titre').fill(title);
  await form.getByLabel('Agenda').selectOption({ label: calendar });
  await fill(form);
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('region', { name: 'Événement', exact: true }).getByRole('heading', { level: 1 })).toHaveText(title);
}

/** What the days of the month say that they have. */
const saidOf = (month: string): Promise<number> =>
  page
    .locator(`[role="gridcell"][data-date^="${month}"]`)
    .evaluateAll((cells) =>
      cells
        .map((one) => Number(/(\d+) événements?$/.exec(one.getAttribute('aria-label') ?? '')?.[1] ?? 0))
        .reduce((sum, count) => sum + count, 0),
    );

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ url } = server);
  const { salma, amel } = await enrolTwo(browser, server, { timezoneId: zone });
  page = amel;
  await makeGroup(amel, ['Salma'], ward);
  await salma.context().close();
});
test.afterAll(async () => {
  await page?.context().close();
});

test('the keyboard goes through the grid: one tab stop, days, weeks, months; a day is opened, an empty one begins an event', async () => {
  await go('view=month&date=2094-05-12');
  await make('start=2094-05-13T09:00&view=month&date=2094-05-12', 'Visite', ward);
  await page.getByRole('link', { name: 'Fermer l’événement' }).click();
  await expect(chip('2094-05-13', 'Visite')).toBeVisible();
  await tabTo(page, cell('2094-05-12'));
  const steps: readonly (readonly [string, string])[] = [
    ['ArrowRight', '2094-05-13'],
    ['ArrowDown', '2094-05-20'],
    ['Home', '2094-05-17'],
    ['End', '2094-05-23'],
    ['ArrowUp', '2094-05-16'],
    ['PageDown', '2094-06-16'],
    ['PageUp', '2094-05-16'],
    ['ArrowLeft', '2094-05-15'],
    ['ArrowLeft', '2094-05-14'],
    ['ArrowLeft', '2094-05-13'],
  ];
  for (const [key, date] of steps) {
    await page.keyboard.press(key);
    await expect(cell(date), `${key} leads to ${date}`).toBeFocused();
  }
  await expect(page.locator('[role="gridcell"][tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.locator('.cal-day').getByRole('heading', { name: /jeudi 13 mai/ })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(slots().first()).toBeFocused();
  // What stood beside the month is closed, and she is back on the day.
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Fermer l’événement' }).press('Enter');
  await expect(cell('2094-05-13')).toBeFocused();
  await tabTo(page, page.getByRole('link', { name: 'Nouvel événement' }).first());
  await tabTo(page, cell('2094-05-13'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/calendar\/new\?.*start=2094-05-14/);
});

test('an empty day that is pressed begins an event on it', async () => {
  await go('view=month&date=2094-05-12');
  await expect(chip('2094-05-13', 'Visite')).toBeVisible();
  await cell('2094-05-25').click({ position: { x: 40, y: 70 } });
  await expect(page).toHaveURL(/\/calendar\/new\?.*start=2094-05-25/);
  await expect(page.locator('form.event-form').getByLabel('Date de début')).toHaveValue('2094-05-25');
});

test('an event is taken to another day with the mouse, brought back, and moved by its form', async () => {
  await go('view=month&date=2094-05-12');
  const visit = chip('2094-05-13', 'Visite');
  await expect(visit).toBeVisible();
  const drag = async (to: string, end: () => Promise<void>) => {
    const [from, target] = [await visit.boundingBox(), await cell(to).boundingBox()];
    if (from === null || target === null) throw new Error('both are on the screen');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(target.x + 50, target.y + 50, { steps: 6 });
    await expect(cell(to)).toHaveAttribute('data-over', '');
    await end();
  };
  await drag('2094-05-19', async () => {
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });
  await expect(visit).toBeVisible();
  await expect(page).toHaveURL(/\/calendar\?/);
  await drag('2094-05-19', () => page.mouse.up());
  await expect(chip('2094-05-19', 'Visite')).toBeVisible();
  await expect(visit).toHaveCount(0);
  await expect(chip('2094-05-19', 'Visite').locator('time')).toHaveText('09:00');
  await page.getByRole('button', { name: 'Annuler', exact: true }).click();
  await expect(visit).toBeVisible();
  await visit.click();
  const pane = page.getByRole('region', { name: 'Événement', exact: true });
  await pane.getByRole('link', { name: 'Modifier' }).click();
  await page.locator('form.event-form').getByLabel('Date de début').fill('2094-05-20');
  await page.locator('form.event-form').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(pane).toContainText('jeudi 20 mai 2094');
  await expect(chip('2094-05-20', 'Visite')).toBeVisible();
  await expect(chip('2094-05-20', 'Visite')).toHaveAttribute('aria-current', 'true');
});

test('what lasts several days is a bar over them, what lasts from one week into the next goes on there', async () => {
  await make('start=2094-06-10&view=month&date=2094-06-10', 'Congrès', 'Personnel', async (form) => {
    await form.getByLabel('Date de fin').fill('2094-06-15');
  });
  await page.getByRole('link', { name: 'Fermer l’événement' }).click();
  await expect(chip('2094-06-10', 'Congrès')).toHaveAttribute('data-after', '');
  await expect(chip('2094-06-14', 'Congrès')).toHaveAttribute('data-before', '');
  const [bar, day] = [await chip('2094-06-10', 'Congrès').boundingBox(), await cell('2094-06-10').boundingBox()];
  expect((bar?.width ?? 0) / (day?.width ?? 1)).toBeGreaterThan(3.5);
  await expect(cell('2094-06-12')).toHaveAccessibleName(/1 événement/);
});

test('calendars are hidden and shown again, also after a reload', async () => {
  await go('view=month&date=2094-05-12');
  await expect(chip('2094-05-20', 'Visite')).toBeVisible();
  await page.getByRole('button', { name: 'Agendas affichés' }).click();
  expect(await faults(page), 'filter').toEqual([]);
  await sheet('Agendas affichés').getByLabel(ward).uncheck();
  await sheet('Agendas affichés').getByRole('button', { name: 'Terminé' }).click();
  await expect(page.locator('.month .ev')).toHaveCount(0);
  await page.reload();
  const filter = page.getByRole('button', { name: 'Agendas affichés, 1 masqué' });
  await expect(filter).toBeVisible();
  await expect(page.locator('.month .ev')).toHaveCount(0);
  await filter.click();
  await sheet('Agendas affichés').getByRole('button', { name: 'Tous les agendas' }).click();
  await sheet('Agendas affichés').getByRole('button', { name: 'Terminé' }).click();
  await expect(chip('2094-05-20', 'Visite')).toBeVisible();
});

test('the list has days with their events in words, goes on later and earlier, and says when there is nothing', async () => {
  await make('start=2094-05-20T09:30&view=agenda&date=2094-05-15', 'Conseil', ward);
  await go('view=agenda&date=2094-05-15');
  const day = page.locator('.agenda-day[data-date="2094-05-20"]');
  await expect(day.getByRole('heading', { level: 2 })).toContainText('jeudi 20 mai 2094');
  await expect(day.locator('.slot').first()).toContainText('En même temps : Conseil');
  expect(await faults(page), 'list').toEqual([]);
  const congress = page.locator('.agenda-day[data-date="2094-06-15"]');
  await expect(congress).toHaveCount(0);
  await page.getByRole('button', { name: 'Plus tard', exact: true }).click();
  await expect(congress.locator('.slot')).toContainText('Congrès');
  await page.getByRole('button', { name: 'Plus tôt', exact: true }).click();
  await expect(page.locator('.agenda-day[data-date="2094-05-20"]')).toBeVisible();
  await go('view=agenda&date=2098-01-01');
  await expect(page.getByRole('heading', { name: 'Rien de prévu' })).toBeVisible();
  await page.getByRole('button', { name: 'Aujourd’hui' }).click();
  await expect(page.locator('.day-head[aria-current="date"]')).toContainText('aujourd’hui');
});

test('the view that was used last is opened again', async () => {
  await go('');
  await expect(page.locator('.cal-agenda')).toBeVisible();
  await page.getByRole('button', { name: 'Mois', exact: true }).click();
  await page.goto(`${url}/`);
  await page.getByRole('link', { name: 'Agenda', exact: true }).first().click();
  await expect(page.locator('.month')).toBeVisible();
});

test('on paper stand the title and the days, and nothing that is pressed', async () => {
  await go('view=month&date=2094-05-12');
  await expect(chip('2094-05-20', 'Visite')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mai 2094');
  await expect(chip('2094-05-20', 'Visite')).toBeVisible();
  for (const gone of ['.rail', '.cal-steps', '.cal-tools', '.cal-day', '.cal-legend'])
    await expect(page.locator(gone)).toBeHidden();
  expect(await page.locator('.app').evaluate((app) => getComputedStyle(app).overflow)).toBe('visible');
  await page.emulateMedia({ media: 'screen' });
  await expect(page.locator('.cal-tools')).toBeVisible();
});

test('a sheet is as narrow as a phone: a week has all its days there nevertheless', async () => {
  await go('view=week&date=2094-05-20');
  await expect(page.locator('.tg-head .tg-day')).toHaveCount(7);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 718, height: 1046 });
  await expect(page.locator('.cal-tools')).toBeHidden();
  await expect(page.locator('.tg-head .tg-day')).toHaveCount(7);
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.locator('.cal-tools')).toBeVisible();
});

test('in each language, on a desk and a phone, the month and the list stand without faults', async () => {
  for (const language of LANGUAGES) {
    for (const size of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size);
      await openIn(page, language, `${url}/calendar?view=month&date=2094-05-20`);
      await expect(cell('2094-05-20')).toHaveAttribute('aria-selected', 'true');
      await expect(page.locator('.slot').first()).toBeVisible();
      expect(await faults(page), `month ${language} ${size.width}`).toEqual([]);
      await openIn(page, language, `${url}/calendar?view=agenda&date=2094-05-15`);
      await expect(page.locator('.slot').first()).toBeVisible();
      expect(await faults(page), `list ${language} ${size.width}`).toEqual([]);
    }
  }
});

test('from right to left arrows go as they point, and a phone lists the day that is pressed', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openIn(page, 'ar', `${url}/calendar?view=month&date=2094-05-19`);
  await expect(cell('2094-05-20').locator('.marks i')).toHaveCount(2);
  await cell('2094-05-20').click();
  await expect(page.locator('.cal-day-under .slot')).toHaveCount(2);
  await cell('2094-05-20').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(cell('2094-05-21')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(cell('2094-05-20')).toBeFocused();
});

// Last: for a while its device is busy telling the others of all of them.
test('a month with 2,000 events shows what it has room for, says how many more there are, and opens the day with all of them; so does the list', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await openIn(page, 'fr', `${url}/calendar?view=month&date=2094-03-10`);
  await page.getByRole('button', { name: 'Importer ou exporter' }).click();
  await sheet(/importer ou exporter/i)
    .getByLabel(/Importer un fichier/)
    .setInputFiles({ name: 'mars.ics', mimeType: 'text/calendar', buffer: Buffer.from(fileOfMany()) });
  await sheet('Importer mars.ics').getByLabel('Dans quel agenda ?').selectOption({ label: 'Personnel' });
  await sheet('Importer mars.ics').getByRole('button', { name: 'Importer', exact: true }).click();
  await expect(sheet('Import terminé')).toContainText('2000 événements ajoutés', { timeout: 60_000 });
  await sheet('Import terminé').getByRole('button', { name: 'Fermer' }).last().click();
  await expect.poll(() => saidOf('2094-03'), { timeout: 30_000 }).toBe(many);
  const day = cell('2094-03-10');
  // Days are drawn one after the other, after their counts are said.
  await expect(day.locator('.more')).toBeVisible();
  const shown = await day.locator('.ev').count();
  expect(shown).toBeGreaterThan(0);
  await expect(day.locator('.more')).toHaveText(`+${65 - shown}`);
  await day.locator('.more').click();
  await expect(slots().first()).toContainText('En même temps');
  // The others come as one scrolls to them.
  await expect(async () => {
    await slots().last().scrollIntoViewIfNeeded();
    expect(await slots().count()).toBe(65);
  }).toPass();
  // No more is in the page than what can be seen of it.
  expect(await page.locator('.month .ev').count()).toBeLessThan(31 * 8);
  await page.getByRole('button', { name: 'Mois suivant' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Avril 2094');
  await expect(page.locator('[data-date^="2094-04"] .ev')).toHaveCount(0);
  await page.getByRole('button', { name: 'Mois précédent' }).click();
  await expect(chip('2094-03-10', 'Consultation').first()).toBeVisible();
  // A week has columns that can be read, and counts what has none; the day has room for all of them.
  await go('view=week&date=2094-03-10');
  const hour = page.getByRole('gridcell', { name: /^mercredi 10 mars 2094, 08:00, [56] événements$/ });
  const rest = hour.getByRole('button', { name: /^Voir \d autres?$/ });
  await expect(rest).toHaveText(/^\+\d$/);
  const [inHour = 0] = /\d+(?= événements)/.exec((await hour.getAttribute('aria-label')) ?? '')?.map(Number) ?? [];
  const counted = Number((await rest.textContent())?.slice(1));
  await expect(hour.locator('.tg-block')).toHaveCount(inHour - counted);
  await hour.focus();
  for (let down = 0; down <= inHour - counted; down++) await page.keyboard.press('ArrowDown');
  await expect(rest).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/view=day/);
  await expect(page.locator('.tg-block')).toHaveCount(65);
  // Hours stand within their event, whatever it is called.
  const isWider = (blocks: Element[]) => blocks.filter((block) => block.scrollWidth > block.clientWidth).length;
  expect(await page.locator('.tg-block').evaluateAll(isWider)).toBe(0);
  // As many as are looked at: the others come when one scrolls to them.
  await go('view=agenda&date=2094-03-01');
  await expect(page.locator('.slot').first()).toBeVisible();
  const before = await page.locator('.slot').count();
  expect(before).toBeLessThan(400);
  await page.locator('.slot').last().scrollIntoViewIfNeeded();
  await expect.poll(() => page.locator('.slot').count()).toBeGreaterThan(before);
});
