/**
 * What is being written (MARK-6, MARK-7): a row per conversation, and in the private space the register that brings it to her other
 * devices. A row stays when its words were sent or cleared, empty: it tells older words of another device from newer ones.
 */
import { equalOptionalBytes } from '../bytes.ts';
import { alarmIdFromBytes, isSpaceId, type SpaceId } from '../ids.ts';
import {
  compareDrafts,
  type DraftWords,
  draftTravels,
  encodeDrafts,
  type OwnRead,
  parseDrafts,
  parseReads,
} from '../schema/drafts.ts';
import { decodeDetails, encodeDetails, type MessageDetails } from '../schema/message.ts';
import { defaultPolicy } from '../wire/policy.ts';
import type { Priority, UrgentForm } from './api.ts';
import { correctedNowMs, type EngineContext } from './context.ts';
import { ownReadWrite } from './own-reads.ts';
import { DraftRow, MarkRow } from './records.ts';
import type { RegisterContent } from './registers.ts';
import { makeRowReader, withoutUndefined } from './row-codec.ts';
import type { Store, StoreWrite } from './store.ts';
import { formOf, planFor } from './urgent-plan.ts';

/** What a draft keeps of a message's details, and what an urgent one will ask for. */
export interface DraftDetails extends Pick<MessageDetails, 'replyTo' | 'mentions' | 'attachments'> {
  readonly urgent?: UrgentForm | undefined;
}
export interface DraftContent {
  readonly text: string;
  readonly priority: Priority;
  readonly details: DraftDetails;
}
export interface Draft extends DraftContent {
  readonly atMs: number;
  /** Written on another device of hers. */
  readonly isElsewhere: boolean;
}

/** Some seconds after the last key: a register each time she stops to think. */
export const draftDelayMs = 3_000;

const readRow = makeRowReader(DraftRow, (row) => row);
const readRegister = makeRowReader(MarkRow, (row) => row);
const rowOf = (store: Pick<Store, 'get'>, space: SpaceId): DraftRow | undefined => readRow(store.get(['draft', space]));
const toWords = (space: SpaceId, { text, priority, atMs = 0, details }: DraftRow): DraftWords => ({
  space,
  text,
  priority,
  atMs,
  details: details && new Uint8Array(details),
});

/** Also when it was cleared: then its text is empty. Undefined: nothing was ever written here. */
export function draftOf(store: Pick<Store, 'get'>, space: SpaceId): Draft | undefined {
  const row = rowOf(store, space);
  if (row === undefined) return undefined;
  const { replyTo, mentions, attachments, urgent } = decodeDetails(row.details, row.text);
  const { text, priority, atMs = 0, from } = row;
  return {
    text,
    priority,
    details: { replyTo, mentions, attachments, urgent: urgent && formOf(urgent) },
    atMs,
    isElsewhere: from !== undefined,
  };
}

const cleared: DraftContent = { text: '', priority: 'normal', details: {} };
/** A plan that waits with its draft rings nobody: its alarm is made when it is sent, and rings as the rules say by then. */
const noAlarm = alarmIdFromBytes(new Uint8Array(16));

/** Its files rest on this device alone, and their names and keys stay with them: it does not leave, and nothing replaces it. */
const holdsFiles = ({ details, text }: DraftRow): boolean => decodeDetails(details, text).attachments !== undefined;

/**
 * The row of what stands now; nothing when it stood so already. Empty text: sent or cleared. What was chosen before the first word stays on this
 * device: who chose "urgent" and turned away does not come back to a normal message.
 */
export function draftWrites(
  context: Pick<EngineContext, 'store' | 'deps' | 'http' | 'identity'>,
  space: SpaceId,
  content: DraftContent = cleared,
): readonly StoreWrite[] {
  const { text, priority } = content;
  const { attachments } = content.details;
  const { replyTo, mentions } = text === '' && !attachments?.length ? cleared.details : content.details;
  const form = priority === 'urgent' ? content.details.urgent : undefined;
  const before = rowOf(context.store, space);
  const encoded = encodeDetails({
    replyTo,
    mentions,
    attachments,
    urgent: form && planFor(form, context.identity.user, [], defaultPolicy.urgent, noAlarm),
  });
  const isSame =
    before === undefined
      ? text === '' && priority === 'normal' && encoded === undefined
      : before.text === text && before.priority === priority && equalOptionalBytes(before.details, encoded);
  if (isSame) return [];
  // Newer than what it replaces, whatever the clocks of her devices say.
  const atMs = Math.max(Math.floor(correctedNowMs(context)), (before?.atMs ?? -1) + 1);
  return [{ key: ['draft', space], value: withoutUndefined({ text, priority, atMs, details: encoded }) }];
}

/** `unsaid`: what this device showed and does not tell others (MARK-9). */
export function makeDrafts(
  { store, identity }: Pick<EngineContext, 'store' | 'identity'>,
  unsaid: () => readonly OwnRead[] = () => [],
): RegisterContent {
  /** What was written on this device, and not since on another one. */
  const mine = (): readonly DraftWords[] =>
    store.all('draft').flatMap(({ key, value }) => {
      const [, space] = key;
      const row = readRow(value);
      return isSpaceId(space) && row !== undefined && row.from === undefined && !holdsFiles(row) ? [toWords(space, row)] : [];
    });

  /** Which of them the relay has from this device. */
  function saidHere(own: SpaceId): ReadonlySet<string> {
    const said = readRegister(store.get(['mark', own, identity.device]))?.said;
    const drafts = said && parseDrafts(said);
    return new Set(drafts?.ok ? drafts.value.map(({ space, atMs }) => `${space} ${atMs}`) : []);
  }

  return {
    delayMs: draftDelayMs,
    waitsForRest: true,
    say(_space, before) {
      const [drafts, reads] = [mine(), unsaid()];
      if (drafts.length + reads.length === 0 && before?.said === undefined) return undefined;
      const value = encodeDrafts(drafts, reads);
      return equalOptionalBytes(before?.said, value) ? undefined : { value, held: { said: value } };
    },
    hear(own, { user, device, counter, value }) {
      const drafts = parseDrafts(value);
      if (!drafts.ok || user !== identity.user) return undefined;
      // Her own, from before something went wrong here: the rows know better.
      const heard = device === identity.device ? [] : drafts.value;
      const left = saidHere(own);
      const writes = heard.flatMap((words): readonly StoreWrite[] => {
        const { space, text, priority, atMs, details } = words;
        const row = rowOf(store, space);
        const here = row && toWords(space, row);
        // Words that could not leave this device are nowhere else: only she replaces them.
        const isKept =
          here !== undefined && row?.from === undefined && (!draftTravels(here) || (row !== undefined && holdsFiles(row)));
        if (isKept || (here !== undefined && compareDrafts(words, here) <= 0)) return [];
        // She sent or cleared something else there: these words had not left this device, and nobody else has them.
        const isUnheard = here !== undefined && here.text !== '' && row?.from === undefined && !left.has(`${space} ${here.atMs}`);
        if (text === '' && isUnheard) return [{ key: ['draft', space], value: withoutUndefined({ ...row, atMs: atMs + 1 }) }];
        return [{ key: ['draft', space], value: withoutUndefined({ text, priority, atMs, details, from: device }) }];
      });
      const reads = device === identity.device ? [] : parseReads(value);
      return { held: {}, writes: [...writes, ...reads.map(({ space, read }) => ownReadWrite(space, device, counter, read))] };
    },
  };
}
