/** The way out where there is no camera: a picture that is a file already. */
import FileImage from 'lucide-solid/icons/file-image';
import { useI18n } from '../../i18n/use-i18n.ts';

interface ChooseFileProps {
  readonly kind: 'primary' | 'line';
  readonly onFile: (file: Blob) => void;
}

export const ChooseFile = (props: ChooseFileProps) => {
  const { t } = useI18n();
  return (
    <label class="btn choose-file" data-kind={props.kind} data-wide="">
      <FileImage class="i" />
      {t('camera.file')}
      <input
        type="file"
        class="sr"
        accept="image/*"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) props.onFile(file);
        }}
      />
    </label>
  );
};
