import type { Policy } from '@sanad/model/wire/policy';

/** POLICY-7: shorter than the rules want it, or guessable. What was set before stays. */
export const isWeak = (password: string, known: Known, { password: { minCharacters } }: Pick<Policy, 'password'>): boolean =>
  password.length < minCharacters || isGuessable(password, known);

/** A password that repeats one character, or that somebody who knows the account would try first. */
interface Known {
  readonly email: string;
  readonly staffNumber: string;
  readonly name: string;
}

export function isGuessable(password: string, { email, staffNumber, name }: Known): boolean {
  const folded = password.toLowerCase();
  const known = [
    email,
    email.split('@')[0] ?? email,
    staffNumber.toLowerCase(),
    name.toLowerCase(),
    'password',
    'motdepasse',
    '1234567890',
  ];
  return (
    new Set(folded).size < 4 ||
    known.some((word) => folded === word || folded === word + word || folded === `${word}${word.length}`)
  );
}
