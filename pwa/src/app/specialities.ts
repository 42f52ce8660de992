/** Specialities as they are typed (DIR-1): one line, separated by commas of any script. */
import { hasUnseen } from '@sanad/model/engine/api';

export const maxSpecialities = 6;
export const maxSpecialityCharacters = 60;

/** Each once, in the order in which they were typed; undefined: too many, or one is too long. */
export function parseSpecialities(typed: string): readonly string[] | undefined {
  const each = typed
    .split(/[,،;؛\n]/u)
    .map((one) => one.replace(/\s+/gu, ' ').trim().normalize('NFC'))
    .filter((one) => one !== '');
  const once = [...new Set(each)];
  const isFine = once.length <= maxSpecialities && once.every((one) => one.length <= maxSpecialityCharacters && !hasUnseen(one));
  return isFine ? once : undefined;
}
export const writeSpecialities = (specialities: readonly string[], language: string): string =>
  specialities.join(language === 'ar' ? '، ' : ', ');
