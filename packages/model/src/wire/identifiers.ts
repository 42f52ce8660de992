/** By what people sign in: as the server compares it. */
import * as v from 'valibot';
import { lineField } from './fields.ts';

export const EmailField = v.pipe(lineField(254), v.toLowerCase(), v.email());
/** Matricule: letters, digits, dash, slash, dot; compared without case. */
export const StaffNumberField = v.pipe(lineField(32), v.toUpperCase(), v.regex(/^[A-Z0-9][A-Z0-9./-]*$/));
