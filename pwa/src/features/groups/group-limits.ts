/** What the engine takes for a group's settings. */
export const maxNameCharacters = 120;
export const maxDescriptionCharacters = 2000;
