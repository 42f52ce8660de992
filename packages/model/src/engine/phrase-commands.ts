/** What people do with phrases (DOC-14): own ones follow to all their devices, those of a group to its members. */
import { randomBytes } from '../crypto/primitives.ts';
import { type PhraseId, phraseIdFromBytes, type SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { maxPhraseCharacters, maxPhrases } from '../schema/message-values.ts';
import type { CommandError, EngineApi } from './api.ts';
import { groupPhraseActs, pendingGroupPhrases } from './group-phrases.ts';
import { prefer } from './prefer.ts';
import { phraseAct } from './preferences.ts';
import type { Session } from './session.ts';

export type PhraseCommands = Pick<EngineApi, 'savePhrase' | 'deletePhrase' | 'notePhrase'>;

export function makePhraseCommands(session: () => Session | undefined): PhraseCommands {
  const notReady = err<CommandError>({ type: 'not-ready' });

  async function writeInGroup(open: Session, group: SpaceId, id: PhraseId, text: string): Promise<Result<void, CommandError>> {
    const space = open.spaces.get(group);
    if (space === undefined || space.kind !== 'group') return err({ type: 'unknown-conversation' });
    if (open.groupViews.group(group)?.admin !== true) return err({ type: 'not-allowed' });
    const { store } = open.thread.context;
    return open.outbox.act(group, groupPhraseActs([{ key: id, text }]), (rows) => [pendingGroupPhrases(store, group, rows)]);
  }

  const write = (open: Session, group: SpaceId | undefined, id: PhraseId, text: string) =>
    group === undefined ? prefer(open, [phraseAct(id, text)]) : writeInGroup(open, group, id, text);

  return {
    async savePhrase({ id, text, group }) {
      const open = session();
      if (open === undefined) return notReady;
      const words = text.trim();
      if (words === '') return err({ type: 'not-allowed' });
      const kept = open.phrases.all().filter((phrase) => phrase.group?.id === group);
      const isNew = kept.every((phrase) => phrase.id !== id);
      if (words.length > maxPhraseCharacters || (isNew && kept.length >= maxPhrases)) return err({ type: 'too-long' });
      const key = id ?? phraseIdFromBytes(randomBytes(12));
      const saved = await write(open, group, key, words);
      return saved.ok ? ok(key) : saved;
    },
    async deletePhrase(id, group) {
      const open = session();
      return open === undefined ? notReady : write(open, group, id, '');
    },
    async notePhrase(id) {
      const open = session();
      return open?.thread.context.store.commit([open.phrases.used(id)]) ?? notReady;
    },
  };
}
