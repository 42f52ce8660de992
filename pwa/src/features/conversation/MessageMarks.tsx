/** Small words beside the time: pinned, starred, edited. */
import type { MessageRow } from '@sanad/model/engine/api';
import Pin from 'lucide-solid/icons/pin';
import Star from 'lucide-solid/icons/star';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useThreadDoor } from './thread-door.ts';

export const MessageMarks = (props: { readonly row: MessageRow }) => {
  const { t } = useI18n();
  const door = useThreadDoor();
  return (
    <>
      {props.row.pinned ? <Pin class="i" role="img" aria-hidden="false" aria-label={t('msg.pinned')} /> : undefined}
      {props.row.starred ? <Star class="i" role="img" aria-hidden="false" aria-label={t('msg.starred')} /> : undefined}
      {props.row.edited === undefined ? undefined : (
        <button
          type="button"
          class="edited"
          aria-label={t('msg.edited-open')}
          onClick={() => door.openSheet({ kind: 'history', id: props.row.id })}
        >
          {t('msg.edited')}
        </button>
      )}
    </>
  );
};
