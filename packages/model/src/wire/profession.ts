/** What somebody is at the hospital, as an administrator's signature binds it (ORG-5). */
import * as v from 'valibot';

export const PROFESSIONS = ['doctor', 'nurse', 'administrative'] as const;
export const ProfessionField = v.picklist(PROFESSIONS);
export type Profession = (typeof PROFESSIONS)[number];
