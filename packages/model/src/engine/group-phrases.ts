/**
 * Phrases of groups (DOC-14): acts without a target in the group's settings document, one key per phrase, the newest word on each key.
 * Whose acts count is decided with the settings (groups.ts). Folded into a row of their own: names and pictures of groups stand in every
 * list, phrases only where somebody writes.
 */
import * as v from 'valibot';
import { isPhraseId, type MessageId, type PhraseId, type SpaceId } from '../ids.ts';
import { type Act, decodeAct, type GroupPhrase } from '../schema/act.ts';
import { type ClockReading, compareReadings } from '../schema/hybrid-clock.ts';
import { maxPhrases } from '../schema/message-values.ts';
import { GROUP_SETTINGS } from '../schema/segment.ts';
import { countField as count, messageIdField } from '../wire/fields.ts';
import type { PendingRow } from './records.ts';
import { makeRowReader } from './row-codec.ts';
import type { Store, StoreWrite } from './store.ts';

const phraseId = v.custom<PhraseId>(isPhraseId);
/** ['group-phrases', space]: what is not deleted. */
const GroupPhrasesRow = v.array(v.object({ key: phraseId, text: v.string(), wallMs: count, counter: count, id: messageIdField }));
type GroupPhrasesRow = v.InferOutput<typeof GroupPhrasesRow>;
const read = makeRowReader(GroupPhrasesRow, (row) => row);

interface Said {
  readonly id: MessageId;
  readonly clock: ClockReading;
  readonly act: Act;
}

const keyOf = (space: SpaceId) => ['group-phrases', space] as const;
export const groupPhrasesOf = (store: Pick<Store, 'get'>, space: SpaceId): GroupPhrasesRow => read(store.get(keyOf(space))) ?? [];

/** Of more than `maxPhrases` the newest stand. */
export function foldGroupPhrases(known: GroupPhrasesRow, said: readonly Said[]): GroupPhrasesRow {
  const newest = new Map(known.map((phrase) => [phrase.key, phrase]));
  for (const { id, clock, act } of said) {
    if (act.kind !== 'phrase') continue;
    const before = newest.get(act.value.key);
    const order = before === undefined ? 1 : compareReadings(clock, before) || (id > before.id ? 1 : -1);
    if (order > 0) newest.set(act.value.key, { ...act.value, wallMs: clock.wallMs, counter: clock.counter, id });
  }
  return [...newest.values()]
    .filter(({ text }) => text !== '')
    .sort((a, b) => compareReadings(b, a) || (a.id < b.id ? 1 : -1))
    .slice(0, maxPhrases);
}

/** Acts that bring the phrases of a group into another one, which goes on from it (EPOCH-16). */
export const groupPhraseActs = (
  phrases: readonly GroupPhrase[],
): readonly { readonly act: Act; readonly document: typeof GROUP_SETTINGS }[] =>
  phrases.map(({ key, text }) => ({ act: { kind: 'phrase', target: null, value: { key, text } }, document: GROUP_SETTINGS }));

/** For the leader: everything that counts, those that wait among it. */
export const groupPhrasesWrite = (space: SpaceId, said: readonly Said[]): StoreWrite => ({
  key: keyOf(space),
  value: foldGroupPhrases([], said),
});

/** With what was just written here and waits. */
export function pendingGroupPhrases(
  store: Pick<Store, 'get'>,
  space: SpaceId,
  rows: readonly Pick<PendingRow, 'id' | 'wallMs' | 'counter' | 'act' | 'document'>[],
): StoreWrite {
  const said = rows.flatMap(({ id, wallMs, counter, act, document }): readonly Said[] => {
    const decoded = document?.kind === GROUP_SETTINGS.kind && act ? decodeAct(act) : undefined;
    return decoded === undefined ? [] : [{ id, clock: { wallMs, counter }, act: decoded }];
  });
  return { key: keyOf(space), value: foldGroupPhrases(groupPhrasesOf(store, space), said) };
}
