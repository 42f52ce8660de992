/** What people type and others read as a name must not hold what is not seen. */

/**
 * Control characters, line ends, lone halves of a pair, and what is not seen but changes what is: overrides and isolates of the writing
 * direction, spaces of no width. With them a name reads as somebody else's. The joiners and marks that Arabic and Persian are typed
 * with stay.
 */
const UNSEEN = /[\p{Cc}\p{Cs}\u00ad\u180e\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

export const hasUnseen = (text: string): boolean => text.search(UNSEEN) >= 0;
export const withoutUnseen = (text: string): string => text.replace(UNSEEN, '');
