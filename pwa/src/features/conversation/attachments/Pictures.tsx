/** The pictures of a message on the whole screen, each fetched when it is looked at. */
import type { MessageRow } from '@sanad/model/engine/api';
import type { FileId } from '@sanad/model/ids';
import Download from 'lucide-solid/icons/download';
import { createFileActions } from '../../../app/files/create-file-actions.ts';
import { PictureViewer } from '../../../app/viewer/PictureViewer.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { useThreadDoor } from '../thread-door.ts';

interface PicturesProps {
  /** As it was when it was opened. */
  readonly row: MessageRow;
  readonly first: FileId;
  readonly onClose: () => void;
}

export const Pictures = (props: PicturesProps) => {
  const { t } = useI18n();
  const door = useThreadDoor();
  const files = createFileActions();
  // Where pictures are blurred, looking at one uncovers no other.
  const isAlone = door.group()?.sensitive === true;
  const pictures = props.row.attachments.filter(({ image, file }) => image !== undefined && (!isAlone || file === props.first));
  const where = { conversation: door.conversation, message: props.row.id };
  const row = props.row;
  return (
    <PictureViewer
      items={pictures.map((file) => ({
        name: file.name,
        load: () => files.open(where, file),
        thumbnail: file.image && new Uint8Array(file.image.thumbnail),
      }))}
      start={Math.max(
        0,
        pictures.findIndex(({ file }) => file === props.first),
      )}
      onClose={props.onClose}
      actions={(index) => {
        const file = pictures[index];
        return file === undefined ? undefined : (
          <IconButton label={t('file.save', { name: file.name })} onClick={() => door.saveFile(row, file)}>
            <Download class="i" />
          </IconButton>
        );
      }}
    />
  );
};
