/** A message that has not left yet belongs to its author alone: it can still be changed or deleted. */
import type { MessageRow } from '@sanad/model/engine/api';
import Pencil from 'lucide-solid/icons/pencil';
import Trash from 'lucide-solid/icons/trash';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useThreadDoor } from './thread-door.ts';

interface WaitingActionsProps {
  readonly row: MessageRow;
}

export const WaitingActions = (props: WaitingActionsProps) => {
  const i18n = useI18n();
  const door = useThreadDoor();
  return (
    <Show when={props.row.editable}>
      <div class="msg-acts">
        <Show when={door.rights().mayWrite}>
          <IconButton label={i18n.t('chat.edit-waiting')} onClick={() => door.act('edit', props.row)}>
            <Pencil class="i" />
          </IconButton>
        </Show>
        <IconButton label={i18n.t('chat.delete-waiting')} onClick={() => door.act('delete-waiting', props.row)}>
          <Trash class="i" />
        </IconButton>
      </div>
    </Show>
  );
};
