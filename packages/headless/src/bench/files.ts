/**
 * A large file (FILE-2, FILE-6): from the choice to the last byte at the server, against a raw tus upload of as many bytes by the same client to
 * the same server, in turns. And what of it is in memory.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeCbor } from '@sanad/model/cbor';
import { sealedFileBytes } from '@sanad/model/crypto/file-seal';
import { randomBytes } from '@sanad/model/crypto/primitives';
import type { MessageRow, MessageWindowMeta, ThreadRow } from '@sanad/model/engine/api';
import type { EngineDeps, FilesDep } from '@sanad/model/engine/deps';
import { fileIdFromBytes, type MessageId, type SpaceId } from '@sanad/model/ids';
import { type Device, makeList, messagesIn, startDevice } from '../device.ts';
import { makeNodePlatform } from '../node-platform.ts';
import { openPath } from '../path-source.ts';
import { openProfile } from '../profile.ts';
import { measureFilesInPage } from './files-in-page.ts';
import { atLeast, atMost, median, type Row } from './report.ts';
import type { Ground } from './stage.ts';
import { type CpuReading, cpuBetween, readCpu } from './usage.ts';
import { must } from './waiting.ts';

const contentBytes = 100_000_000;
const rounds = 5;
const leastRatio = 0.7;
const maxMemoryMb = 64;
const sampleMs = 10;
const patienceMs = 120_000;
const pieceBytes = 1_000_000;

export async function measureFiles(ground: Ground): Promise<readonly Row[]> {
  const { server, population, owner, say } = ground;
  const [me, peer] = [population.people[owner], population.people[owner + 1]];
  if (me === undefined || peer === undefined) throw new Error('two people');
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-files-'));
  const profile = must('profile', await openProfile(join(folder, 'profile')));
  const platform = makeNodePlatform({ url: server.url, profile });
  const device = await startDevice(platform);
  try {
    await until(device, () => device.state().phase === 'signed-out');
    must('sign-in', await device.engine.signIn(me.email, me.password));
    must('recovery', await device.engine.recover(me.identity.recoveryCode.join('-'), 'bench'));
    await until(device, () => device.people().some(({ user }) => user === peer.identity.user));
    const space = must('direct', await device.engine.openDirect(peer.identity.user));
    must('send', await device.engine.sendMessage(space, 'bonjour', 'normal'));
    await device.engine.settled();
    const path = join(folder, 'scan.bin');
    await fill(path);
    if (platform.files === undefined) throw new Error('files');
    const [raw, ours, memory]: [number[], number[], number[]] = [[], [], []];
    const [rawCpu, oursCpu]: [number[], number[]] = [[], []];
    const cpu = () => readCpu(server.pid(), server.pid());
    const busyMs = ({ ownMs, programMs }: CpuReading): number => ownMs + programMs;
    for (let round = 0; round < rounds; round++) {
      const [rawMs, rawBusy] = await uploadRaw(platform.http, platform.files, space, cpu);
      const before = cpu();
      const { ms, grownMb } = await sendFile(device, space, path);
      const busy = cpuBetween(before, cpu());
      raw.push(rawMs);
      ours.push(ms);
      rawCpu.push(busyMs(rawBusy));
      oursCpu.push(busyMs(busy));
      memory.push(grownMb);
      const of = ({ ownMs, programMs }: CpuReading): string => `${ownMs.toFixed(0)} + ${programMs.toFixed(0)} ms of processor`;
      say(
        `  raw ${rawMs.toFixed(0)} ms (${of(rawBusy)}), sealed and sent ${ms.toFixed(0)} ms (${of(busy)}), ${grownMb.toFixed(0)} MB above idle`,
      );
      must('free', await device.engine.freeSpace());
    }
    const ratio = median(raw) / median(ours);
    const grown = Math.max(...memory);
    const rate = (ms: number): number => contentBytes / 1000 / ms;
    return [
      { what: 'a file of 100 MB by raw tus', unit: 'MB/s', value: rate(median(raw)) },
      { what: 'a file of 100 MB, sealed and sent', unit: 'MB/s', value: rate(median(ours)) },
      { what: 'processor of device and server, by raw tus', unit: 'ms', value: median(rawCpu) },
      { what: 'processor of device and server, sealed and sent', unit: 'ms', value: median(oursCpu) },
      { what: 'sealed and sent against raw tus', unit: 'ratio', value: ratio, target: atLeast(ratio, leastRatio, 'of raw') },
      { what: 'memory above idle while it is sealed and sent', unit: 'MB', value: grown, target: atMost(grown, maxMemoryMb) },
      ...(await measureFilesInPage(ground, [me, peer], space, path)),
    ];
  } finally {
    await device.close();
    await profile.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(path: string): Promise<void> {
  const handle = await open(path, 'w');
  const piece = new Uint8Array(pieceBytes);
  for (let at = 0; at < contentBytes; at += piece.length) {
    // WebCrypto gives 64 kB at a time: the rest of a piece repeats it.
    piece.set(randomBytes(65_536));
    await handle.write(piece, 0, piece.length, at);
  }
  await handle.close();
}

/** As many bytes as the sealed file has; they are on the disk before the clock runs. */
async function uploadRaw(
  http: EngineDeps['http'],
  files: FilesDep,
  space: SpaceId,
  cpu: () => CpuReading,
): Promise<readonly [ms: number, busy: CpuReading]> {
  const file = fileIdFromBytes(randomBytes(16));
  const bytes = sealedFileBytes(contentBytes);
  const piece = new Uint8Array(pieceBytes);
  for (let at = 0; at < bytes; at += piece.length)
    must('write', await files.store.write(file, at, piece.subarray(0, Math.min(piece.length, bytes - at))));
  must('keep', await files.store.keep(file));
  const before = cpu();
  const startedMs = performance.now();
  const body = encodeCbor({ file, space, bytes });
  const reserved = must('reserve', await http({ method: 'POST', path: '/api/v1/files', body, timeoutMs: patienceMs }));
  if (reserved.status !== 200) throw new Error(`the file was not reserved: ${reserved.status}`);
  must('upload', await files.upload({ file, bytes, path: `/api/v1/files/${file}`, onProgress: () => undefined }).done);
  const ms = performance.now() - startedMs;
  const busy = cpuBetween(before, cpu());
  await files.store.remove(file);
  return [ms, busy];
}

