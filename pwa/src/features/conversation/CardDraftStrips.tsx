/** Forms that were begun here and closed: each is gone on with, or deleted and brought back. */
import type { CardDraft } from '@sanad/model/engine/api';
import List from 'lucide-solid/icons/list';
import Trash from 'lucide-solid/icons/trash';
import { For, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { type OpenSheet, useThreadDoor } from './thread-door.ts';

export const CardDraftStrips = (props: { readonly drafts: readonly CardDraft[] }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const door = useThreadDoor();
  const toaster = useToaster();
  /** Where it goes on; undefined: the message is not loaded. */
  const sheetOf = ({ kind, message }: CardDraft): OpenSheet | undefined => {
    if (message === undefined) return { kind: 'card', of: kind, answers: undefined };
    const row = door.message(message);
    return row && { kind: row.mine ? 'card-edit' : 'card-synthesis', id: message };
  };
  const words = ({ kind, message }: CardDraft): string => {
    if (message === undefined) return t('card.begun', { name: t(`card.${kind}.title`) });
    return t(door.message(message)?.mine ? 'card.begun-edit' : 'card.begun-synthesis');
  };
  const save = async (draft: CardDraft) => {
    const result = await api.saveCardDraft(door.conversation, draft);
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
    return result.ok;
  };
  const discard = async (draft: CardDraft) => {
    const kept = { ...draft, texts: [...draft.texts] };
    if (!(await save({ ...draft, texts: draft.texts.map(() => '') }))) return;
    toaster.show({ text: t('card.discarded'), action: { label: t('choice.undo'), run: () => void save(kept) } });
  };
  return (
    <For each={props.drafts}>
      {(draft) => (
        <Show when={sheetOf(draft)}>
          {(sheet) => (
            <div class="strip" data-k="card">
              <List class="i" />
              <span class="grow">{words(draft)}</span>
              <Button kind="quiet" onClick={() => door.openSheet(sheet())}>
                {t('card.go-on')}
              </Button>
              <IconButton label={t('card.discard')} onClick={() => void discard(draft)}>
                <Trash class="i" />
              </IconButton>
            </div>
          )}
        </Show>
      )}
    </For>
  );
};
