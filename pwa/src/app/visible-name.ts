/**
 * A name that somebody else chose, made fit to stand among other words. Controls of direction and invisible characters are taken out:
 * with them a name could turn round what stands beside it, or look like another one. Joiners stay where letters need them.
 */
const CONTROLS =
  /[\p{Cc}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\p{Cs}|[\u{e0000}-\u{e0fff}]/gu;
const STRAY_JOINERS = /(?<![\p{L}\p{M}\p{Extended_Pictographic}])[\u200c\u200d]+|[\u200c\u200d]+(?=$|\s)/gu;
/** More marks on one letter than any script needs would grow over the lines above and below. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** Empty when nothing of it can be seen. */
export const visibleName = (name: string): string =>
  name
    .replace(/\s+/gu, ' ')
    .replace(CONTROLS, '')
    .replace(STRAY_JOINERS, '')
    .replace(PILED_MARKS, '$1')
    .replace(/ {2,}/gu, ' ')
    .trim();