async function sendFile(
  device: Device,
  space: SpaceId,
  path: string,
): Promise<{ readonly ms: number; readonly grownMb: number }> {
  const opened = await openPath(path);
  if (opened === undefined) throw new Error('the file');
  const idle = process.memoryUsage.rss();
  let most = idle;
  const sampling = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, sampleMs);
  const startedMs = performance.now();
  const attached = must('attach', await device.engine.attachFile(space, opened.file));
  const message = must('send', await device.engine.sendMessage(space, '', 'normal', { attachments: [attached] }));
  await isSent(device, space, message);
  const ms = performance.now() - startedMs;
  clearInterval(sampling);
  await opened.close();
  return { ms, grownMb: (most - idle) / 1_000_000 };
}

function isSent(device: Device, space: SpaceId, message: MessageId): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the file did not leave')), patienceMs);
    const isOver = (row: MessageRow): boolean =>
      row.id === message && row.attachments.every(({ transfer }) => transfer === undefined);
    const list = makeList<ThreadRow, MessageWindowMeta>(() => {
      if (!messagesIn(list.rows()).some(isOver)) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      resolve();
    });
    const stop = device.engine.onMessages(space, 20, (update) => list.take(update));
  });
}

async function until(device: Device, look: () => boolean): Promise<void> {
  const found = await device.waitFor(() => (look() ? true : undefined), patienceMs);
  if (found === undefined) throw new Error(`the device is ${device.state().phase}`);
}
