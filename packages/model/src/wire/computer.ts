/** What kind of computer a device is on, in words and labels (SHARED). Known to the screens too; brings nothing along. */

/** What somebody said of the computer when she signed in. `passing`: nothing of her may stay on it. */
export const SHARED_COMPUTERS = ['shared', 'passing'] as const;
export type SharedComputer = (typeof SHARED_COMPUTERS)[number];

/** Header of a request: for whom the device asks. Refused with `auth/other-person` when the session is somebody else's (SHARED-2). */
export const personHeader = 'sanad-person';

/** SHARED-7: a device says in its signed label that it is one of these, in a word that each reader says in her language. */
export const markedLabel = (label: string, computer: SharedComputer | undefined): string =>
  computer === undefined ? label : `${label} · ${computer}`;
export function readLabel(label: string): { readonly name: string; readonly computer: SharedComputer | undefined } {
  const computer = SHARED_COMPUTERS.find((word) => label.endsWith(` · ${word}`));
  return { name: computer === undefined ? label : label.slice(0, -` · ${computer}`.length), computer };
}
