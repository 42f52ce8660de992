/**
 * Mute and archive, which somebody chooses for herself on this device. The list of conversations says them again with its next change;
 * until then what was chosen here holds, so that a row leaves at the press that sent it away.
 */
import type { ConversationRow } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { createContext, createEffect, useContext } from 'solid-js';
import { createStore, produce } from 'solid-js/store';
import { useI18n } from '../i18n/use-i18n.ts';
import { useToaster } from '../ui/toaster.ts';
import { useEngine } from './engine-client.ts';
import { failureWords } from './failure-words.ts';

type Chosen = Partial<Pick<ConversationRow, 'muted' | 'archived'>>;
/** A conversation as the list has it, or only its id where there is no row. */
type Known = Pick<ConversationRow, 'id' | 'muted' | 'archived'>;

export interface OwnChoices {
  isMuted(row: Known): boolean;
  isArchived(row: Known): boolean;
  /** 0: not muted any more. Says what became of it. */
  mute(id: SpaceId, untilMs: number): Promise<void>;
  archive(id: SpaceId, archived: boolean): Promise<void>;
}

export const hourMs = 3_600_000;
export const weekMs = 7 * 24 * hourMs;
/** "Without end": a time that nobody reaches. */
export const alwaysMs = Date.UTC(9999, 0);

export function createOwnChoices(): OwnChoices {
  const i18n = useI18n();
  const { api, conversations } = useEngine();
  const toaster = useToaster();
  const [chosen, setChosen] = createStore<Record<string, Chosen | undefined>>({});
  createEffect(() => {
    for (const [id, own] of Object.entries(chosen)) {
      const row = conversations.byId[id];
      if (row === undefined || own === undefined) continue;
      const isSaid = (own.muted ?? row.muted) === row.muted && (own.archived ?? row.archived) === row.archived;
      if (isSaid)
        setChosen(
          produce((all) => {
            delete all[id];
          }),
        );
    }
  });
  const hold = (id: SpaceId, own: Chosen) => setChosen(id, (before) => ({ ...before, ...own }));
  const choices: OwnChoices = {
    isMuted: (row) => chosen[row.id]?.muted ?? row.muted,
    isArchived: (row) => chosen[row.id]?.archived ?? row.archived,
    async mute(id, untilMs) {
      const result = await api.muteConversation(id, untilMs);
      if (!result.ok) return toaster.show({ text: failureWords(i18n, result.error) });
      hold(id, { muted: untilMs > 0 });
      toaster.show({ text: i18n.t(untilMs > 0 ? 'choice.muted' : 'choice.unmuted') });
    },
    async archive(id, archived) {
      const result = await api.archiveConversation(id, archived);
      if (!result.ok) return toaster.show({ text: failureWords(i18n, result.error) });
      hold(id, { archived });
      const undo = { label: i18n.t('choice.undo'), run: () => void choices.archive(id, !archived) };
      toaster.show({ text: i18n.t(archived ? 'choice.archived' : 'choice.unarchived'), action: undo });
    },
  };
  return choices;
}

export const OwnChoicesContext = createContext<OwnChoices>();
export function useOwnChoices(): OwnChoices {
  const choices = useContext(OwnChoicesContext);
  if (choices === undefined) throw new Error('no choices above this component');
  return choices;
}
