/** Answering an urgent message, from wherever it is shown: said at once, undone in the snackbar, taken back for five minutes. */
import type { CommandError } from '@sanad/model/engine/api';
import type { MessageId, SpaceId, UserId } from '@sanad/model/ids';
import type { Result } from '@sanad/model/result';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';

export interface Asked {
  readonly conversation: SpaceId;
  readonly id: MessageId;
}
export interface Answers {
  take(asked: Asked): Promise<void>;
  call(asked: Asked): Promise<void>;
  /** `to`: who is told instead, with her name. */
  cannot(asked: Asked, to?: { readonly user: UserId; readonly name: string }): Promise<void>;
  takeBack(asked: Asked): Promise<void>;
}

export function createAnswers(): Answers {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const toaster = useToaster();
  const takeBack = async ({ conversation, id }: Asked): Promise<void> => {
    const result = await api.takeBackAnswer(conversation, id);
    toaster.show({ text: result.ok ? t('urgent.taken-back') : failureWords(i18n, result.error) });
  };
  const say = async (asked: Asked, answer: Promise<Result<void, CommandError>>, said: string): Promise<void> => {
    const result = await answer;
    if (!result.ok) return toaster.show({ text: failureWords(i18n, result.error) });
    const text = sync().connectivity === 'offline' ? `${said} ${t('urgent.offline')}` : said;
    toaster.show({ text, action: { label: t('choice.undo'), run: () => void takeBack(asked) } });
  };
  return {
    take: (asked) => say(asked, api.answerUrgent(asked.conversation, asked.id, 'taken'), t('urgent.took')),
    call: (asked) => say(asked, api.answerUrgent(asked.conversation, asked.id, 'call'), t('urgent.said-call')),
    cannot: (asked, to) =>
      say(
        asked,
        api.answerUrgent(asked.conversation, asked.id, 'cannot', to?.user),
        to === undefined ? t('urgent.said-cannot') : t('urgent.passed', { name: to.name }),
      ),
    takeBack,
  };
}
