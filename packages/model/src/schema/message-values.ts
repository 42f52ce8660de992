/** What messages and groups may hold, without the codec: screens import these values too. */

/** Characters (UTF-16 units) in the text of one message. */
export const maxTextCharacters = 16_000;
export const maxMentions = 100;
/** Characters of a phrase that is kept to be written again, and how many a person or a group keeps (DOC-14). */
export const maxPhraseCharacters = 1000;
export const maxPhrases = 200;
/** Of a group's picture: a small square that travels with the settings. */
export const maxGroupPictureBytes = 32 * 1024;

/** By level: the place in this list is what a message carries (DOC-3). */
export const PRIORITIES = ['normal', 'medium', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const GROUP_KINDS = ['team', 'department', 'case'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];
/** Who may write in a group. */
export const POSTING = ['all', 'administrators'] as const;
export type Posting = (typeof POSTING)[number];
/** What members who are added later may read: everything, or what is written after they joined (EPOCH-16). */
export const HISTORIES = ['full', 'joining'] as const;
export type GroupHistory = (typeof HISTORIES)[number];

/** What a member whose identity was reset needs before she reads here again: that a member confirms her, or nothing (RESET-6). */
export const REGRANTS = ['tap', 'automatic'] as const;
export type Regrant = (typeof REGRANTS)[number];

/** Words and not pictures: they read the same on every device. */
export const REACTIONS = ['seen', 'ok', 'coming', 'received', 'thanks'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** DOC-10: how long after sending a message may be recalled. The text may have been read: its place says so. */
export const recallWindowMs = 24 * 3600 * 1000;
