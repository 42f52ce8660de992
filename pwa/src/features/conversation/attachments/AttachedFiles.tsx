/** Above the field: what will leave with the message, each with its thumbnail or name and size, and the way to take it off again. */
import File from 'lucide-solid/icons/file-text';
import LoaderCircle from 'lucide-solid/icons/loader-circle';
import Mic from 'lucide-solid/icons/mic';
import X from 'lucide-solid/icons/x';
import { For, onCleanup, Show } from 'solid-js';
import { fileSize, fileTitle } from '../../../app/files/file-words.ts';
import { thumbnailUrl } from '../../../app/files/shown-picture.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import type { Attachments, Chip } from '../create-attachments.ts';
import './attachments.css';

interface AttachedFilesProps {
  readonly of: Attachments;
  /** The field has the focus again. */
  readonly onRemoved: () => void;
}

export const AttachedFiles = (props: AttachedFilesProps) => {
  const { t } = useI18n();
  const remove = (chip: Chip) => {
    void props.of.remove(chip);
    props.onRemoved();
  };
  /** Of the newest: what is done with it, and that it is done. */
  const news = () => {
    const newest = props.of.chips().at(-1);
    return newest && t(newest.settling === 'coming' ? 'file.preparing-name' : 'file.ready', { name: newest.name });
  };
  return (
    <>
      <span class="sr" role="status">
        {news()}
      </span>
      <Show when={props.of.chips().length > 0}>
        <ul class="attached" aria-label={t('file.attached')}>
          <For each={props.of.chips()}>{(chip) => <ChipItem chip={chip} onRemove={() => remove(chip)} />}</For>
        </ul>
      </Show>
    </>
  );
};

/** A chip never changes: one that became ready is another. */
const ChipItem = (props: { readonly chip: Chip; readonly onRemove: () => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { attachment, name, settling } = props.chip;
  const thumbnail = attachment?.image && thumbnailUrl(attachment.image.thumbnail);
  if (thumbnail !== undefined) onCleanup(() => URL.revokeObjectURL(thumbnail));
  return (
    <li data-doc={thumbnail === undefined ? '' : undefined}>
      <Show
        when={thumbnail}
        fallback={
          <>
            <Show when={settling === undefined} fallback={<LoaderCircle class="i spin" />}>
              <Show when={attachment?.voice} fallback={<File class="i" />}>
                <Mic class="i" />
              </Show>
            </Show>
            <span>
              <bdi class="chip-name">{attachment === undefined ? name : fileTitle(i18n, attachment)}</bdi>
              <small>{attachment === undefined ? t('file.preparing') : fileSize(i18n, attachment.bytes)}</small>
            </span>
          </>
        }
      >
        {(url) => <img src={url()} alt={name} />}
      </Show>
      <button
        type="button"
        class="x"
        aria-label={t('file.remove-chip', { name })}
        title={t('file.remove-chip', { name })}
        disabled={settling === 'leaving'}
        onClick={() => props.onRemove()}
      >
        <X class="i" />
      </button>
    </li>
  );
};
