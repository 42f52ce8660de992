/** An invitation for one person: what her form begins with, how long it holds; then the link, shown once (INVITE-2). */
import { type CommandError, invitationFragment, type Profession } from '@sanad/model/engine/api';
import { createSignal, createUniqueId, For, onMount, Show } from 'solid-js';
import { AdminUnits, InvitationMade, useAdminAsk, usualInvitationDays } from '../../../../app/admin/ask.ts';
import { useEngine } from '../../../../app/engine-client.ts';
import { failureWords } from '../../../../app/failure-words.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { CodeField } from '../../../../ui/CodeField.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';
import { TextField } from '../../../../ui/TextField.tsx';
import { InvitationLinkCard } from './InvitationLinkCard.tsx';

interface InviteSheetProps {
  readonly onClose: () => void;
  readonly onMade: () => void;
}
const DAYS = ['1', '7', '14', '30', '90'] as const;
const PROFESSIONS = ['', 'doctor', 'nurse', 'administrative'] as const satisfies readonly ('' | Profession)[];
const tidy = (text: string): string => text.trim().replace(/\s+/gu, ' ');

export const InviteSheet = (props: InviteSheetProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const ask = useAdminAsk();
  const formId = createUniqueId();
  const [name, setName] = createSignal('');
  const [email, setEmail] = createSignal('');
  const [staffNumber, setStaffNumber] = createSignal('');
  const [profession, setProfession] = createSignal<(typeof PROFESSIONS)[number]>('');
  const [unit, setUnit] = createSignal('');
  const [days, setDays] = createSignal<(typeof DAYS)[number]>(`${usualInvitationDays}`);
  const [units, setUnits] = createSignal<readonly string[]>([]);
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const [made, setMade] = createSignal<{ readonly url: string; readonly expiresAtMs: number }>();
  const loadUnits = async () => {
    const found = await ask.get('/admin/units', AdminUnits);
    if (found.ok) setUnits([...new Set(found.value.units.filter(({ kind }) => kind === 'unit').map(({ name: one }) => one))]);
  };
  onMount(() => void loadUnits());
  const wordsOf = (error: CommandError): string =>
    error.type === 'refused' && error.code === 'request/malformed' ? t('invitations.malformed') : failureWords(i18n, error);
  const make = async () => {
    setBusy(true);
    setFailure(undefined);
    const hash = await api.organisationHash();
    const fields = {
      name: tidy(name()),
      email: email().trim(),
      staffNumber: staffNumber().trim(),
      profession: profession(),
      unit: tidy(unit()),
    };
    const said = Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ''));
    const answer = await ask.post('/admin/invitations', { ...said, days: Number(days()) }, InvitationMade);
    setBusy(false);
    const failed = hash.ok ? answer : hash;
    if (!failed.ok) setFailure(wordsOf(failed.error));
    if (!hash.ok || !answer.ok) return;
    const { token, expiresAtMs } = answer.value;
    setMade({ url: `${location.origin}/sign-up#${invitationFragment(token, hash.value)}`, expiresAtMs });
    props.onMade();
  };
  return (
    <Sheet title={t('invitations.make')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Show
        when={made()}
        fallback={
          <form
            class="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (!isBusy()) void make();
            }}
          >
            <p class="hint">{t('invitations.make.text')}</p>
            <TextField label={t('sign-up.name')} maxlength={80} dir="auto" autocomplete="off" value={name()} onValue={setName} />
            <TextField
              label={t('sign-up.email')}
              type="email"
              maxlength={254}
              dir="ltr"
              autocomplete="off"
              value={email()}
              onValue={setEmail}
            />
            <CodeField label={t('sign-up.staff-number')} maxlength={32} value={staffNumber()} onValue={setStaffNumber} />
            <SelectField
              label={t('invitations.profession')}
              value={profession()}
              options={PROFESSIONS.map((value) => ({
                value,
                label: value === '' ? t('invitations.open-choice') : t(`profession.${value}`),
              }))}
              onChange={setProfession}
            />
            <TextField
              label={t('sign-up.unit')}
              maxlength={80}
              dir="auto"
              autocomplete="off"
              list={`${formId}-units`}
              value={unit()}
              onValue={setUnit}
            />
            <datalist id={`${formId}-units`}>
              <For each={units()}>{(one) => <option value={one} />}</For>
            </datalist>
            <SelectField
              label={t('invitations.days')}
              value={days()}
              options={DAYS.map((value) => ({ value, label: n('invitations.days.count', Number(value)) }))}
              onChange={setDays}
            />
            <Failure words={failure()} />
            <Button kind="primary" size="lg" wide type="submit" busy={isBusy()}>
              {t('invitations.make.submit')}
            </Button>
          </form>
        }
      >
        {(link) => <InvitationLinkCard url={link().url} expiresAtMs={link().expiresAtMs} />}
      </Show>
    </Sheet>
  );
};
