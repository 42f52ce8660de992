/** The word by which somebody is called, without a title; empty for an empty name. */
const TITLES = /^(dr|pr|prof|mme|mr?|د|أ\.?د)\.?$/iu;

export function firstName(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return words.find((word) => !TITLES.test(word)) ?? words[0] ?? '';
}
