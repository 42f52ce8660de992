/** Pictures of one message: the thumbnails at once, sharp a moment later; a lock and their number. Pressing one shows all of them large. */
import type { AttachmentRow, MessageRow } from '@sanad/model/engine/api';
import EyeOff from 'lucide-solid/icons/eye-off';
import ImageOff from 'lucide-solid/icons/image-off';
import Lock from 'lucide-solid/icons/lock';
import { createSignal, createUniqueId, For, Match, Switch } from 'solid-js';
import { createPicture } from '../../../app/files/create-picture.ts';
import { fileErrorWords } from '../../../app/files/file-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { useThreadDoor } from '../thread-door.ts';

interface PictureGridProps {
  readonly row: MessageRow;
  readonly pictures: readonly AttachmentRow[];
}

export const PictureGrid = (props: PictureGridProps) => {
  const { t } = useI18n();
  return (
    <div class="shots" data-one={props.pictures.length === 1 ? '' : undefined}>
      <For each={props.pictures}>
        {(file, at) => <Picture row={props.row} file={file} at={at()} of={props.pictures.length} />}
      </For>
      <span class="shots-lock">
        <Lock class="i" role="img" aria-label={t('file.sealed')} />
        {props.pictures.length > 1 ? <span aria-hidden="true">{props.pictures.length}</span> : undefined}
      </span>
    </div>
  );
};

interface PictureProps {
  readonly row: MessageRow;
  readonly file: AttachmentRow;
  readonly at: number;
  readonly of: number;
}

const Picture = (props: PictureProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const door = useThreadDoor();
  const wordId = createUniqueId();
  const [isShown, setShown] = createSignal(false);
  const isBlurred = () => door.group()?.sensitive === true && !isShown();
  const picture = createPicture(
    { conversation: door.conversation, message: props.row.id },
    () => props.file,
    () => !isBlurred(),
  );
  const isGone = () => props.file.place === 'gone';
  const label = () => {
    if (isBlurred()) return t('file.show-blurred');
    return t('file.open-picture', { n: props.at + 1, of: props.of, name: props.file.name });
  };
  const ratio = () => {
    const { width = 1, height = 1 } = props.file.image ?? {};
    return props.of === 1 ? { 'aspect-ratio': `${width} / ${height}` } : {};
  };
  return (
    <button
      type="button"
      class="shot"
      style={ratio()}
      disabled={isGone()}
      aria-label={isGone() ? t('file.gone') : label()}
      aria-describedby={isGone() || isBlurred() ? undefined : wordId}
      data-rough={picture.isSharp() ? undefined : ''}
      data-blurred={isBlurred() ? '' : undefined}
      onClick={() => (isBlurred() ? setShown(true) : door.openFile(props.row, props.file))}
    >
      <img src={picture.url()} alt="" draggable={false} decoding="async" />
      <Switch>
        <Match when={isGone()}>
          <span class="shot-word">
            <ImageOff class="i" />
            {t('file.gone-short')}
          </span>
        </Match>
        <Match when={isBlurred()}>
          <span class="shot-word">
            <EyeOff class="i" />
            {t('file.show-blurred')}
          </span>
        </Match>
        <Match when={props.file.place === 'unsent'}>
          <span class="shot-word" id={wordId}>
            {t('file.unsent-short')}
          </span>
        </Match>
        <Match when={picture.failure()}>
          {(error) => (
            <span class="shot-word" id={wordId}>
              {error().type === 'offline' ? t('file.waiting') : fileErrorWords(i18n, error())}
            </span>
          )}
        </Match>
      </Switch>
    </button>
  );
};
