import { expect, test } from 'vitest';
import { draftToForm, emptyDraft, faultsOf } from './sign-up-form.ts';

const good = {
  ...emptyDraft,
  name: ' Nour  Hamdi ',
  email: 'nour@hopital.tn',
  staffNumber: 'ma-10977',
  password: 'dix caractères',
  unit: 'Maternité',
};

test('a complete form has no fault, and only the first administrator names a hospital', () => {
  expect(faultsOf(good, false, 10)).toEqual({});
  expect(faultsOf(good, true, 10)).toEqual({ organisationName: 'required' });
});

test('each fault is named where it is', () => {
  expect(faultsOf(emptyDraft, false, 10)).toEqual({
    name: 'required',
    email: 'required',
    staffNumber: 'required',
    unit: 'required',
    password: 'password',
  });
  expect(faultsOf({ ...good, email: 'nour@hopital' }, false, 10)).toEqual({ email: 'email' });
  expect(faultsOf({ ...good, email: 'inès@hopital.tn' }, false, 10)).toEqual({ email: 'email' });
  expect(faultsOf({ ...good, staffNumber: 'MA 10977' }, false, 10)).toEqual({ staffNumber: 'staff-number' });
});

test('names are tidied before they are signed', () => {
  expect(draftToForm(good, 'Chrome', undefined).name).toBe('Nour Hamdi');
  expect(draftToForm(good, 'Chrome', undefined)).not.toHaveProperty('firstAdmin');
  expect(draftToForm({ ...good, organisationName: 'CHU' }, 'Chrome', 'token').firstAdmin).toEqual({
    token: 'token',
    organisationName: 'CHU',
  });
});
