/** Words that must not be seen, in every dress in which bytes usually travel. Test code: Buffer is used for its encodings and search. */

export interface Sighting {
  readonly word: string;
  readonly place: string;
}

/** Where one of the words stands: plain, UTF-16, base64, base64url, hexadecimal, and any of these inside hexadecimal (bytea). */
export function findWords(
  words: readonly string[],
  places: Iterable<readonly [place: string, bytes: Uint8Array]>,
): readonly Sighting[] {
  const needles = words.map((word) => ({ word, bytes: dressesOf(word) }));
  const found: Sighting[] = [];
  for (const [place, bytes] of places) {
    const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const { word, bytes: dresses } of needles)
      if (dresses.some((dress) => haystack.indexOf(dress) >= 0)) found.push({ word, place });
  }
  return found;
}

function dressesOf(word: string): readonly Uint8Array[] {
  const utf16 = Buffer.from(word, 'utf16le');
  const plain = [Buffer.from(word), utf16, Buffer.from(utf16).swap16()];
  const dressed = plain.flatMap((bytes) => [bytes, ...hexOf(bytes), ...base64Of(bytes)]);
  return [...dressed, ...dressed.flatMap(hexOf)];
}

const hexOf = (bytes: Uint8Array): readonly Uint8Array[] => {
  const hex = Buffer.from(bytes).toString('hex');
  return [Buffer.from(hex), Buffer.from(hex.toUpperCase())];
};

/** At each of the three positions that the word may have in a longer text, without the characters that its neighbours share. */
function base64Of(bytes: Uint8Array): readonly Uint8Array[] {
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const first = Math.ceil((shift * 8) / 6);
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    const sure = text.slice(first, whole);
    return [Buffer.from(sure), Buffer.from(sure.replaceAll('+', '-').replaceAll('/', '_'))];
  });
}
