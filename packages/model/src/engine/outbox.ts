/**
 * From pending rows to the log (SYNC-7). A message is first a sealed row: durable before it is shown, editable until it is
 * entered. The leader signs it and enters it into its week's segment in the same step that marks the log dirty; the row goes when the
 * server has it. Entering twice is harmless: ids are checked.
 */
import { type Bytes, equalOptionalBytes } from '../bytes.ts';
import { randomBytes, sign } from '../crypto/primitives.ts';
import { type FileId, type LogId, type MessageId, messageIdFromBytes, type SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { type Act, decodeAct, encodeAct, encodeActBody } from '../schema/act.ts';
import type { CallRecord } from '../schema/call-record-values.ts';
import { cardText, maxCardFieldCharacters } from '../schema/card-values.ts';
import { encodeEntry, entrySignedBytes } from '../schema/entry.ts';
import { decodeDetails, encodeDetails, encodeMessageBody, type MessageDetails, parseMessage } from '../schema/message.ts';
import { maxTextCharacters } from '../schema/message-values.ts';
import { CALENDAR_KIND } from '../schema/segment.ts';
import { maxFilesPerAppend } from '../wire/limits.ts';
import type { CommandError, CommandResult, Priority } from './api.ts';
import { defaultForm, type UrgentRules } from './api-urgent.ts';
import { forgetCardDraft } from './card-drafts.ts';
import { correctedNowMs, type EngineContext, maxClockErrorMs, serverNowMs } from './context.ts';
import type { Documents } from './documents.ts';
import type { Files } from './files/files.ts';
import type { LogStore } from './log-store.ts';
import type { LogSync, LogSyncError } from './log-sync.ts';
import { makeHolds } from './outbox-holds.ts';
import { attachmentsOf, carried, documentOf, isReadable, isSameDocument, nameOf, tooMany, withoutFile } from './pending-row.ts';
import { type OwnCallRow, PendingRow } from './records.ts';
import { makeRowReader, withoutUndefined } from './row-codec.ts';
import { sentDraft } from './sent-draft.ts';
import type { Serial } from './serial.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { StoreWrite } from './store.ts';
import type { Summaries } from './summaries.ts';
import { membersOf, planFor } from './urgent-plan.ts';
import type { VerifiedMessage } from './verified-messages.ts';

export interface Outbox {
  /** The words of a form are the text of its message, whatever `text` says. */
  /** `copies`: the same words into other conversations, all or nothing. */
  send(
    space: SpaceId,
    text: string,
    priority: Priority,
    details?: MessageDetails,
    copies?: readonly { readonly space: SpaceId; readonly details: MessageDetails }[],
  ): CommandResult<MessageId>;
  /** CALL-11: under an id that was taken before; `more` is written with it, also where nothing can be told any more. */
  tellOfCall(row: OwnCallRow, call: CallRecord, more: readonly StoreWrite[]): Promise<Result<void, CommandError>>;
  /** Acts on messages and settings; `more` is written with them. */
  act(
    space: SpaceId,
    acts: readonly { readonly act: Act; readonly document: DocumentName }[],
    more?: (rows: readonly PendingRow[]) => readonly StoreWrite[],
  ): Promise<Result<void, CommandError>>;
  /** The same as writes, for a commit that makes more. */
  actWrites(space: SpaceId, acts: readonly { readonly act: Act; readonly document: DocumentName }[]): ActWrites;
  /** What it answers, that it was forwarded and, as long as it is urgent, what it asks for stays. */
  edit(space: SpaceId, id: MessageId, text: string, priority: Priority, details?: EditDetails): CommandResult<void>;
  /** An expired urgent message leaves all the same. */
  leaveLate(space: SpaceId, id: MessageId): CommandResult<void>;
  remove(space: SpaceId, id: MessageId): CommandResult<void>;
  /** A waiting message goes without this file; without words or other files it goes altogether. False: none has it. */
  leaveOut(file: FileId): CommandResult<boolean>;
  /** Conversations with a row that waits for a version of the app that can read it. */
  unreadable(): readonly SpaceId[];
  /** Oldest first. */
  pending(space?: SpaceId): readonly PendingRow[];
  /**
   * Leader, online: everything that waits, conversation by conversation, but those that rest (SYNC-18). `progress` hears how many of how
   * many are on the server.
   */
  flush(progress: (done: number, total: number) => void, rest?: FlushRest): Promise<Result<void, LogSyncError>>;
}

export interface FlushRest {
  mayTry(space: SpaceId): boolean;
  tried(space: SpaceId, result: Result<void, LogSyncError>): void;
}
const noRest: FlushRest = { mayTry: () => true, tried: () => undefined };

/** What an edit says anew beside the words. */
export type EditDetails = Pick<MessageDetails, 'mentions' | 'card'>;
export type DocumentName = NonNullable<PendingRow['document']>;
export interface ActWrites {
  readonly rows: readonly PendingRow[];
  readonly writes: readonly StoreWrite[];
}

/** Messages entered and sealed together: well below a chunk's size even when all are long. */
const maxBatchCharacters = 60_000;

export interface OutboxParts {
  readonly context: EngineContext;
  readonly spaces: Spaces;
  readonly documents: Documents;
  readonly logs: LogStore;
  readonly logSync: LogSync;
  readonly summaries: Summaries;
  readonly serial: Serial;
  readonly files: Pick<Files, 'leaving' | 'only' | 'discard' | 'isReserved' | 'reserve' | 'reserveAgain'>;
  /** TRUST-4: an identity there is to be accepted before an urgent message or a file leaves. */
  readonly isUnaccepted: (space: SpaceView) => boolean;
  /** ORG-10: for a waiting message that becomes urgent. */
  readonly urgentRules: () => UrgentRules;
}

export function makeOutbox(parts: OutboxParts): Outbox {
  const { context, spaces, documents, logs, logSync, summaries, serial, files, isUnaccepted, urgentRules } = parts;
  const { store, http, identity } = context;
  const parse = makeRowReader(PendingRow, (row) => row);
  const key = (row: { readonly space: SpaceId; readonly id: MessageId }) => ['pending', row.space, row.id] as const;
  const write = (row: PendingRow): StoreWrite => ({ key: key(row), value: withoutUndefined(row) });
  const pending = (space?: SpaceId): readonly PendingRow[] =>
    store
      .all('pending')
      .flatMap((stored) => (space === undefined || stored.key[1] === space ? (parse(stored.value) ?? []) : []))
      .sort((a, b) => a.wallMs - b.wallMs || a.counter - b.counter || (a.id < b.id ? -1 : 1));

  const { isHeld, copiesOf } = makeHolds({ pending, nowMs: () => correctedNowMs(context), files, isUnaccepted });

  function usualPlan(space: SpaceId) {
    const [view, rules] = [spaces.get(space), urgentRules()];
    return planFor(defaultForm(rules), identity.user, view === undefined ? [] : membersOf(view), rules);
  }

  function editable(space: SpaceId, id: MessageId): PendingRow | undefined {
    const row = parse(store.get(['pending', space, id]));
    return row?.entered === undefined ? row : undefined;
  }

  // ── entering ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** DOC-5: written on a device whose clock is wrong by more than a day, before it knew: corrected when it leaves. */
  function corrected(row: PendingRow): PendingRow {
    const offset = http.clockOffsetMs() ?? 0;
    if (Math.abs(offset) <= maxClockErrorMs) return row;
    const nowMs = correctedNowMs(context);
    const isPlausible = Math.abs(row.sentAtMs - nowMs) < Math.abs(row.sentAtMs + offset - nowMs);
    return isPlausible ? row : { ...row, sentAtMs: Math.max(0, row.sentAtMs + offset), wallMs: Math.max(0, row.wallMs + offset) };
  }

  interface SignedRow {
    readonly id: MessageId;
    readonly value: Bytes;
    readonly act: Act | undefined;
    /** Undefined: an act. */
    readonly message: VerifiedMessage | undefined;
  }
  async function signed(row: PendingRow): Promise<SignedRow> {
    const { id, sentAtMs, wallMs, counter, priority, text, details } = row;
    const envelope = { device: identity.device, sentAtMs, clock: { wallMs, counter } };
    const act = row.act && decodeAct(row.act);
    if (!isReadable(row)) throw new Error('a row that cannot be read is not entered');
    const body =
      act === undefined
        ? encodeMessageBody({ ...envelope, priority, text, details: decodeDetails(details, text) })
        : encodeActBody(envelope, act);
    const value = encodeEntry(await sign(identity.keys.signing.privateKey, entrySignedBytes(row.space, id, body)), body);
    const parsed = act === undefined ? parseMessage(value) : undefined;
    if (parsed?.ok === false) throw new Error('our own message does not parse');
    return { id, value, act, message: parsed && { ...parsed.value, id, author: identity.user } };
  }

  async function enter(
    space: SpaceView,
    log: LogId,
    name: DocumentName,
    batch: readonly PendingRow[],
  ): Promise<Result<void, LogSyncError>> {
    const segment = await documents.open(log);
    const state = await logs.load(log, space.space);
    if (state.stopped !== undefined) return err({ type: 'stopped', fault: state.stopped });
    // While this waited for its turn a message may have been changed or deleted: then it goes the next time, or not at all.
    const rows = batch.filter((row) => {
      const now = parse(store.get(key(row)));
      return (
        now !== undefined &&
        now.text === row.text &&
        now.priority === row.priority &&
        equalOptionalBytes(now.details, row.details)
      );
    });
    const missing = rows.filter((row) => !segment.has(row.id));
    const signedRows = await Promise.all(missing.map(signed));
    const named = { ...state, ...name };
    // The dirty mark is durable before the document changes: after a crash an unloaded log is known to have something to send.
    const saved = await store.commit([
      { key: ['dirty', log], value: space.space },
      ...(state.kind === undefined ? logs.writesFor(state, named) : []),
      ...(name.kind === CALENDAR_KIND ? [{ key: ['calendar-due', log] as const, value: space.space }] : []),
      ...rows.map((row) => write({ ...row, entered: log })),
      ...summaries.entered(
        space.space,
        signedRows.flatMap(({ message }) => message ?? []),
      ),
    ]);
    if (!saved.ok) return saved;
    if (state.kind === undefined) logs.remember(named);
    if (signedRows.length > 0) segment.put(signedRows.map(({ id, value }) => [id, value] as const));
    const flushed = await segment.flush();
    if (!flushed.ok) return flushed;
    const acts = signedRows.flatMap(({ act }) => act ?? []);
    return store.commit(acts.length === 0 ? [] : await summaries.acted(space, segment, acts));
  }

  async function flushSpace(spaceId: SpaceId): Promise<Result<void, LogSyncError>> {
    /** Documents that are stopped: what belongs to others goes on. */
    const stopped = new Set<string>();
    const reserved = await reserveFiles(spaceId);
    if (!reserved.ok && reserved.error.type === 'offline') return reserved;
    let failure: LogSyncError | undefined = reserved.ok ? undefined : reserved.error;
    for (;;) {
      const space = spaces.get(spaceId);
      const all = pending(spaceId).filter((row) => space === undefined || !isHeld(row, space));
      const queue = all.filter((row) => isReadable(row) && !stopped.has(nameOf(row)));
      const [first] = queue;
      if (first === undefined && !all.every(isReadable)) failure ??= { type: 'stopped', fault: 'unreadable' };
      if (first === undefined) return failure === undefined ? ok(undefined) : err(failure);
      const ready = await spaces.ensureWritable(spaceId);
      if (!ready.ok) return ready;
      if (ready.value.keys === undefined) return err({ type: 'no-grant' });
      const batch = nextBatch(queue.map((row) => (row.entered === undefined ? corrected(row) : row)));
      const name = documentOf(batch[0] ?? first);
      const log = batch[0]?.entered ?? (await ready.value.keys.logId(name.kind, name.segment));
      const entered = await serial(log, () => serial(`space ${spaceId}`, () => enter(ready.value, log, name, batch)));
      const pushed = entered.ok ? await push(spaceId, log, batch) : entered;
      if (!pushed.ok && pushed.error.type !== 'stopped') return pushed;
      if (pushed.ok) continue;
      failure = pushed.error;
      stopped.add(nameOf(batch[0] ?? first));
    }
  }

  /** FILE-4: before its message leaves, and not while an identity there waits to be accepted. */
  async function reserveFiles(spaceId: SpaceId): Promise<Result<void, LogSyncError>> {
    const space = spaces.get(spaceId);
    const due = pending(spaceId).filter((row) => row.entered === undefined && !files.isReserved(row));
    if (space === undefined || due.length === 0 || isUnaccepted(space)) return ok(undefined);
    const ready = await spaces.ensureWritable(spaceId);
    return ready.ok ? files.reserve(due) : ready;
  }

  /** FILE-5: a reservation may have ended while its message waited. */
  async function push(space: SpaceId, log: LogId, batch: readonly PendingRow[]): Promise<Result<void, LogSyncError>> {
    const pushed = await logSync.push(space, log);
    if (pushed.ok || pushed.error.type !== 'refused' || pushed.error.code !== 'file/unknown') return pushed;
    const again = await files.reserveAgain(batch);
    return again.ok ? logSync.push(space, log) : again;
  }

  /** The longest run from the front that goes into one segment and one chunk. */
  function nextBatch(queue: readonly PendingRow[]): readonly PendingRow[] {
    const [first] = queue;
    const batch: PendingRow[] = [];
    let characters = 0;
    let carries = 0;
    for (const row of queue) {
      carries += carried(row).length;
      characters += row.text.length + (row.act?.length ?? 0) + (row.details?.length ?? 0) + 200;
      const belongs = first !== undefined && row.entered === first.entered && isSameDocument(row, first);
      if (!belongs || (batch.length > 0 && (characters > maxBatchCharacters || carries > maxFilesPerAppend))) break;
      batch.push(row);
    }
    return batch;
  }

  function nextPlace() {
    const nowMs = correctedNowMs(context);
    const { reading, write: clock } = context.messageClock.next(nowMs, serverNowMs(context));
    const place = { id: messageIdFromBytes(randomBytes(12)), sentAtMs: Math.max(0, Math.floor(nowMs)), ...reading };
    return { place, clock };
  }

  function newRow(space: SpaceId, text: string, priority: Priority, details: MessageDetails, id?: MessageId) {
    const { place, clock } = nextPlace();
    const row: PendingRow = {
      ...place,
      ...(id && { id }),
      space,
      text: wordsFor(text, details),
      priority,
      details: encodeDetails(details),
    };
    return { row, writes: [write(row), clock] };
  }

  function actWrites(space: SpaceId, acts: readonly { readonly act: Act; readonly document: DocumentName }[]): ActWrites {
    const clocks: StoreWrite[] = [];
    const rows = acts.map(({ act, document }): PendingRow => {
      const { place, clock } = nextPlace();
      clocks.push(clock);
      return { ...place, space, text: '', priority: 'normal', act: encodeAct(act), document };
    });
    return { rows, writes: [...rows.map(write), ...clocks] };
  }

  return {
    pending,
    unreadable: () => [...new Set(pending().flatMap((row) => (isReadable(row) ? [] : [row.space])))],
    async send(space, text, priority, details = {}, copies = []) {
      const refused = tooLong(text, details) ?? tooMany(details);
      if (refused) return err(refused);
      const view = spaces.get(space);
      if (view === undefined) return err({ type: 'unknown-conversation' });
      if (view.ended !== undefined) return err({ type: 'not-member' });
      const { row, writes } = newRow(space, text, priority, details);
      const copied = copies.flatMap((copy) => newRow(copy.space, text, priority, copy.details).writes);
      const attached = files.leaving(row.id, details);
      const saved = await store.commit([...writes, ...copied, ...attached, ...sentDraft(context, space, details)]);
      return saved.ok ? ok(row.id) : saved;
    },
    async tellOfCall({ space, message }, call, more) {
      const view = spaces.get(space);
      const isThere = view !== undefined && view.ended === undefined;
      return store.commit([...(isThere ? newRow(space, '', 'normal', { call }, message).writes : []), ...more]);
    },
    actWrites,
    async act(space, acts, more = () => []) {
      const view = spaces.get(space);
      if (view === undefined) return err({ type: 'unknown-conversation' });
      if (view.ended !== undefined) return err({ type: 'not-member' });
      const { rows, writes } = actWrites(space, acts);
      const attached = rows.flatMap((row) => files.leaving(row.id, { attachments: attachmentsOf(row) }));
      return store.commit([...writes, ...attached, ...more(rows)]);
    },
    async edit(space, id, text, priority, { mentions, card } = {}) {
      const refused = tooLong(text, { card });
      const row = editable(space, id);
      if (refused) return err(refused);
      if (row === undefined || row.act) return err({ type: 'not-ready' });
      const before = decodeDetails(row.details, row.text);
      // URGENT-1: nothing urgent is without a plan, or it would ring nobody; and what is not urgent any more has none.
      const urgent = priority === 'urgent' ? (before.urgent ?? usualPlan(space)) : undefined;
      const details = { ...before, mentions, card, urgent };
      const changed = { ...row, text: wordsFor(text, details), priority, details: encodeDetails(details) };
      // URGENT-5: its copies say what it says, and are none when nobody is asked.
      const copies = copiesOf(row).map((copy): StoreWrite => {
        if (urgent === undefined) return { key: key(copy), value: undefined };
        const its = { ...decodeDetails(copy.details, copy.text), mentions, card };
        return write({ ...copy, text: wordsFor(text, its), details: encodeDetails(its) });
      });
      return store.commit([write(changed), ...copies, ...forgetCardDraft(store, space, id)]);
    },
    async leaveLate(space, id) {
      const row = editable(space, id);
      return row === undefined ? err({ type: 'not-ready' }) : store.commit([write({ ...row, leavesLate: true })]);
    },
    async remove(space, id) {
      const row = editable(space, id);
      if (row === undefined) return err({ type: 'not-ready' });
      const removed = await store.commit([row, ...copiesOf(row)].map((one) => ({ key: key(one), value: undefined })));
      return removed.ok ? files.discard(files.only(row)) : removed;
    },
    async leaveOut(file) {
      const row = pending().find((one) => carried(one).includes(file));
      if (row === undefined) return ok(false);
      if (row.entered !== undefined) return err({ type: 'not-ready' });
      const changed = withoutFile(row, file);
      const saved = await store.commit([changed === undefined ? { key: key(row), value: undefined } : write(changed)]);
      return saved.ok ? ok(true) : saved;
    },
    async flush(progress, rest = noRest) {
      const spaceIds = [...new Set(pending().map(({ space }) => space))].filter(
        (space) => spaces.get(space)?.ended === undefined && rest.mayTry(space),
      );
      const total = pending().length;
      let failure: LogSyncError | undefined;
      for (const space of spaceIds) {
        progress(Math.max(0, total - pending().length), total);
        const flushed = await flushSpace(space);
        rest.tried(space, flushed);
        if (!flushed.ok && flushed.error.type === 'offline') return flushed;
        // One conversation that cannot be written to does not hold back the others.
        if (!flushed.ok) failure = flushed.error;
      }
      progress(total, total);
      return failure === undefined ? ok(undefined) : err(failure);
    },
  };
}

export function tooLong(text: string, { card }: EditDetails): CommandError | undefined {
  const isTooLong = text.length > maxTextCharacters || card?.texts.some((field) => field.length > maxCardFieldCharacters);
  return isTooLong ? { type: 'too-long' } : undefined;
}
/** DOC-11: with a form its words are the text. */
export const wordsFor = (text: string, { card }: EditDetails): string => (card === undefined ? text : cardText(card));
