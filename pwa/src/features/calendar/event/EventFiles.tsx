/** Files of an event (CAL-20): opened and saved like those of a message, attached and taken off by whoever may change it. */
import { type AttachmentRow, EVENT_LIMITS, type EventDetails } from '@sanad/model/engine/api';
import File from 'lucide-solid/icons/file-text';
import Image from 'lucide-solid/icons/image';
import Paperclip from 'lucide-solid/icons/paperclip';
import X from 'lucide-solid/icons/x';
import { createSignal, lazy, onCleanup, Show, Suspense } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { createFileActions } from '../../../app/files/create-file-actions.ts';
import { fileSize, refusedWords } from '../../../app/files/file-words.ts';
import { type ChosenFile, createFilePreparer } from '../../../app/files/prepare-file.ts';
import { onLeaving } from '../../../app/leaving.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Keyed } from '../../../ui/Keyed.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { useEventActions } from './create-event.ts';
import type { EventAddress } from './event-address.ts';

const PictureViewer = lazy(async () => ({ default: (await import('../../../app/viewer/PictureViewer.tsx')).PictureViewer }));
const PdfSheet = lazy(async () => ({ default: (await import('../../../app/pdf/PdfSheet.tsx')).PdfSheet }));

interface EventFilesProps {
  readonly address: EventAddress;
  readonly details: EventDetails;
}

export const EventFiles = (props: EventFilesProps) => {
  const { t } = useI18n();
  const files = createFileActions();
  const [shown, setShown] = createSignal<AttachmentRow>();
  const carrier = () => ({ conversation: props.address.calendar, message: props.address.event });
  const open = (file: AttachmentRow) => {
    if (file.image !== undefined || file.type === 'application/pdf') setShown(file);
    else void files.save(carrier(), file);
  };
  const close = () => setShown(undefined);
  return (
    <Show when={props.details.attachments.length > 0 || props.details.editable}>
      <section class="event-files">
        <Show when={props.details.attachments.length > 0}>
          <h2 class="sec-head">{t('event.files')}</h2>
          <ul>
            <Keyed each={props.details.attachments} by={({ file }) => file}>
              {(file) => (
                <FileLine address={props.address} file={file()} isEditable={props.details.editable} onOpen={() => open(file())} />
              )}
            </Keyed>
          </ul>
        </Show>
        <Show when={props.details.editable}>
          <AddFiles address={props.address} room={EVENT_LIMITS.attachments - props.details.attachments.length} />
        </Show>
      </section>
      <Suspense>
        <Show when={shown()}>
          {(file) => (
            <Show
              when={file().image === undefined}
              fallback={
                <PictureViewer
                  items={[{ name: file().name, load: () => files.open(carrier(), file()), thumbnail: undefined }]}
                  start={0}
                  onClose={close}
                />
              }
            >
              <PdfSheet
                name={file().name}
                load={() => files.open(carrier(), file())}
                onSave={() => void files.save(carrier(), file())}
                onClose={close}
              />
            </Show>
          )}
        </Show>
      </Suspense>
    </Show>
  );
};

interface FileLineProps {
  readonly address: EventAddress;
  readonly file: AttachmentRow;
  readonly isEditable: boolean;
  readonly onOpen: () => void;
}

const FileLine = (props: FileLineProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const { tell } = useEventActions();
  const isThere = () => props.file.place !== 'gone' && props.file.place !== 'unsent';
  const facts = () => {
    const { place, bytes, transfer } = props.file;
    if (transfer?.state === 'refused') return t('event.files.refused', { why: refusedWords(i18n, transfer.code) });
    if (place === 'gone') return t('file.gone');
    if (place === 'unsent') return t('file.unsent');
    if (place === 'coming') return t('file.coming');
    return transfer === undefined ? fileSize(i18n, bytes) : `${fileSize(i18n, bytes)} – ${t('event.files.sending')}`;
  };
  const remove = () =>
    void tell(api.detachFromEvent(props.address.calendar, props.address.event, props.file.file), t('event.files.removed'));
  const opens = () => props.file.image !== undefined || props.file.type === 'application/pdf';
  return (
    <li class="event-file" data-waiting={props.file.transfer === undefined ? undefined : ''}>
      <button
        type="button"
        disabled={!isThere()}
        aria-label={t(opens() ? 'file.open' : 'file.save', { name: props.file.name })}
        onClick={() => props.onOpen()}
      >
        <Show when={props.file.image === undefined} fallback={<Image class="i" />}>
          <File class="i" />
        </Show>
        <span>
          <b class="page-side" dir="auto">
            {props.file.name}
          </b>
          <small>{facts()}</small>
        </span>
      </button>
      <Show when={props.isEditable}>
        <IconButton label={t('event.files.remove', { name: props.file.name })} onClick={remove}>
          <X class="i" />
        </IconButton>
      </Show>
    </li>
  );
};

const AddFiles = (props: { readonly address: EventAddress; readonly room: number }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const preparer = createFilePreparer();
  onCleanup(preparer.end);
  const [sealing, setSealing] = createSignal<string>();
  // What is being sealed is waited for as long as the lock waits (LOCK-9).
  let attaching: Promise<unknown> = Promise.resolve();
  onCleanup(onLeaving(() => attaching));
  const attach = async (chosen: ChosenFile): Promise<void> => {
    const { name } = chosen;
    const { calendar, event } = props.address;
    setSealing(name);
    const prepared = await preparer.prepare(chosen);
    if (prepared.kind === 'refused') return toaster.show({ text: t(`file.no.${prepared.why}`, { name }) });
    const sealed = await api.attachFile(calendar, prepared.file);
    const attached = sealed.ok ? await api.attachToEvent(calendar, event, [sealed.value]) : sealed;
    if (attached.ok) return toaster.show({ text: t('event.files.added', { name }) });
    if (sealed.ok) void api.dropFile(sealed.value.file);
    const max = attached.error.type === 'file-refused' ? attached.error.maxContentBytes : undefined;
    const words =
      max === undefined ? failureWords(i18n, attached.error) : t('file.no.too-large', { name, max: fileSize(i18n, max) });
    return toaster.show({ text: words });
  };
  const add = async (files: readonly ChosenFile[]) => {
    if (files.length > props.room) toaster.show({ text: t('file.no.too-many', { max: EVENT_LIMITS.attachments }) });
    for (const file of files.slice(0, Math.max(0, props.room))) await attach(file);
    setSealing(undefined);
  };
  const take = (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])].map((blob) => ({ blob, name: blob.name }));
    input.value = '';
    attaching = Promise.allSettled([attaching, add(chosen)]);
  };
  return (
    <>
      <label class="btn event-add" data-kind="quiet">
        <input class="sr" type="file" multiple onChange={(event) => take(event.currentTarget)} />
        <Paperclip class="i" />
        {t('event.files.add')}
      </label>
      <p class="hint" role="status">
        {sealing() === undefined ? undefined : t('event.files.sealing', { name: sealing() ?? '' })}
      </p>
    </>
  );
};
