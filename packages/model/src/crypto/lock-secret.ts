/** What may be a lock's secret: a PIN of 4 to 12 digits, or a passphrase (LOCK-4). Known to the screens too; brings nothing along. */

export const SECRET_KINDS = ['pin', 'passphrase'] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

export const minPinDigits = 4;
export const maxPinDigits = 12;
export const minPassphraseCharacters = 8;
export const maxPassphraseCharacters = 128;

/** One secret, however it is typed: digits of any keyboard, and one form of each letter. */
export const normalizeSecret = (secret: string): string =>
  secret
    .normalize('NFKC')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));

/** `malformed`: too short, too long, or no digits. `guessable`: one digit or character again and again, or a row like 123456. */
export type SecretFault = 'malformed' | 'guessable';

export function secretFault(kind: SecretKind, secret: string): SecretFault | undefined {
  const text = normalizeSecret(secret);
  const characters = [...text];
  const isFormed =
    kind === 'pin'
      ? /^\d+$/.test(text) && text.length >= minPinDigits && text.length <= maxPinDigits
      : characters.length >= minPassphraseCharacters && characters.length <= maxPassphraseCharacters;
  if (!isFormed) return 'malformed';
  return isGuessable(kind, characters) ? 'guessable' : undefined;
}

function isGuessable(kind: SecretKind, characters: readonly string[]): boolean {
  if (new Set(characters).size === 1) return true;
  if (kind === 'passphrase') return false;
  const steps = characters.slice(1).map((digit, i) => (Number(digit) - Number(characters[i]) + 10) % 10);
  return new Set(steps).size === 1 && (steps[0] === 1 || steps[0] === 9);
}
