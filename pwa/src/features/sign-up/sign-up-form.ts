/** What the form holds and what is wrong with it, before anything is sent. The server decides again (HTTP-1). */
import type { InvitationLink, InvitationLook, Profession, SignUpForm } from '@sanad/model/engine/api';

export interface Draft {
  readonly organisationName: string;
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
  readonly password: string;
  readonly profession: Profession;
  readonly unit: string;
}
export const emptyDraft: Draft = {
  organisationName: '',
  name: '',
  email: '',
  staffNumber: '',
  password: '',
  profession: 'nurse',
  unit: '',
};

export type Fault = 'required' | 'email' | 'staff-number' | 'password';
/** What the server takes: found here, not after the recovery code was written down. */
const EMAIL = /^[\w+-]+(?:\.[\w+-]+)*@[\da-z]+(?:[.-][\da-z]+)*\.[a-z]{2,}$/i;
const STAFF_NUMBER = /^[A-Z0-9][A-Z0-9./-]*$/i;

export function faultsOf(
  draft: Draft,
  isFirstAdmin: boolean,
  minPasswordCharacters: number,
): Readonly<Partial<Record<keyof Draft, Fault>>> {
  const faults: Partial<Record<keyof Draft, Fault>> = {};
  const wanted: readonly (keyof Draft)[] = [
    'name',
    'email',
    'staffNumber',
    'unit',
    ...(isFirstAdmin ? ['organisationName' as const] : []),
  ];
  for (const key of wanted) if (draft[key].trim() === '') faults[key] = 'required';
  if (faults.email === undefined && !EMAIL.test(draft.email.trim())) faults.email = 'email';
  if (faults.staffNumber === undefined && !STAFF_NUMBER.test(draft.staffNumber.trim())) faults.staffNumber = 'staff-number';
  if (draft.password.length < minPasswordCharacters) faults.password = 'password';
  return faults;
}

/** INVITE-2: what the invitation says of her, where she has written nothing yet. */
export const withInvited = (draft: Draft, { name, email, staffNumber, profession, unit }: InvitationLook): Draft => ({
  ...draft,
  name: draft.name || (name ?? ''),
  email: draft.email || (email ?? ''),
  staffNumber: draft.staffNumber || (staffNumber ?? ''),
  profession: profession ?? draft.profession,
  unit: draft.unit || (unit ?? ''),
});

export function draftToForm(
  draft: Draft,
  deviceLabel: string,
  token: string | undefined,
  invitation?: InvitationLink,
): SignUpForm {
  const form = {
    name: tidy(draft.name),
    email: draft.email.trim(),
    staffNumber: draft.staffNumber.trim(),
    password: draft.password,
    profession: draft.profession,
    unit: tidy(draft.unit),
    deviceLabel,
    ...(invitation === undefined ? {} : { invitation }),
  };
  return token === undefined ? form : { ...form, firstAdmin: { token, organisationName: tidy(draft.organisationName) } };
}

const tidy = (text: string): string => text.trim().replace(/\s+/gu, ' ');
