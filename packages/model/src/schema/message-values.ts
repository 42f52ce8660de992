/** What a message may hold, without the codec: screens import these values too. */

/** Characters (UTF-16 units) in the text of one message. */
export const maxTextCharacters = 16_000;

/** By level: the place in this list is what a message carries (DOC-3). */
export const PRIORITIES = ['normal', 'medium', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];
