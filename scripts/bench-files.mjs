/**
 * Files in Chromium, for `npm run bench`: reads one JSON object {url, people: [{login, password, code} twice], conversation, file, runs} from its standard
 * input and prints one of measurements: how long the page of who sends a large file was held up, and how long a photo takes from her Send until the
 * other browser shows its thumbnail.
 */
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { median, patienceMs, signIn } from './bench-sign-in.mjs';
import { findOrInstallChromium } from './browser.mjs';

const { url, people, conversation, file, runs } = JSON.parse(await text(process.stdin));
const executablePath = await findOrInstallChromium();
if (executablePath === undefined) process.exit(3);
const browser = await chromium.launch({ executablePath });
try {
  const [sender, reader] = [await openThread(people[0]), await openThread(people[1])];
  const thumbnails = [];
  for (let run = 0; run < runs; run++) thumbnails.push(await photo(sender, reader, run));
  const large = await largeFile(sender);
  process.stdout.write(
    `${JSON.stringify({ ...large, thumbnailMs: median(thumbnails), thumbnailWorstMs: Math.max(...thumbnails) })}\n`,
  );
} finally {
  await browser.close();
}

async function openThread(person) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR' });
  const page = await context.newPage();
  await signIn(page, { ...person, url });
  const link = page.locator(`a[href="/c/${conversation}"]`).first();
  await link.waitFor({ timeout: patienceMs });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await link.click();
  await page.locator('footer textarea').waitFor({ timeout: patienceMs });
  await sleep(1500); // what follows a sign-in
  return page;
}

async function choose(page, kind, chosen) {
  await page.getByRole('button', { name: 'Ajouter au message' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByRole('button', { name: kind }).click();
  await (await chooser).setFiles(chosen);
}
/** It can be pressed when everything that was chosen is sealed. */
function sendButton(page) {
  return page.getByRole('button', { name: 'Envoyer', exact: true, disabled: false });
}
function whenSealed(page) {
  return sendButton(page).waitFor({ timeout: patienceMs });
}

/** Both clocks are this machine's. */
async function photo(sender, reader, run) {
  const name = `photo-${run}.jpg`;
  const buffer = Buffer.from(await sender.evaluate(drawPhoto, run));
  await choose(sender, 'Galerie', { name, mimeType: 'image/jpeg', buffer });
  await whenSealed(sender);
  await sleep(500);
  const seen = reader.evaluate(thumbnailSeen, [name, patienceMs]);
  const sent = sender.evaluate(
    () =>
      new Promise((done) => {
        addEventListener('click', () => done(performance.timeOrigin + performance.now()), { capture: true, once: true });
      }),
  );
  await sendButton(sender).click();
  const ms = (await seen) - (await sent);
  await sender.waitForFunction(() => document.querySelector('.transfer') === null, undefined, { timeout: patienceMs });
  return ms;
}

/** Runs in the page: when the picture of this name has been painted. */
function thumbnailSeen([name, timeoutMs]) {
  return new Promise((done, fail) => {
    const startedMs = performance.now();
    const look = () => {
      const image = document.querySelector(`[role="log"] .shot[aria-label*="${name}"] img`);
      if (image?.complete && image.naturalWidth > 0)
        return requestAnimationFrame(() => done(performance.timeOrigin + performance.now()));
      if (performance.now() - startedMs > timeoutMs) return fail(new Error('the picture does not arrive'));
      return requestAnimationFrame(look);
    };
    look();
  });
}

/** Runs in the page: twelve megapixels, another one each time. */
async function drawPhoto(run) {
  const [width, height] = [4000, 3000];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  for (let i = 0; i < 400; i++) {
    context.fillStyle = `hsl(${(i + run) * 47} 70% 50%)`;
    context.fillRect((i * 197) % width, (i * 131) % height, width / 14, height / 14);
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  return Array.from(new Uint8Array(await blob.arrayBuffer()));
}

/** Runs in the page: the message with this file stands there, and nothing of it is on its way any more. */
function isBrought(name) {
  const isThere = document.querySelector('[role="log"]')?.textContent.includes(name) === true;
  return isThere && document.querySelector('.transfer') === null && document.querySelector('.attached li') === null;
}

/** From the choice to the last byte at the server. Time without a frame is what somebody feels, a long task what the page itself did. */
async function largeFile(page) {
  await page.evaluate(() => {
    const probe = { tasks: [], frameMs: 0, last: performance.now() };
    globalThis.probe = probe;
    new PerformanceObserver((list) => probe.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    const frame = () => {
      const now = performance.now();
      probe.frameMs = Math.max(probe.frameMs, now - probe.last);
      probe.last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const startedMs = performance.now();
  await choose(page, 'Document', file);
  await whenSealed(page);
  const sealedMs = performance.now() - startedMs;
  await sendButton(page).click();
  // Most of it may be at the server by then (FILE-8): the line of its transfer is hardly seen.
  await page.waitForFunction(isBrought, file.split('/').at(-1), { timeout: patienceMs });
  const sentMs = performance.now() - startedMs;
  await sleep(500);
  const { tasks, frameMs } = await page.evaluate(() => globalThis.probe);
  return { sealedMs, sentMs, longTasks: tasks.length, longestTaskMs: Math.max(0, ...tasks), longestFrameMs: frameMs };
}
