/** A long list on its way to the page: each part is a message, and so a task, of its own. */
const partOf = 250;

export const inParts =
  <T>(listener: (part: readonly T[], isMore: boolean) => void): ((all: readonly T[]) => void) =>
  (all) => {
    let from = 0;
    do {
      listener(all.slice(from, from + partOf), from + partOf < all.length);
      from += partOf;
    } while (from < all.length);
  };
