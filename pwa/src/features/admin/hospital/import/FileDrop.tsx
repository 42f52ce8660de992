/** A file is chosen, or let fall here. */
import FileUp from 'lucide-solid/icons/file-up';
import { createSignal } from 'solid-js';
import { useI18n } from '../../../../i18n/use-i18n.ts';

export const FileDrop = (props: { readonly onFile: (file: File) => void }) => {
  const { t } = useI18n();
  const [isOver, setOver] = createSignal(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file !== undefined) props.onFile(file);
  };
  return (
    <label
      class="drop"
      data-over={isOver() ? '' : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <FileUp class="i" />
      <b>{t('import.choose')}</b>
      <span class="hint">{t('import.choose.hint')}</span>
      <input
        class="sr"
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file again, mended, is a change too.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
};
