/** Mute and archive, which somebody chooses for herself, and the words that say what became of it. The lists follow by themselves. */
import type { SpaceId } from '@sanad/model/ids';
import { useI18n } from '../i18n/use-i18n.ts';
import { useToaster } from '../ui/toaster.ts';
import { useEngine } from './engine-client.ts';
import { failureWords } from './failure-words.ts';

export interface OwnChoices {
  /** 0: not muted any more. */
  mute(id: SpaceId, untilMs: number): Promise<void>;
  archive(id: SpaceId, archived: boolean): Promise<void>;
}

export const hourMs = 3_600_000;
export const weekMs = 7 * 24 * hourMs;
/** "Without end": a time that nobody reaches. */
export const alwaysMs = Date.UTC(9999, 0);

export function useOwnChoices(): OwnChoices {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  const choices: OwnChoices = {
    async mute(id, untilMs) {
      const result = await api.muteConversation(id, untilMs);
      if (!result.ok) return toaster.show({ text: failureWords(i18n, result.error) });
      toaster.show({ text: i18n.t(untilMs > 0 ? 'choice.muted' : 'choice.unmuted') });
    },
    async archive(id, archived) {
      const result = await api.archiveConversation(id, archived);
      if (!result.ok) return toaster.show({ text: failureWords(i18n, result.error) });
      const undo = { label: i18n.t('choice.undo'), run: () => void choices.archive(id, !archived) };
      toaster.show({ text: i18n.t(archived ? 'choice.archived' : 'choice.unarchived'), action: undo });
    },
  };
  return choices;
}
