/** A moment as an input of day and time writes it, by the clock of this device. */
import { dayKey } from '../i18n/dates.ts';

export const momentInput = (ms: number): string => `${dayKey(ms)}T${new Date(ms).toTimeString().slice(0, 5)}`;
