/** Asked once more before a file goes for everybody. */
import type { AttachmentRow, MessageRow } from '@sanad/model/engine/api';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
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
    <Sheet title={t('file.remove.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <p>
        <bdi>{props.file.name}</bdi>
      </p>
      <p class="hint">{t('file.remove.text')}</p>
      <Button kind="danger" size="lg" wide onClick={remove}>
        {t('file.remove')}
      </Button>
      <Button kind="line" size="lg" wide onClick={props.onClose}>
        {t('common.cancel')}
      </Button>
    </Sheet>
  );
};
