/** Asking for access: the form, the recovery code, two groups typed back. Through the first-admin link it makes the hospital. */

import { type EnrolmentCodes, passwordBounds } from '@sanad/model/engine/api';
import { useLocation, useNavigate } from '@solidjs/router';
import { createEffect, createSignal, Match, on, onMount, Show, Switch } from 'solid-js';
import { CheckCode } from '../../app/code/CheckCode.tsx';
import { CodeScreen } from '../../app/code/CodeScreen.tsx';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { forgetToken, takeToken } from '../../app/first-admin-token.ts';
import { forgetInvitation, takeInvitation } from '../../app/invitation-link.ts';
import { ComputerChoice } from '../../app/shared/ComputerChoice.tsx';
import { createDoor } from '../../app/shared/create-door.ts';
import { createDoorRules } from '../../app/shared/door-rules.ts';
import { ownDeviceLabel } from '../../app/shared/own-device-label.ts';
import { useTitle } from '../../app/title.ts';
import { namesOfUnits } from '../../app/units.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { InvitationOnly } from './InvitationOnly.tsx';
import { SignUpFields } from './SignUpFields.tsx';
import { type Draft, draftToForm, emptyDraft, withInvited } from './sign-up-form.ts';

type Step = 'form' | 'code' | 'break-glass' | 'check';

export const SignUp = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const engine = useEngine();
  const door = createDoor();
  const doorRules = createDoorRules();
  const location = useLocation();
  const navigate = useNavigate();
  const isFirstAdmin = location.pathname === '/first-admin';
  const [token, setToken] = createSignal(isFirstAdmin ? takeToken() : undefined);
  const [step, setStep] = createSignal<Step>('form');
  const [draft, setDraft] = createSignal<Draft>(emptyDraft);
  const [invitation, setInvitation] = createSignal(isFirstAdmin ? undefined : takeInvitation());
  const [isInvitationOver, setInvitationOver] = createSignal(false);
  const [units, setUnits] = createSignal<readonly string[]>([]);
  const [codes, setCodes] = createSignal<EnrolmentCodes>();
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  // A newer link, opened in the same tab: only what stands behind `#` changes.
  createEffect(
    on(
      () => location.hash,
      () => (isFirstAdmin ? setToken(takeToken()) : setInvitation(takeInvitation())),
      { defer: true },
    ),
  );
  /** Without an answer the form stays as it is: she writes it herself. */
  createEffect(
    on(invitation, async (link) => {
      if (link === undefined) return;
      const found = await engine.api.lookAtInvitation(link.token);
      if (!found.ok) setInvitationOver(found.error.type === 'refused' && found.error.code === 'invitation/invalid');
      else setDraft((now) => withInvited(now, found.value));
    }),
  );
  const loadUnits = async () => {
    const found = isFirstAdmin ? undefined : await engine.api.units();
    if (found?.ok) setUnits(namesOfUnits(found.value));
  };
  onMount(() => void loadUnits());
  const giveUpInvitation = () => {
    forgetInvitation();
    setInvitation(undefined);
    setInvitationOver(false);
    setFailure(undefined);
  };
  useTitle(() => t(isFirstAdmin ? 'sign-up.first.title' : 'sign-up.title'));

  const begin = async () => {
    setBusy(true);
    setFailure(undefined);
    door.enter();
    const result = await engine.api.beginSignUp(draftToForm(draft(), ownDeviceLabel(engine), token(), invitation()));
    setBusy(false);
    if (!result.ok) {
      setFailure(failureWords(i18n, result.error));
      return;
    }
    setCodes(result.value);
    setStep('code');
  };
  const complete = async (typed: readonly [string, string]) => {
    setBusy(true);
    setFailure(undefined);
    const result = await engine.api.completeSignUp(typed);
    setBusy(false);
    const isUsed = result.ok || (result.error.type === 'refused' && result.error.code === 'account/first-admin-link');
    if (isFirstAdmin && isUsed) forgetToken();
    if (result.ok) forgetInvitation();
    if (result.ok) return; // the engine's new state shows the next screen
    setFailure(result.error.type === 'groups-differ' ? t('code.check.differ') : failureWords(i18n, result.error));
    // What the form said was refused: back to it, the keys stay.
    if (result.error.type !== 'refused') return;
    if (result.error.code === 'invitation/invalid') setInvitationOver(true);
    if (result.error.code.startsWith('account/') || result.error.code === 'invitation/invalid') setStep('form');
  };
  /** POLICY-6. */
  const needsInvitation = () =>
    step() === 'form' && !isFirstAdmin && invitation() === undefined && doorRules()?.registration === 'invitation';
  const leave = async () => {
    await engine.api.cancelSignUp();
    navigate('/sign-in');
  };

  return (
    <Switch>
      <Match when={needsInvitation()}>
        <InvitationOnly onBack={() => void leave()} />
      </Match>
      <Match when={step() === 'form'}>
        <SignUpFields
          draft={draft()}
          isFirstAdmin={isFirstAdmin}
          minPasswordCharacters={doorRules()?.minPasswordCharacters ?? passwordBounds.usual}
          lacksToken={isFirstAdmin && token() === undefined}
          invitation={invitation() === undefined ? undefined : isInvitationOver() ? 'over' : 'open'}
          units={units()}
          onGiveUpInvitation={giveUpInvitation}
          busy={isBusy()}
          failure={failure()}
          choice={
            <Show when={door.isOpen() && doorRules()?.sharedComputers !== false}>
              <ComputerChoice isSignUp value={door.computer()} onChange={door.setComputer} />
            </Show>
          }
          onDraft={setDraft}
          onBack={() => void leave()}
          onSubmit={() => void begin()}
        />
      </Match>
      <Match when={step() === 'code' && codes()}>
        {(made) => (
          <CodeScreen
            kind="recovery"
            groups={made().recoveryCode}
            owner={draft().name.trim()}
            hospital={made().organisationName}
            asked={made().askedGroups}
            onBack={() => setStep('form')}
            onDone={() => setStep(made().breakGlassCode === undefined ? 'check' : 'break-glass')}
          />
        )}
      </Match>
      <Match when={step() === 'break-glass' && codes()?.breakGlassCode}>
        {(groups) => (
          <CodeScreen
            kind="break-glass"
            groups={groups()}
            owner=""
            hospital={draft().organisationName.trim()}
            asked={undefined}
            onBack={() => setStep('code')}
            onDone={() => setStep('check')}
          />
        )}
      </Match>
      <Match when={step() === 'check'}>
        <Show when={codes()}>
          {(made) => (
            <CheckCode
              asked={made().askedGroups}
              isFirstAdmin={isFirstAdmin}
              busy={isBusy()}
              failure={failure()}
              onBack={() => {
                setFailure(undefined);
                setStep('code');
              }}
              onSubmit={(typed) => void complete(typed)}
            />
          )}
        </Show>
      </Match>
    </Switch>
  );
};
