/** What a password must be to be taken; how guessable it is, is judged beside the account (sync-server). */
import * as v from 'valibot';

export const minPasswordCharacters = 10;
export const PasswordField = v.pipe(v.string(), v.minLength(minPasswordCharacters), v.maxLength(128));
