/** A message that has not left yet belongs to its author alone: it can still be changed or deleted. */
import type { MessageRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId } from '@sanad/model/ids';
import Pencil from 'lucide-solid/icons/pencil';
import Trash from 'lucide-solid/icons/trash';
import { Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useToaster } from '../../ui/toaster.ts';

interface WaitingActionsProps {
  readonly row: MessageRow;
  readonly conversation: SpaceId;
  readonly onEdit: (id: MessageId) => void;
}

export const WaitingActions = (props: WaitingActionsProps) => {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  const remove = async () => {
    const result = await api.deleteWaiting(props.conversation, props.row.id);
    toaster.show({ text: result.ok ? i18n.t('chat.deleted') : failureWords(i18n, result.error) });
  };
  return (
    <Show when={props.row.editable}>
      <div class="msg-acts">
        <IconButton label={i18n.t('chat.edit-waiting')} onClick={() => props.onEdit(props.row.id)}>
          <Pencil class="i" />
        </IconButton>
        <IconButton label={i18n.t('chat.delete-waiting')} onClick={() => void remove()}>
          <Trash class="i" />
        </IconButton>
      </div>
    </Show>
  );
};
