/** What a keyboard, a screen reader, a right-to-left reader and somebody who cannot bear motion need, on every main screen. */
import { expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn, tabTo } from './support/accessible.ts';
import { lane, message, send, thread, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { type Colleagues, enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'accessibility' });
test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000); // axe takes seconds per screen on two cores

let salma: Page;
let amel: Page;

test.beforeAll(async ({ browser, server }) => {
  ({ salma, amel } = (await enrolTwo(browser, server, { reducedMotion: 'reduce' })) satisfies Colleagues);
  await writeTo(salma, 'Amel Nour');
  await send(salma, 'Bonjour Amel');
  await send(salma, 'Bilan du lit 4', 'Important');
  await send(salma, 'Lit 12 : venez', 'Urgent');
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

for (const language of LANGUAGES) {
  test(`no serious fault before the door, ${language}`, async ({ browser, server }) => {
    const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(server.url);
    for (const path of ['/sign-in', '/sign-up']) {
      await openIn(page, language, `${server.url}${path}`);
      expect(await faults(page), path).toEqual([]);
    }
    await page.locator('form input[type="radio"]').first().check({ force: true });
    const typed = page.locator('form input:not([type="radio"])');
    for (const [at, text] of ['Rania Zouari', 'M-77', 'Pédiatrie', 'rania@chu.tn', 'un long mot de passe'].entries())
      await typed.nth(at).fill(text);
    await page.locator('.gate-foot button').click();
    await expect(page.getByRole('checkbox')).toBeVisible();
    expect(await faults(page), 'recovery code').toEqual([]);
    await page.getByRole('checkbox').check();
    await page.locator('.gate-foot button').click();
    await expect(page.getByRole('textbox')).toHaveCount(2);
    expect(await faults(page), 'code typed back').toEqual([]);
    await context.close();
  });

  test(`no serious fault on the main screens, ${language}`, async ({ server }) => {
    for (const path of [
      '/',
      '/new',
      '/directory',
      '/settings',
      '/settings/profile',
      '/settings/language',
      '/settings/theme',
      '/settings/phrases',
      '/nowhere',
    ]) {
      await openIn(amel, language, `${server.url}${path}`);
      if (path === '/') await expect(amel.locator('.slab')).toBeVisible();
      expect(await faults(amel), path).toEqual([]);
    }
    await openIn(salma, language, `${server.url}/admin`);
    expect(await faults(salma), '/admin').toEqual([]);
    await openIn(salma, language, server.url);
    await salma.locator('a.conv').first().click();
    await expect(thread(salma).or(salma.getByRole('log')).locator('article')).toHaveCount(3);
    expect(await faults(salma), 'conversation').toEqual([]);
    const add = salma.locator('.composer [aria-haspopup="dialog"]').first();
    await add.click();
    await expect(salma.locator('.tile')).toHaveCount(6);
    expect(await faults(salma), 'add').toEqual([]);
    await salma.locator('.tile').nth(4).click();
    await salma.locator('.card-form textarea').first().fill('Lit 4');
    expect(await faults(salma), 'form').toEqual([]);
    await salma.keyboard.press('Escape');
    await salma.locator('.composer [aria-haspopup="dialog"]').last().click();
    await expect(salma.getByRole('dialog')).toBeVisible();
    expect(await faults(salma), 'priority').toEqual([]);
    await salma.keyboard.press('Escape');
  });
}

test('a phone and the two other themes have no serious fault either', async ({ server }) => {
  await amel.setViewportSize({ width: 390, height: 844 });
  for (const theme of ['dark', 'veille']) {
    await amel.evaluate((name) => localStorage.setItem('sanad.theme', name), theme);
    await openIn(amel, 'fr', server.url);
    expect(await faults(amel), theme).toEqual([]);
  }
  await amel.evaluate(() => localStorage.removeItem('sanad.theme'));
  await amel.setViewportSize({ width: 1280, height: 800 });
});

test('a phone has one visible main landmark and a heading of the first level on every screen', async ({ server }) => {
  await amel.setViewportSize({ width: 390, height: 844 });
  // What waits for an answer stands over every other screen.
  await openIn(amel, 'fr', server.url);
  await lane(amel).getByRole('button', { name: 'Je m’en charge' }).click();
  await expect(lane(amel).getByRole('button', { name: 'Je m’en charge' })).toHaveCount(0); // stored: what is loaded next knows it
  const isFramed = async (what: string) => {
    await expect(amel.getByRole('main'), what).toHaveCount(1);
    await expect(amel.getByRole('main'), what).toBeVisible();
    await expect(amel.getByRole('heading', { level: 1 }), what).toHaveCount(1);
  };
  for (const path of ['/', '/new', '/directory', '/settings', '/settings/profile', '/nowhere']) {
    await openIn(amel, 'fr', `${server.url}${path}`);
    await isFramed(path);
  }
  await writeTo(amel, 'Salma Administratrice');
  await isFramed('conversation');
  await expect(amel.getByRole('heading', { level: 1, name: 'Salma Administratrice' })).toBeVisible();
  await amel.setViewportSize({ width: 1280, height: 800 });
});

test('in Arabic a Latin name keeps its own direction and the side of the interface', async ({ server }) => {
  await openIn(amel, 'ar', `${server.url}/directory`);
  const name = amel.locator('.person bdi', { hasText: 'Salma Administratrice' });
  await expect(name).toHaveCSS('direction', 'ltr');
  await expect(name).toHaveCSS('text-align', 'right');
  // What is cut overflows on the right of a Latin name: its beginning stays. Made narrow and measured at once: a row may be drawn anew in between.
  const cut = await name.evaluate((element) => {
    element.closest<HTMLElement>('.nm')?.style.setProperty('inline-size', '80px');
    return { isCut: element.scrollWidth > element.clientWidth, scrollLeft: element.scrollLeft };
  });
  expect(cut).toEqual({ isCut: true, scrollLeft: 0 });
  await openIn(amel, 'fr', server.url);
});

test('keyboard alone: from the inbox to an urgent message that was sent', async ({ server }) => {
  await openIn(salma, 'fr', server.url);
  await tabTo(salma, salma.getByRole('link', { name: /Amel Nour/ }));
  await salma.keyboard.press('Enter');
  const entry = salma.getByRole('textbox', { name: 'Message' });
  await tabTo(salma, entry);
  await salma.keyboard.type('Clavier seul : lit 3');
  await tabTo(salma, salma.getByRole('button', { name: /^Priorité/ }));
  await salma.keyboard.press('Enter');
  await expect(salma.getByRole('radio', { name: /Normal/ })).toBeFocused();
  await salma.keyboard.press('ArrowDown');
  await salma.keyboard.press('ArrowDown');
  await salma.keyboard.press('Enter');
  await expect(salma.getByRole('dialog')).toHaveCount(0);
  await expect(entry).toBeFocused();
  await salma.keyboard.press('Enter'); // a stray Enter sends no urgent
  await expect(entry).not.toHaveValue('');
  await tabTo(salma, salma.getByRole('button', { name: 'Envoyer en urgent' }));
  await salma.keyboard.press('Enter');
  await expect(message(salma, 'Clavier seul')).toContainText('Urgent');
  await expect(entry).toHaveValue('');
});

test('the thread is a log, and what arrives is said once by a polite region', async () => {
  await expect(thread(salma)).toHaveRole('log');
  await expect(thread(salma)).toHaveAccessibleName('Messages');
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Dites-le à voix haute', 'Important');
  await expect(salma.locator('[aria-live="polite"]', { hasText: 'Important, Amel Nour' })).toContainText('Dites-le à voix haute');
});

test('focus goes back to where it was when a sheet closes', async ({ server }) => {
  await openIn(amel, 'fr', `${server.url}/settings`);
  const leave = amel.getByRole('button', { name: 'Se déconnecter de cet appareil' });
  await leave.press('Enter');
  await expect(amel.getByRole('dialog')).toBeVisible();
  await amel.keyboard.press('Escape');
  await expect(leave).toBeFocused();

  await amel.context().setOffline(true);
  const strip = amel.getByRole('button', { name: /Hors ligne/ });
  await strip.press('Enter');
  await expect(amel.getByRole('dialog')).toBeVisible();
  await amel.getByRole('dialog').getByRole('button', { name: 'Fermer' }).press('Enter');
  await expect(strip).toBeFocused();
  await amel.context().setOffline(false);
});

test('less motion: a sheet and a slab do not travel', async () => {
  await amel.getByRole('button', { name: 'Se déconnecter de cet appareil' }).click();
  await expect(amel.getByRole('dialog')).toBeVisible();
  const longest = await amel.evaluate(() =>
    Math.max(0, ...document.getAnimations().map((animation) => Number(animation.effect?.getComputedTiming().endTime ?? 0))),
  );
  expect(longest).toBeLessThanOrEqual(2);
  const duration = await amel
    .getByRole('dialog')
    .evaluate((sheet) => Number.parseFloat(getComputedStyle(sheet).animationDuration));
  expect(duration).toBeLessThanOrEqual(0.001);
  await amel.keyboard.press('Escape');
});

/** What stood on <html> when its body began, before any module and any paint, and everything it changed to later. */
const recordHtml = () => {
  const seen: string[] = [];
  Reflect.set(window, 'seenOnHtml', seen);
  new MutationObserver(() => {
    const root = document.documentElement;
    const now = `${root.lang} ${root.dir} ${root.dataset['theme'] ?? 'auto'}`;
    if (document.body !== null && seen.at(-1) !== now) seen.push(now);
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['lang', 'dir', 'data-theme'] });
};

test('language and theme are chosen once and stand before the first paint', async ({ server }) => {
  const page = await amel.context().newPage();
  await page.addInitScript(recordHtml);
  await page.goto(`${server.url}/settings/theme`);
  await page.getByRole('radio', { name: /Veille/ }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'veille');
  await page.goto(`${server.url}/settings/language`);
  await page.getByRole('radio', { name: 'العربية' }).check();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await page.reload();
  await expect(page.getByRole('main')).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, 'seenOnHtml'))).toEqual(['ar rtl veille']);
  await page.getByRole('radio', { name: 'Français' }).check();
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  await page.close();
});

test('nobody has chosen a language yet: the browser says which, also before the first paint', async ({ browser, server }) => {
  for (const [locale, seen] of [
    ['ar-TN', 'ar rtl auto'],
    ['en-GB', 'en ltr auto'],
    ['de-DE', 'fr ltr auto'],
  ]) {
    const context = await browser.newContext(locale === undefined ? {} : { locale });
    const page = await context.newPage();
    await page.addInitScript(recordHtml);
    await page.goto(`${server.url}/sign-in`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => Reflect.get(window, 'seenOnHtml'))).toEqual([seen]);
    expect(await page.evaluate(() => localStorage.getItem('sanad.language'))).toBeNull();
    await context.close();
  }
});

test('the page of the first administrator has the three languages', async ({ browser, server }) => {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${server.url}/first-admin#used`);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await context.close();
});
