/** Beside a file: how the patient agreed to the photo, and whether it stands in the record by now. */
import type { AttachmentRow } from '@sanad/model/engine/api';
import ClipboardCheck from 'lucide-solid/icons/clipboard-check';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { useThreadDoor } from '../thread-door.ts';

export const FiledLine = (props: { readonly file: AttachmentRow }) => {
  const { t } = useI18n();
  const door = useThreadDoor();
  return (
    <>
      <Show when={props.file.image?.consent}>
        {(consent) => (
          <span class="file-fact">
            <ShieldCheck class="i" />
            {t(`file.consent.${consent()}`)}
          </span>
        )}
      </Show>
      <Show when={props.file.filed}>
        {(filed) => (
          <span class="file-fact" data-k="filed">
            <ClipboardCheck class="i" />
            {filed().by === door.me() ? t('file.filed-by-me') : t('file.filed', { name: door.name(filed().by) })}
          </span>
        )}
      </Show>
    </>
  );
};
