/** Asked once more before a file goes for everybody. */
import type { AttachmentRow, MessageRow } from '@sanad/model/engine/api';
import { ConfirmSheet } from '../../../app/ConfirmSheet.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { useThreadDoor } from '../thread-door.ts';

interface RemoveFileSheetProps {
  readonly row: MessageRow;
  readonly file: AttachmentRow;
  readonly onClose: () => void;
}

export const RemoveFileSheet = (props: RemoveFileSheetProps) => {
  const { t } = useI18n();
  const door = useThreadDoor();
  const remove = () => {
    door.removeFile(props.row, props.file);
    props.onClose();
  };
  return (
    <ConfirmSheet
      title={t('file.remove.title')}
      decision={{ isBusy: () => false, failure: () => undefined, decide: remove }}
      submit={t('file.remove')}
      onClose={props.onClose}
    >
      <p>
        <bdi>{props.file.name}</bdi>
      </p>
      <p class="hint">{t('file.remove.text')}</p>
    </ConfirmSheet>
  );
};
