/** The form. Faults are shown once somebody tried to go on, and then follow every correction. */
import type { Profession } from '@sanad/model/engine/api';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import MailOpen from 'lucide-solid/icons/mail-open';
import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import { StepHead } from '../../app/code/StepHead.tsx';
import { LanguageChoice } from '../../app/LanguageChoice.tsx';
import { ProfessionIcon } from '../../app/people.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CodeField } from '../../ui/CodeField.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { type Draft, type Fault, faultsOf } from './sign-up-form.ts';

interface SignUpFieldsProps {
  readonly draft: Draft;
  readonly isFirstAdmin: boolean;
  readonly lacksToken: boolean;
  readonly minPasswordCharacters: number;
  /** She came by one (INVITE-2); `over`: it cannot be used any more. */
  readonly invitation: 'open' | 'over' | undefined;
  /** Names of the hospital's units, to choose among. */
  readonly units: readonly string[];
  readonly busy: boolean;
  readonly failure: string | undefined;
  /** What kind of computer this is. */
  readonly choice: JSX.Element;
  readonly onDraft: (draft: Draft) => void;
  readonly onGiveUpInvitation: () => void;
  readonly onBack: () => void;
  readonly onSubmit: () => void;
}
const PROFESSIONS: readonly Profession[] = ['doctor', 'nurse', 'administrative'];
const WORDS_OF_FAULT = {
  required: 'sign-up.required',
  email: 'sign-up.email.error',
  'staff-number': 'sign-up.staff-number.error',
} as const satisfies Record<Exclude<Fault, 'password'>, string>;

export const SignUpFields = (props: SignUpFieldsProps) => {
  const { t, n } = useI18n();
  /** POLICY-7. */
  const passwordHint = () => n('sign-up.password.hint', props.minPasswordCharacters);
  const formId = createUniqueId();
  const [hasTried, setTried] = createSignal(false);
  const faults = createMemo(() => faultsOf(props.draft, props.isFirstAdmin, props.minPasswordCharacters));
  const set = (part: Partial<Draft>) => props.onDraft({ ...props.draft, ...part });
  const errorOf = (key: keyof Draft) => {
    const fault = hasTried() ? faults()[key] : undefined;
    if (fault === 'password') return passwordHint();
    return fault === undefined ? undefined : t(WORDS_OF_FAULT[fault]);
  };
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    setTried(true);
    if (props.busy || props.lacksToken || props.invitation === 'over') return;
    if (Object.keys(faults()).length === 0) props.onSubmit();
    else event.currentTarget.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  };

  return (
    <div class="gate" data-card>
      <StepHead at={1} onBack={props.onBack} />
      <main class="gate-body" data-top>
        {/* Others come from the sign-in and chose there; the link of the first administrator leads here. */}
        <Show when={props.isFirstAdmin}>
          <LanguageChoice />
        </Show>
        <div>
          <h1 ref={focusOnMount}>{t(props.isFirstAdmin ? 'sign-up.first.title' : 'sign-up.title')}</h1>
          <p class="lead">{t(props.isFirstAdmin ? 'sign-up.first.lead' : 'sign-up.lead')}</p>
        </div>
        <Show when={props.lacksToken}>
          <Banner kind="medium" icon={<CircleAlert class="i" />}>
            {t('sign-up.first.missing')}
          </Banner>
        </Show>
        <Show when={props.invitation === 'open'}>
          <Banner kind="ok" icon={<MailOpen class="i" />}>
            <b>{t('sign-up.invited')}</b> {t('sign-up.invited.text')}
          </Banner>
        </Show>
        <Show when={props.invitation === 'over'}>
          <Banner
            kind="medium"
            role="status"
            icon={<CircleAlert class="i" />}
            action={
              <Button kind="line" onClick={props.onGiveUpInvitation}>
                {t('sign-up.invited.without')}
              </Button>
            }
          >
            <b>{t('sign-up.invited.over')}</b> {t('sign-up.invited.over.text')}
          </Banner>
        </Show>
        <form id={formId} class="stack" noValidate onSubmit={submit}>
          <Show when={props.isFirstAdmin}>
            <TextField
              label={t('sign-up.hospital')}
              autocomplete="organization"
              maxlength={80}
              dir="auto"
              value={props.draft.organisationName}
              error={errorOf('organisationName')}
              onValue={(organisationName) => set({ organisationName })}
            />
          </Show>
          <fieldset class="kinds">
            <legend>{t('sign-up.you-are')}</legend>
            <For each={PROFESSIONS}>
              {(profession) => (
                <label class="chip">
                  <input
                    class="sr"
                    type="radio"
                    name={`${formId}-profession`}
                    checked={props.draft.profession === profession}
                    onChange={() => set({ profession })}
                  />
                  <ProfessionIcon of={profession} />
                  {t(`profession.${profession}`)}
                </label>
              )}
            </For>
          </fieldset>
          <TextField
            label={t('sign-up.name')}
            autocomplete="name"
            maxlength={80}
            dir="auto"
            value={props.draft.name}
            error={errorOf('name')}
            onValue={(name) => set({ name })}
          />
          <CodeField
            label={t('sign-up.staff-number')}
            hint={t('sign-up.staff-number.hint')}
            maxlength={32}
            value={props.draft.staffNumber}
            error={errorOf('staffNumber')}
            onValue={(staffNumber) => set({ staffNumber })}
          />
          <TextField
            label={t('sign-up.unit')}
            hint={t(props.units.length === 0 ? 'sign-up.unit.hint' : 'sign-up.unit.choose')}
            autocomplete="off"
            list={`${formId}-units`}
            maxlength={80}
            dir="auto"
            value={props.draft.unit}
            error={errorOf('unit')}
            onValue={(unit) => set({ unit })}
          />
          <datalist id={`${formId}-units`}>
            <For each={props.units}>{(unit) => <option value={unit} />}</For>
          </datalist>
          <TextField
            label={t('sign-up.email')}
            type="email"
            autocomplete="email"
            maxlength={254}
            dir="ltr"
            value={props.draft.email}
            error={errorOf('email')}
            onValue={(email) => set({ email })}
          />
          <PasswordField
            label={t('sign-up.password')}
            hint={passwordHint()}
            showLabel={t('sign-in.show-password')}
            hideLabel={t('sign-in.hide-password')}
            autocomplete="new-password"
            value={props.draft.password}
            error={errorOf('password')}
            onValue={(password) => set({ password })}
          />
        </form>
        {props.choice}
        <Failure words={props.failure} />
      </main>
      <footer class="gate-foot">
        <Button
          kind="primary"
          size="lg"
          wide
          type="submit"
          form={formId}
          busy={props.busy}
          disabled={props.lacksToken || props.invitation === 'over'}
        >
          {props.busy ? t('sign-up.preparing') : t('common.continue')}
        </Button>
        <p class="hint centred">{t('sign-up.next')}</p>
      </footer>
    </div>
  );
};
