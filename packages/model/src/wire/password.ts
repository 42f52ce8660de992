/** What a password must be to be taken; how guessable it is, and how long the hospital wants it (POLICY-7), is judged beside the account (sync-server). */
import * as v from 'valibot';
import { passwordBounds } from './policy-values.ts';

export const minPasswordCharacters = passwordBounds.min;
export const PasswordField = v.pipe(v.string(), v.minLength(minPasswordCharacters), v.maxLength(128));
