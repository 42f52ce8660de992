/** A calendar as a file that leaves SANAD: saved, or handed to another app where the browser can. */
import { saveBlob } from '../../../app/files/open-file.ts';

const type = 'text/calendar';
const maxName = 60;

/** From what people wrote: letters, digits and spaces alone. */
export function icsName(title: string, otherwise: string): string {
  const plain = title
    .replaceAll(/[^\p{L}\p{N} _-]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, maxName)
    .trim();
  return `${plain === '' ? otherwise : plain}.ics`;
}
export const saveIcs = (text: string, name: string): void => saveBlob(new Blob([text], { type }), name);

const fileOf = (text: string, name: string): File => new File([text], name, { type });
export const canShareIcs = (): boolean =>
  typeof navigator.canShare === 'function' && navigator.canShare({ files: [fileOf('', 'x.ics')] });
/** False: she thought better of it, or it could not be. */
export const shareIcs = (text: string, name: string): Promise<boolean> =>
  navigator.share({ files: [fileOf(text, name)] }).then(
    () => true,
    () => false,
  );
