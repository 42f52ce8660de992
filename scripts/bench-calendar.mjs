/**
 * The calendar in Chromium, for `npm run bench`: reads one JSON object {url, login, password, code, month, zone, events, runs} from its standard
 * input and prints one of measurements. The numbers are of this machine's Chromium without a screen: they compare runs.
 */
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { median, patienceMs, signIn } from './bench-sign-in.mjs';
import { watchTasks } from './bench-tasks.mjs';
import { findOrInstallChromium } from './browser.mjs';

const viewport = { width: 1280, height: 800 };
const slowDown = 4;
const steps = 8;

const settings = JSON.parse(await text(process.stdin));
const executablePath = await findOrInstallChromium();
if (executablePath === undefined) process.exit(3);
const browser = await chromium.launch({ executablePath });
try {
  process.stdout.write(`${JSON.stringify(await measure(settings))}\n`);
} finally {
  await browser.close();
}

async function measure({ url, month, zone, events, runs, ...person }) {
  const context = await browser.newContext({ viewport, timezoneId: zone });
  const page = await context.newPage();
  await signIn(page, { url, ...person });
  await page.locator('nav.rail').waitFor({ timeout: patienceMs });
  await page.goto(`${url}/calendar?view=month&date=${month}-15`);
  await allAreThere(page, month, events);
  await sleep(3000); // what is saved in the background
  // As it is opened on any day: everything on the device, nothing of it in memory.
  await page.goto(`${url}/calendar?view=month&date=${month}-15`);
  await allAreThere(page, month, events);
  await sleep(1500);
  const paints = [];
  const opens = [];
  const floors = [];
  for (let run = 0; run < runs; run++) {
    await away(page, () => press(page, '.cal-steps button', 0), '.month');
    paints.push(await pressUntilPainted(page, '.cal-steps button:last-child', month));
    floors.push(await floorOf(context, page));
    await page.locator('nav.rail a[href="/directory"]').click();
    await page.locator('.month').waitFor({ state: 'detached' });
    await sleep(400);
    opens.push(await openFromElsewhere(page, month));
    await sleep(400);
  }
  const chips = await page.locator('.month .ev').count();
  const slow = await underLoad(context, page, { url, month, events });
  await context.close();
  return {
    paintMs: median(paints),
    paintWorstMs: Math.max(...paints),
    openMs: median(opens),
    floorMs: median(floors),
    chips,
    ...slow,
  };
}

/** The days of a month say how many they have. */
async function allAreThere(page, month, events) {
  await page.waitForFunction(
    ([days, least]) => {
      const said = [...document.querySelectorAll(`[role="gridcell"][data-date^="${days}"]`)].map((cell) =>
        Number.parseInt(/(\d+) \S+$/.exec(cell.getAttribute('aria-label') ?? '')?.[1] ?? '0', 10),
      );
      return said.reduce((sum, count) => sum + count, 0) >= least;
    },
    [month, events],
    { timeout: patienceMs },
  );
}

async function away(page, leave, selector) {
  await leave();
  await page.waitForFunction(() => document.querySelectorAll('.month .ev').length < 40, undefined, { timeout: patienceMs });
  await page.locator(selector).waitFor();
  await sleep(400); // a press is measured apart from the one before it
}

/** By the mouse alone: what Playwright looks at before it clicks is looked at on the page's own thread. */
async function press(page, selector, place) {
  const box = await page.locator(selector).nth(place).boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** From the press until every day of the month shows what it has. */
function pressUntilPainted(page, selector, month) {
  return page.evaluate(
    ([pressed, days]) =>
      new Promise((done) => {
        const isThere = () => {
          const cells = [...document.querySelectorAll(`[role="gridcell"][data-date^="${days}"]`)];
          return cells.length > 27 && cells.every((cell) => cell.querySelector('.more') !== null);
        };
        const startedMs = performance.now();
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          // After the frame in which it was drawn.
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - startedMs)));
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        document.querySelector(pressed).click();
      }),
    [selector, month],
  );
}

async function openFromElsewhere(page, month) {
  const link = `/calendar?view=month&date=${month}-15`;
  await page.evaluate((href) => {
    const door = document.createElement('a');
    door.href = href;
    door.id = 'bench-door';
    door.textContent = 'x';
    document.body.append(door);
  }, link);
  const ms = await pressUntilPainted(page, '#bench-door', month);
  await page.evaluate(() => document.querySelector('#bench-door')?.remove());
  return ms;
}

/** The same month as a page of text and styles alone, in a tab of its own. */
async function floorOf(context, page) {
  const { markup, styles } = await page.evaluate(() => ({
    markup: document.querySelector('.app').outerHTML,
    styles: [...document.styleSheets].map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join('\n')).join('\n'),
  }));
  const still = await context.newPage();
  await still.setContent(`<!doctype html><html lang="fr"><head><style>${styles}</style></head><body></body></html>`);
  const ms = await still.evaluate(
    (html) =>
      new Promise((done) => {
        const startedMs = performance.now();
        document.body.innerHTML = html;
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - startedMs)));
      }),
    markup,
  );
  await still.close();
  return ms;
}

/** On a processor four times slower: main-thread tasks above 50 ms. */
async function underLoad(context, page, { url, month, events }) {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  // Opened on such a device: it knows its own speed.
  await page.goto(`${url}/calendar?view=month&date=${month}-15`);
  await allAreThere(page, month, events);
  await sleep(1500);
  const tasks = await watchTasks(browser, page);
  const go = async (place) => {
    await press(page, '.cal-steps button', place);
    await sleep(500);
  };
  const view = async (place) => {
    await press(page, '.cal-tools .seg button', place);
    await sleep(1500);
    await tasks.begin();
  };
  const wheel = async (selector, by) => {
    await page.locator(selector).first().hover();
    for (let step = 0; step < 40; step++) {
      await page.mouse.wheel(0, by);
      await sleep(50);
    }
  };
  // What Playwright puts into a page with its first look at it is no task of the page.
  await page.locator('.cal-steps button').first().boundingBox();
  await tasks.begin();
  for (let step = 0; step < steps; step++) await go(step % 2 === 0 ? 0 : 2);
  await tasks.end('months');
  await view(1);
  for (let step = 0; step < steps; step++) await go(step % 2 === 0 ? 2 : 0);
  await wheel('.cal-page .scroll', -200);
  await tasks.end('weeks');
  await view(3);
  await wheel('.cal-agenda', 400);
  await tasks.end('list');
  return tasks.stop();
}
