/**
 * Weeks that the hospital keeps no longer (POLICY-10): the leader lets go of a whole week of messages, with everything on this device that was
 * made of it, and tells the server where its word counts. Rows first, then the document: whatever ends in between is finished the next time.
 */
import { isLogId, type LogId, type SpaceId } from '../ids.ts';
import { isoWeek, isWeekExpired, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import { Empty } from '../wire/http.ts';
import { policyOf } from '../wire/policy.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { Documents } from './documents.ts';
import { type FileRow, makeFileRows } from './files/file-rows.ts';
import type { Files } from './files/files.ts';
import type { KeptWindows } from './kept-windows.ts';
import type { LogStore, LogSummary } from './log-store.ts';
import type { People } from './people.ts';
import type { Pins } from './pins.ts';
import { ExpiredRow, PendingRow } from './records.ts';
import { historyBlock, makeRowReader, withoutUndefined } from './row-codec.ts';
import type { Serial } from './serial.ts';
import type { Spaces } from './spaces.ts';
import type { StoreWrite } from './store.ts';
import type { Summaries } from './summaries.ts';

export interface Retention {
  /** Leader, level with the server: only then is it known what was read elsewhere, and what time it is. */
  settle(): Promise<void>;
}

export interface RetentionParts {
  readonly context: EngineContext;
  readonly people: Pick<People, 'organisation'>;
  readonly spaces: Pick<Spaces, 'all' | 'get'>;
  readonly logs: Pick<LogStore, 'ofSpace'>;
  readonly documents: Pick<Documents, 'open' | 'erase'>;
  readonly summaries: Pick<Summaries, 'get' | 'unread'>;
  readonly pins: Pick<Pins, 'of'>;
  readonly keptWindows: Pick<KeptWindows, 'changed'>;
  readonly files: Pick<Files, 'discard'>;
  readonly serial: Serial;
}

/** Asked of the server after one connection: more are told after the next. */
const maxTold = 50;
/** What is in one of the others has yet to reach the server. */
const SETTLED: readonly FileRow['state'][] = ['stored', 'partial', 'unsent', 'gone'];

export function makeRetention(parts: RetentionParts): Retention {
  const { context, people, spaces, logs, documents, summaries, pins, keptWindows, files, serial } = parts;
  const { store, http, identity } = context;
  const fileRows = makeFileRows(store);
  const readExpired = makeRowReader(ExpiredRow, (row) => row);
  const readPending = makeRowReader(PendingRow, (row) => row);
  const expired = () =>
    store.all('expired').flatMap(({ key: [, log], value }) => {
      const row = readExpired(value);
      return row === undefined || !isLogId(log) ? [] : [{ log, row }];
    });
  const change = (log: LogId, part: Partial<ExpiredRow>) => {
    const row = readExpired(store.get(['expired', log]));
    return row === undefined ? undefined : store.commit([{ key: ['expired', log], value: { ...row, ...part } }]);
  };

  /** What has not left yet, or asks somebody here who has not looked, is not let go: not by a rule, and not silently. */
  function isHeld(space: SpaceId, { log }: LogSummary, week: string): boolean {
    if (store.get(['dirty', log]) !== undefined || store.get(['lost', log]) !== undefined) return true;
    const waits = store.all('pending').some(({ key, value }) => {
      const row = key[1] === space ? readPending(value) : undefined;
      return row !== undefined && (row.entered === log || (row.document?.segment ?? isoWeek(row.sentAtMs)) === week);
    });
    const isUrgentOfWeek = ({ priority, wallMs, sentAtMs = wallMs }: ReturnType<Summaries['unread']>[number]): boolean =>
      priority === 'urgent' && isoWeek(sentAtMs) === week;
    return waits || summaries.unread(space).some(isUrgentOfWeek);
  }

  async function letGo(space: SpaceId, { log, cursor }: LogSummary, week: string): Promise<void> {
    const messages = new Set(Object.keys((await documents.open(log)).entries()));
    const carried = fileRows.all().filter(({ message }) => message !== undefined && messages.has(message));
    if (carried.some(({ state }) => !SETTLED.includes(state))) return;
    const row: ExpiredRow = { space, segment: week, erased: false, told: false };
    const blocks = Array.from({ length: Math.floor(cursor / historyBlock) }, (_, block) => String(block));
    const saved = await store.commit([
      { key: ['expired', log], value: row },
      { key: ['search', log], value: undefined },
      ...blocks.map((block): StoreWrite => ({ key: ['log-history', log, block], value: undefined })),
      ...whatIsShown(space, messages),
    ]);
    if (saved.ok) await files.discard(carried.flatMap(({ file, small }) => (small === undefined ? [file] : [file, small])));
  }

  /** The inbox, pins and the kept window go on without it. */
  function whatIsShown(space: SpaceId, messages: ReadonlySet<string>): readonly StoreWrite[] {
    const { last, unread, newest } = summaries.get(space);
    const stays = ({ id }: { readonly id: string }): boolean => !messages.has(id);
    const summary = { last: last !== undefined && stays(last) ? last : undefined, newest, unread: unread.filter(stays) };
    return [
      keptWindows.changed(space),
      { key: ['pins', space], value: pins.of(space).filter(stays) },
      { key: ['summary', space], value: withoutUndefined(summary) },
    ];
  }

  async function letAllGo(): Promise<void> {
    const { weeks } = policyOf(people.organisation()).retention;
    // A clock that nobody compared lets nothing go.
    if (weeks === 0 || http.clockOffsetMs() === undefined) return;
    const nowMs = serverNowMs(context);
    for (const { space } of spaces.all())
      for (const summary of logs.ofSpace(space)) {
        const { kind, segment: week = '' } = summary;
        if (kind !== MESSAGE_SEGMENT_KIND || !isWeekExpired(week, weeks, nowMs)) continue;
        const task = async () => (isHeld(space, summary, week) ? undefined : letGo(space, summary, week));
        await serial(summary.log, () => serial(`space ${space}`, task));
      }
  }

  async function erase(): Promise<void> {
    for (const { log, row } of expired()) if (!row.erased && (await documents.erase(log))) await change(log, { erased: true });
  }

  /** The server goes by the word of who administers the conversation; the others need not say it again. */
  async function tell(): Promise<void> {
    const administers = (space: SpaceId): boolean =>
      spaces.get(space)?.members.some(({ user, admin }) => admin && user === identity.user) === true;
    const untold = expired().filter(({ row }) => !row.told && administers(row.space));
    for (const { log } of untold.slice(0, maxTold)) {
      const answer = await http.send('POST', `/logs/${log}/expire`, {}, Empty);
      if (!answer.ok && answer.error.type === 'offline') return;
      const isKnown = answer.ok || (answer.error.type === 'refused' && answer.error.code === 'log/unknown');
      if (isKnown) await change(log, { told: true });
    }
  }

  return {
    async settle() {
      await letAllGo();
      await erase();
      await tell();
    },
  };
}
