/** A photo from the camera to the edited picture, on the whole screen. Sending it is the caller's; given up, nothing of it is left. */
import { createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { FullScreen } from '../../ui/FullScreen.tsx';
import './capture.css';
import { PhotoCamera } from './PhotoCamera.tsx';
import { type EditedPhoto, PhotoEditor } from './PhotoEditor.tsx';

interface TakePhotoProps {
  /** A picture that is a file already: then the camera is not opened. */
  readonly file?: Blob | undefined;
  readonly onDone: (photo: EditedPhoto) => void;
  readonly onClose: () => void;
}

export const TakePhoto = (props: TakePhotoProps) => {
  const { t } = useI18n();
  const [taken, setTaken] = createSignal<Blob>();
  const picture = () => taken() ?? props.file;
  return (
    <FullScreen
      title={t(picture() === undefined ? 'camera.title' : 'edit.title')}
      closeLabel={t(picture() === undefined ? 'camera.close' : 'edit.close')}
      onClose={() => props.onClose()}
    >
      <Show when={picture()} keyed fallback={<PhotoCamera onPicture={setTaken} />}>
        {(file) => (
          <PhotoEditor
            file={file}
            onRetake={props.file === undefined ? () => setTaken(undefined) : undefined}
            onDone={(photo) => props.onDone(photo)}
          />
        )}
      </Show>
    </FullScreen>
  );
};
