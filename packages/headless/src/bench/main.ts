/**
 * `npm run bench` (docs/benchmarks.md): budgets of the server and of devices, with floors measured in the same run, on the same bytes,
 * in the same Postgres. Prints one table; says what was missed.
 */
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { loadAutomerge } from '../automerge.ts';
import { measureAlarms } from './alarms.ts';
import { type LongConversation, measureBrowser } from './browser.ts';
import { measureCalendar } from './calendar.ts';
import { measureCalls } from './calls.ts';
import { measureCatchUp } from './catch-up.ts';
import { makeConversations, spreadPairs } from './conversations.ts';
import { measureDirectory } from './directory.ts';
import { measureFiles } from './files.ts';
import { startFloor } from './floor.ts';
import { measureGroups } from './groups.ts';
import { measureHistory } from './history.ts';
import { measureIdleSockets } from './idle-sockets.ts';
import { openLoadSocket } from './load-socket.ts';
import { measureLostPhone } from './lost-phone.ts';
import { measureOpen, openPeople } from './open.ts';
import { type BenchOptions, parseOptions, usage } from './options.ts';
import { enrolPeople } from './people.ts';
import { connectPostgres, floorDatabase, postgresUrl } from './postgres.ts';
import { prepareStream } from './prepared.ts';
import { formatTable, type Row } from './report.ts';
import { measureSearch } from './search.ts';
import { measureSendToSeen } from './send-to-seen.ts';
import { type BenchServer, startBenchServer } from './server.ts';
import type { Ground, Stage } from './stage.ts';
import { measureThroughput } from './throughput.ts';

const people = 51;
const busyConversations = 200;
const searchedMessages = 100_000;
/** Whose fresh device catches up, and with how many colleagues she talks. */
const owner = 0;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (!options.ok) {
    say(usage);
    process.exitCode = 2;
    return;
  }
  const startedMs = performance.now();
  await loadAutomerge();
  const server = await startBenchServer();
  try {
    const rows = await measureAll(server, options.value);
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    process.stdout.write(`${formatTable(rows)}\n\n${summary(rows)} (${seconds} s)\n`);
    if (options.value.jsonFile !== undefined)
      writeFileSync(options.value.jsonFile, `${JSON.stringify({ seconds, rows }, null, 2)}\n`);
  } finally {
    await server.dispose();
  }
}

function summary(rows: readonly Row[]): string {
  const judged = rows.flatMap(({ what, target }) => (target === undefined ? [] : [{ what, ...target }]));
  const missed = judged.filter(({ isMet }) => !isMet);
  const list = missed.map(({ what }) => what).join('; ');
  return `${judged.length - missed.length} of ${judged.length} targets met${missed.length === 0 ? '' : `; missed: ${list}`}`;
}

async function measureAll(server: BenchServer, options: BenchOptions): Promise<readonly Row[]> {
  const { only } = options;
  if (only === undefined) say(`${people} people, ${busyConversations} conversations …`);
  const population = await enrolPeople(server.url, server.firstAdminToken(), only === undefined ? people : openPeople);
  const ground: Ground = { server, options, population, owner, say };
  if (only === 'open') return measureOpen(ground);
  if (only === 'lost-phone') return measureLostPhone(ground);
  if (only === 'alarms') return measureAlarms(ground);
  if (only === 'files') return measureFiles(ground);
  if (only === 'calls') return measureCalls(ground);
  if (only === 'calendar') return measureCalendar(ground);
  if (only === 'directory') return measureDirectory(ground);
  if (only === 'groups') return [...(await measureGroups(ground)), ...measureSearch(searchedMessages)];
  const { rows, long } = await measureLoad(ground);
  if (options.browser !== 'no') say('the app in Chromium …');
  rows.push(...(await measureBrowser(ground, long)));
  say('idle sockets …');
  rows.push(...(await measureIdleSockets(ground)));
  say('a large group …');
  rows.push(...(await measureGroups(ground)), ...measureSearch(searchedMessages));
  say('alarms …');
  rows.push(...(await measureAlarms(ground)));
  say('a large file …');
  rows.push(...(await measureFiles(ground)));
  if (options.browser !== 'no') say('calls …');
  rows.push(...(await measureCalls(ground)));
  say('a calendar …');
  rows.push(...(await measureCalendar(ground)));
  if (options.browser !== 'no') say('a large directory …');
  rows.push(...(await measureDirectory(ground)));
  say('a lost phone …');
  rows.push(...(await measureLostPhone(ground)));
  say('opening long conversations …');
  rows.push(...(await measureOpen(ground)));
  return rows;
}

async function measureLoad(ground: Ground): Promise<{ readonly rows: Row[]; readonly long: LongConversation }> {
  const { server, population } = ground;
  // The owner's conversations stay out of the load: they are for catching up. Three more pairs are for history.
  const others = spreadPairs(people - 1, busyConversations + 3).map(([a, b]) => [a + 1, b + 1] as const);
  const hers = population.people.slice(1).map((_, i) => [owner, i + 1] as const);
  const made = await makeConversations(population, [...others, ...hers]);
  const conversations = made.slice(0, busyConversations);
  const stream = prepareStream(conversations, population.people);
  const postgres = await connectPostgres(postgresUrl(server.dataFolder));
  await postgres.query({ text: `create database ${floorDatabase}` });
  const floorUrl = postgresUrl(server.dataFolder, floorDatabase);
  const sockets = await Promise.all(
    population.people.map((person) => openLoadSocket({ url: server.url, cookie: person.cookies.header() ?? '' }, person)),
  );
  const [example] = await prepareStream(conversations, population.people).take(1);
  if (example === undefined) throw new Error('a message');
  const floors = await Promise.all(
    ([1, 2, 3] as const).map((level) => startFloor(level, floorUrl, conversations, population.people, example.frame)),
  );
  const stage: Stage = { ...ground, postgres, sockets, floors, conversations, stream };
  const rows: Row[] = [];
  say('saturation (F1 · F2 · F3 · SANAD) …');
  rows.push(...(await measureThroughput(stage)));
  say('send → seen (F1 · F2 · F3 · SANAD) …');
  rows.push(...(await measureSendToSeen(stage)));
  for (const floor of floors) floor.dispose();
  say('cost over history …');
  const history = await measureHistory(stage, made.slice(busyConversations, busyConversations + 3));
  rows.push(...history.rows);
  say('catch-up …');
  rows.push(...(await measureCatchUp(stage, made.slice(-hers.length))));
  for (const socket of sockets) socket.close();
  await postgres.end();
  return { rows, long: history.middle };
}

await main();
