/**
 * The directory in Chromium, for `npm run bench`: reads one JSON object {url, login, password, code, people, group, members} from its standard input
 * and prints one of measurements. The numbers are of this machine's Chromium without a screen: they compare runs.
 */
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { signIn } from './bench-sign-in.mjs';
import { watchTasks } from './bench-tasks.mjs';
import { findOrInstallChromium } from './browser.mjs';

const viewport = { width: 412, height: 915 };
const slowDown = 4;
const patienceMs = 900_000;
/** A row is not lower; headings are left to what is above it. */
const rowPixels = 60;

const settings = JSON.parse(await text(process.stdin));
const executablePath = await findOrInstallChromium();
if (executablePath === undefined) process.exit(3);
const browser = await chromium.launch({ executablePath });
try {
  process.stdout.write(`${JSON.stringify(await measure(settings))}\n`);
} finally {
  await browser.close();
}

async function measure({ url, people, group, members, ...person }) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const startedMs = await signIn(page, { url, ...person });
  await page.locator('nav.tabbar').waitFor({ timeout: patienceMs });
  await page.goto(`${url}/directory`);
  await isLong(page, '.pane.list .scroll', people);
  const listedMs = performance.now() - startedMs;
  await sleep(3000); // what is saved in the background
  // As it is opened on any day: everything on the device, nothing of it in memory.
  await page.goto(`${url}/directory`);
  await isLong(page, '.pane.list .scroll', people);
  await sleep(3000);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  const tasks = await watchTasks(browser, page);
  await tasks.begin();
  await wheel(page, '.pane.list .scroll', 80, 700);
  await wheel(page, '.pane.list .scroll', 20, -2000);
  await tasks.end('scroll');
  await page.locator('input[type="search"]:visible').pressSequentially('agent 12', { delay: 150 });
  await tasks.end('search');
  await page.evaluate((href) => {
    history.pushState(null, '', href);
    dispatchEvent(new PopStateEvent('popstate'));
  }, `/groups/${group}`);
  await isLong(page, '.group-page .scroll', members);
  await sleep(1500);
  await tasks.end('open');
  await wheel(page, '.group-page .scroll', 60, 700);
  await tasks.end('members');
  const measured = await tasks.stop();
  await context.close();
  return { listedMs, ...measured };
}

function isLong(page, selector, rows) {
  return page.waitForFunction(
    ([where, least]) => (document.querySelector(where)?.scrollHeight ?? 0) >= least,
    [selector, rows * rowPixels],
    { timeout: patienceMs },
  );
}

async function wheel(page, selector, steps, by) {
  await page.locator(selector).first().hover();
  for (let step = 0; step < steps; step++) {
    await page.mouse.wheel(0, by);
    await sleep(50);
  }
}
