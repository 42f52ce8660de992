/** The report of a device (DIAG-1): lines of plain ASCII, in English, as those who read it search for it. Nothing of who it is or writes to. */
import type { DeviceReport, SyncState } from '@sanad/model/engine/api';

interface ReportFacts {
  readonly atMs: number;
  readonly build: string;
  readonly server: 'https' | 'http';
  readonly browser: string;
  readonly language: string;
  readonly computer: string | undefined;
  readonly sync: SyncState;
  readonly storage:
    | { readonly isKept: boolean | undefined; readonly usedBytes: number | undefined; readonly quotaBytes: number | undefined }
    | undefined;
  readonly device: DeviceReport | undefined;
}

export function reportText({ atMs, build, server, browser, language, computer, sync, storage, device }: ReportFacts): string {
  const megabytes = (bytes: number | undefined) => (bytes === undefined ? 'unknown' : `${Math.round(bytes / 1_000_000)} MB`);
  const lines: readonly (readonly [string, unknown])[] = [
    ['SANAD report', new Date(atMs).toISOString()],
    ['build', build],
    ['protocol', device === undefined ? 'unknown' : `${device.protocol} (from ${device.oldestProtocol})`],
    ['browser', browser],
    ['language', language],
    ['computer', computer ?? 'own'],
    ['connection', `${sync.connectivity}, ${server}`],
    ['clock', sync.clockOffsetMs === undefined ? 'unknown' : `${Math.round(sync.clockOffsetMs / 1000)} s`],
    ['waiting', sync.waiting],
    ['stopped now', sync.stopped.length],
    ['storage', `${megabytes(storage?.usedBytes)} of ${megabytes(storage?.quotaBytes)}, ${keptWords(storage?.isKept)}`],
    ['storage full', sync.isStorageFull],
    ['mending', sync.isMending],
    ...deviceLines(device),
  ];
  return lines.map(([name, value]) => `${name}: ${String(value)}`).join('\n');
}

const keptWords = (isKept: boolean | undefined): string =>
  isKept === undefined ? 'promise unknown' : isKept ? 'promised to be kept' : 'may be erased by the browser';

function deviceLines(device: DeviceReport | undefined): readonly (readonly [string, unknown])[] {
  if (device === undefined) return [['account', 'none']];
  const counts = (of: Readonly<Record<string, number>>) =>
    Object.entries(of)
      .map(([word, count]) => `${count} ${word}`)
      .join(', ') || 'none';
  return [
    ['account', `${device.status}, ${device.role}`],
    ['session', device.stopped ?? (device.sessionExpired ? 'expired' : 'valid')],
    ['device', device.hasDevice ? 'enrolled' : 'none'],
    ['spaces', `${counts(device.spaces)}; ${device.unaccepted} not accepted`],
    ['logs', `${device.logs}, ${device.applied} chunks applied`],
    ['stopped logs', counts(device.stoppedLogs)],
    ['pending', device.pending],
    ['lost documents', device.lost],
    ['level at', device.levelAtMs === 0 ? 'never' : new Date(device.levelAtMs).toISOString()],
  ];
}

/** " (a1b2c3d4)": the digest in the name of the script that runs; empty while it is developed. */
export function buildName(scripts: readonly string[]): string {
  const digest = scripts.map((address) => /-([\w-]{8})\.js$/.exec(address)?.[1]).find((found) => found !== undefined);
  return digest === undefined ? '' : ` (${digest})`;
}
