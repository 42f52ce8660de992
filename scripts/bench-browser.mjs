/**
 * The app in Chromium, for `npm run bench`: reads one JSON object {url, login, password, code, conversation, unread, runs} from its
 * standard input and prints one of measurements. The numbers are of this machine's Chromium without a screen: they compare runs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { median, patienceMs, signIn } from './bench-sign-in.mjs';
import { findOrInstallChromium } from './browser.mjs';
import { at } from './environment.mjs';

const viewport = { width: 412, height: 915 };
const slowDown = 4;

const settings = JSON.parse(await text(process.stdin));
const executablePath = await findOrInstallChromium();
if (executablePath === undefined) process.exit(3);
const browser = await chromium.launch({ executablePath });
try {
  process.stdout.write(`${JSON.stringify(await measure(settings))}\n`);
} finally {
  await browser.close();
}

async function measure({ runs, ...person }) {
  const cold = [];
  for (let run = 0; run < runs; run++) cold.push(await firstVisit(person.url));
  const context = await browser.newContext({ viewport });
  const syncMs = await becomeDevice(await context.newPage(), person);
  const warm = [];
  for (let run = 0; run < runs; run++) warm.push(await nextVisit(context, person));
  const slow = await underLoad(context, person);
  await context.close();
  return {
    coldPaintMs: median(cold.map(({ paintMs }) => paintMs)),
    pageScriptBytes: cold[0].pageScriptBytes,
    workerScriptBytes: cold[0].workerScriptBytes,
    syncMs,
    warmPaintMs: median(warm.map(({ paintMs }) => paintMs)),
    inboxMs: median(warm.map(({ inboxMs }) => inboxMs)),
    openMs: median(warm.map(({ openMs }) => openMs)),
    ...slow,
  };
}

/** Nothing cached, no service worker. */
async function firstVisit(url) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(url);
  const paintMs = await firstPaintMs(page);
  const scripts = await page.evaluate(
    (untilMs) =>
      performance
        .getEntriesByType('resource')
        .filter(({ name, responseEnd }) => new URL(name).pathname.endsWith('.js') && responseEnd <= untilMs)
        .map(({ name }) => new URL(name).pathname),
    paintMs,
  );
  await context.close();
  const isWorker = (path) => path.includes('.worker-');
  return {
    paintMs,
    pageScriptBytes: compressedBytes(scripts.filter((path) => !isWorker(path))),
    // Loads beside the page, off the main thread: the paint does not wait for it.
    workerScriptBytes: compressedBytes(scripts.filter(isWorker)),
  };
}

function compressedBytes(paths) {
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(at('pwa/dist'), path))).length, 0);
}

async function firstPaintMs(page) {
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0, undefined, {
    timeout: patienceMs,
  });
  return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
}

function linkTo(page, { conversation }) {
  return page.locator(`a[href="/c/${conversation}"]`);
}

/** Password, recovery code, and all of the history: milliseconds from the code until the long conversation is complete. */
async function becomeDevice(page, person) {
  const startedMs = await signIn(page, person);
  const count = linkTo(page, person).locator('.count');
  const isComplete = async () => (await count.count()) > 0 && Number.parseInt(await count.textContent(), 10) >= person.unread;
  for (;;) {
    if (await isComplete()) break;
    if (performance.now() - startedMs > patienceMs) throw new Error('the history does not arrive');
    await sleep(50);
  }
  const tookMs = performance.now() - startedMs;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await sleep(3000); // what is saved in the background
  await page.close();
  return tookMs;
}

/** A new page with everything on the device: shell from the service worker, list and conversation from storage. */
async function nextVisit(context, person) {
  const page = await context.newPage();
  await page.goto(person.url);
  const paintMs = await firstPaintMs(page);
  await linkTo(page, person).waitFor({ timeout: patienceMs });
  const inboxMs = await page.evaluate(() => performance.now());
  await sleep(1500); // opening is measured apart from starting
  const openMs = await openConversation(page, person);
  await page.close();
  return { paintMs, inboxMs, openMs };
}

/** From the tap until messages are painted. */
function openConversation(page, { conversation }) {
  return page.evaluate(
    (selector) =>
      new Promise((done) => {
        const startedMs = performance.now();
        const look = () => {
          if (document.querySelectorAll('[role="log"] article').length < 5) return;
          observer.disconnect();
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - startedMs)));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true });
        document.querySelector(selector).click();
      }),
    `a[href="/c/${conversation}"]`,
  );
}

/** Typing and scrolling in the long conversation on a processor four times slower: main-thread tasks above 50 ms. */
async function underLoad(context, person) {
  const page = await context.newPage();
  await page.goto(`${person.url}/c/${person.conversation}`);
  await page.locator('[role="log"] article').first().waitFor({ timeout: patienceMs });
  await sleep(1500);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  await page.evaluate(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  const take = () => page.evaluate(() => globalThis.longTasks.splice(0));
  await page
    .locator('footer textarea')
    .pressSequentially('Je refais un ionogramme à seize heures et je vous rappelle ensuite.', { delay: 60 });
  await sleep(300);
  const typing = await take();
  await page.locator('[role="log"]').hover();
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, -400);
    await sleep(50);
  }
  await sleep(500);
  const scrolling = await take();
  await page.close();
  const longest = (tasks) => Math.max(0, ...tasks);
  return {
    typingLongTasks: typing.length,
    typingLongestMs: longest(typing),
    scrollingLongTasks: scrolling.length,
    scrollingLongestMs: longest(scrolling),
  };
}
