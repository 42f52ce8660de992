/** Units by the words with which people name them (UNIT-1). */

/** The unit of the tree with this name, where one alone has it; null otherwise. */
export const unitNamed = (parameter: string): string =>
  `(select min(id::text)::uuid from unit where lower(name) = lower(${parameter}) and kind = 'unit' having count(*) = 1)`;
