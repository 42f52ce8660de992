/** My photo, and who sees it: nobody, those with whom I share a conversation (sealed, DOC-16), everybody in the directory. */
import type { Me } from '@sanad/model/engine/api';
import { createSignal, lazy, onCleanup, Show, Suspense } from 'solid-js';
import { myPhotoUrl } from '../../app/photo.ts';
import { scalePhoto } from '../../app/scale-photo.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { FacesContext } from '../../ui/faces.ts';
import { useToaster } from '../../ui/toaster.ts';
import { PORTRAIT_SEEN, type PortraitChoice, type PortraitSeen } from './portrait-choice.ts';

const PortraitEditor = lazy(async () => ({
  default: (await import('../../app/capture/PortraitEditor.tsx')).PortraitEditor,
}));

interface PortraitFieldProps {
  readonly me: Me | undefined;
  /** The sealed one that I show now, as far as it is open. */
  readonly sealedUrl: string | undefined;
  readonly choice: PortraitChoice | undefined;
  readonly isMissing: boolean;
  readonly onChoice: (choice: PortraitChoice) => void;
}

export const PortraitField = (props: PortraitFieldProps) => {
  const { t } = useI18n();
  const toaster = useToaster();
  const [framing, setFraming] = createSignal<File>();
  const [url, setUrl] = createSignal<string>();
  const release = () => {
    const held = url();
    if (held !== undefined) URL.revokeObjectURL(held);
  };
  onCleanup(release);
  const take = async (file: Blob) => {
    setFraming(undefined);
    const bytes = await scalePhoto(file);
    if (bytes === undefined) {
      toaster.show({ text: t('settings.photo.failed') });
      return;
    }
    release();
    setUrl(URL.createObjectURL(new Blob([bytes])));
    const seen = props.choice?.seen;
    // Who chooses a picture wants it seen; by how many, she says herself.
    props.onChoice({ seen: seen === undefined || seen === 'nobody' ? 'shared' : seen, picture: bytes });
  };
  const shownUrl = () => {
    if (props.choice?.seen === 'nobody') return undefined;
    return url() ?? props.sealedUrl ?? (props.me === undefined ? undefined : myPhotoUrl(props.me));
  };
  const choose = (seen: PortraitSeen) => props.onChoice({ ...props.choice, seen });
  return (
    <section class="stack" aria-labelledby="photo-seen">
      <div class="photo-row">
        {/* What is about to be saved, not what is seen now. */}
        <FacesContext.Provider value={() => undefined}>
          <Avatar id={props.me?.user ?? ''} name={props.me?.name ?? ''} photoUrl={shownUrl()} size={88} />
        </FacesContext.Provider>
        <div class="btns">
          <label class="btn" data-kind="line">
            <input
              class="sr"
              type="file"
              accept="image/*"
              onChange={(event) => {
                setFraming(event.currentTarget.files?.[0]);
                // The same file may be chosen again.
                event.currentTarget.value = '';
              }}
            />
            {t('settings.photo.choose')}
          </label>
        </div>
      </div>
      <h2 class="sec-head" id="photo-seen">
        {t('settings.photo.seen')}
      </h2>
      <Choices
        label={t('settings.photo.seen')}
        value={props.choice?.seen}
        options={PORTRAIT_SEEN.map((seen) => ({
          value: seen,
          label: t(`settings.photo.${seen}`),
          hint: t(`settings.photo.${seen}.hint`),
        }))}
        onChange={choose}
      />
      <Show when={props.isMissing}>
        <p class="hint" data-k="error" role="alert">
          {t('settings.photo.missing')}
        </p>
      </Show>
      <Show when={framing()}>
        {(file) => (
          <Suspense>
            <PortraitEditor file={file()} onDone={(picture) => void take(picture)} onClose={() => setFraming(undefined)} />
          </Suspense>
        )}
      </Show>
    </section>
  );
};
