/** What colleagues see of me and I may change myself; name and profession are signed by an administrator's device. */
import type { Me, ProfileChange } from '@sanad/model/engine/api';
import { createSignal, For, lazy, onCleanup, Show, Suspense } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useMe } from '../../app/me.ts';
import { myPhotoUrl } from '../../app/photo.ts';
import { scalePhoto } from '../../app/scale-photo.ts';
import { parseSpecialities, writeSpecialities } from '../../app/specialities.ts';
import { languageInItself, SPOKEN } from '../../app/spoken-languages.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { SettingPane } from './SettingPane.tsx';

const PortraitEditor = lazy(async () => ({
  default: (await import('../../app/capture/PortraitEditor.tsx')).PortraitEditor,
}));

export const ProfileForm = () => {
  const { t } = useI18n();
  const me = useMe();
  return <SettingPane title={t('settings.edit')}>{<Show when={me()?.user}>{(_user) => <Form me={me} />}</Show>}</SettingPane>;
};

const Form = (props: { readonly me: () => Me | undefined }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const toaster = useToaster();
  const first = props.me();
  const [unit, setUnit] = createSignal(first?.unit ?? '');
  const [extension, setExtension] = createSignal(first?.extension ?? '');
  const [specialities, setSpecialities] = createSignal(writeSpecialities(first?.specialities ?? [], i18n.language()));
  const [framing, setFraming] = createSignal<File>();
  const [languages, setLanguages] = createSignal<readonly string[]>(first?.languages ?? []);
  const [photo, setPhoto] = createSignal<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly url: string } | 'removed'>();
  const [isBusy, setBusy] = createSignal(false);
  onCleanup(() => release());

  const release = () => {
    const held = photo();
    if (held !== undefined && held !== 'removed') URL.revokeObjectURL(held.url);
  };
  const take = async (file: Blob) => {
    setFraming(undefined);
    const bytes = await scalePhoto(file);
    if (bytes === undefined) {
      toaster.show({ text: t('settings.photo.failed') });
      return;
    }
    release();
    setPhoto({ bytes, url: URL.createObjectURL(new Blob([bytes])) });
  };
  const photoUrl = () => {
    const chosen = photo();
    if (chosen === 'removed') return undefined;
    const now = props.me();
    return chosen?.url ?? (now === undefined ? undefined : myPhotoUrl(now));
  };
  const toggle = (code: string, isOn: boolean) =>
    setLanguages((now) => (isOn ? [...now, code] : now.filter((one) => one !== code)));
  const save = async () => {
    const specialitiesNow = parseSpecialities(specialities());
    if (specialitiesNow === undefined) return;
    const chosen = photo();
    const change: ProfileChange = {
      unit: unit().trim(),
      extension: extension().trim(),
      languages: [...languages()],
      specialities: [...specialitiesNow],
      ...(chosen === undefined ? {} : { photo: chosen === 'removed' ? null : chosen.bytes }),
    };
    setBusy(true);
    const result = await api.updateProfile(change);
    setBusy(false);
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
    else toaster.show({ text: t(sync().connectivity === 'online' ? 'settings.saved' : 'settings.saved-offline') });
  };

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy() && unit().trim() !== '') void save();
      }}
    >
      <div class="photo-row">
        <Avatar id={first?.user ?? ''} name={first?.name ?? ''} photoUrl={photoUrl()} size={88} />
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
          <Show when={photoUrl() !== undefined}>
            <Button kind="quiet" onClick={() => setPhoto('removed')}>
              {t('settings.photo.remove')}
            </Button>
          </Show>
          <p class="hint">{t('settings.photo.hint')}</p>
        </div>
      </div>
      <TextField label={t('settings.unit')} required maxlength={80} dir="auto" value={unit()} onValue={setUnit} />
      <TextField
        label={t('settings.extension')}
        inputmode="tel"
        maxlength={20}
        dir="ltr"
        autocomplete="off"
        value={extension()}
        onValue={setExtension}
      />
      <TextField
        label={t('settings.specialities')}
        hint={t('settings.specialities.hint')}
        error={parseSpecialities(specialities()) === undefined ? t('settings.specialities.bad') : undefined}
        maxlength={400}
        dir="auto"
        autocomplete="off"
        value={specialities()}
        onValue={setSpecialities}
      />
      <fieldset class="spoken">
        <legend>{t('settings.languages')}</legend>
        <For each={SPOKEN}>
          {(code) => (
            <label class="chip" lang={code}>
              <input
                class="sr"
                type="checkbox"
                checked={languages().includes(code)}
                onChange={(event) => toggle(code, event.currentTarget.checked)}
              />
              {languageInItself(code)}
            </label>
          )}
        </For>
      </fieldset>
      <div class="card rows">
        <div class="row">
          <span class="txt">{t('settings.staff-number')}</span>
          <bdi class="val ltr">{first?.staffNumber}</bdi>
        </div>
        <div class="row">
          <span class="txt">{t('settings.email')}</span>
          <bdi class="val ltr">{first?.email}</bdi>
        </div>
      </div>
      <p class="hint">{t('settings.name-fixed')}</p>
      <Button kind="primary" size="lg" type="submit" busy={isBusy()}>
        {t('common.save')}
      </Button>
      <Show when={framing()}>
        {(file) => (
          <Suspense>
            <PortraitEditor file={file()} onDone={(picture) => void take(picture)} onClose={() => setFraming(undefined)} />
          </Suspense>
        )}
      </Show>
    </form>
  );
};
