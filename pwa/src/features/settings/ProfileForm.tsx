/** What colleagues see of me and I may change myself; name and profession are signed by an administrator's device. */
import type { Me, ProfileChange } from '@sanad/model/engine/api';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { createPortraits, useFace } from '../../app/faces.tsx';
import { failureWords } from '../../app/failure-words.ts';
import { useMe } from '../../app/me.ts';
import { parseSpecialities, writeSpecialities } from '../../app/specialities.ts';
import { languageInItself, SPOKEN } from '../../app/spoken-languages.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { PortraitField } from './PortraitField.tsx';
import {
  isSame,
  type PortraitChoice,
  type PortraitSeen,
  type PortraitSteps,
  pictureNow,
  portraitSteps,
} from './portrait-choice.ts';
import { SettingPane } from './SettingPane.tsx';
import { type ChosenUnit, UnitField } from './UnitField.tsx';

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
  const [unit, setUnit] = createSignal<ChosenUnit>({ name: first?.unit ?? '', unit: first?.unitId });
  const [extension, setExtension] = createSignal(first?.extension ?? '');
  const [specialities, setSpecialities] = createSignal(writeSpecialities(first?.specialities ?? [], i18n.language()));
  const [languages, setLanguages] = createSignal<readonly string[]>(first?.languages ?? []);
  const portraits = createPortraits();
  const face = useFace();
  /** As it is now; undefined until the engine says whether there is a sealed one. */
  const seenNow = createMemo<PortraitSeen | undefined>(() => {
    const now = props.me();
    if (portraits() === undefined || now === undefined) return undefined;
    if (portraits()?.some(({ user }) => user === now.user)) return 'shared';
    return now.photo === undefined ? 'nobody' : 'everybody';
  });
  const [chosen, setChosen] = createSignal<PortraitChoice>();
  const [isMissing, setMissing] = createSignal(false);
  const choice = (): PortraitChoice | undefined => {
    const seen = seenNow();
    return chosen() ?? (seen === undefined ? undefined : { seen });
  };
  const [isBusy, setBusy] = createSignal(false);
  /** As it was said last. */
  let unitSaid: ChosenUnit = { name: first?.unit ?? '', unit: first?.unitId };
  const toggle = (code: string, isOn: boolean) =>
    setLanguages((now) => (isOn ? [...now, code] : now.filter((one) => one !== code)));
  /** False: she wants a photo seen that is not there. */
  const portraitChange = async (): Promise<PortraitSteps | false> => {
    const [me, now, next] = [props.me(), seenNow(), chosen()];
    if (me === undefined || now === undefined || next === undefined || isSame(now, next)) return { photo: {} };
    const picture = next.seen === 'nobody' ? undefined : (next.picture ?? (await pictureNow(api, { me, seen: now })));
    if (next.seen !== 'nobody' && picture === undefined) return false;
    return portraitSteps(api, next.seen, picture);
  };
  const save = async () => {
    const specialitiesNow = parseSpecialities(specialities());
    if (specialitiesNow === undefined) return;
    setBusy(true);
    const portrait = await portraitChange();
    setMissing(portrait === false);
    const fault = portrait === false ? undefined : await portrait.before?.();
    if (portrait === false || fault !== undefined) {
      setBusy(false);
      if (fault !== undefined) toaster.show({ text: failureWords(i18n, fault) });
      return;
    }
    const { unit: unitId, name } = unit();
    const unitNow = name.trim();
    const change: ProfileChange = {
      // What she leaves as it is stays the unit that the administration gave her, also where two have its name (UNIT-3).
      ...(unitNow === unitSaid.name && unitId === unitSaid.unit ? {} : { unit: unitNow, unitId }),
      extension: extension().trim(),
      languages: [...languages()],
      specialities: [...specialitiesNow],
      ...portrait.photo,
    };
    const result = await api.updateProfile(change);
    if (result.ok) unitSaid = { name: unitNow, unit: unitId };
    const failed = result.ok ? await portrait.after?.() : result.error;
    setBusy(false);
    if (failed !== undefined) {
      toaster.show({ text: failureWords(i18n, failed) });
      return;
    }
    setChosen(undefined);
    toaster.show({ text: t(sync().connectivity === 'online' ? 'settings.saved' : 'settings.saved-offline') });
  };

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy() && unit().name.trim() !== '') void save();
      }}
    >
      <PortraitField
        me={props.me()}
        sealedUrl={face(first?.user ?? '')}
        choice={choice()}
        isMissing={isMissing()}
        onChoice={(next) => {
          setMissing(false);
          setChosen(next);
        }}
      />
      <UnitField value={unit()} onValue={setUnit} />
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
      <fieldset class="chip-set">
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
    </form>
  );
};
