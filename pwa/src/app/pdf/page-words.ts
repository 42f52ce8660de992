/** The words of a page for a screen reader, as they come: a page of a hostile document may have more of them than a browser has memory for. */

export interface PageWords {
  readonly text: string;
  /** There was more. */
  readonly isCut: boolean;
}
/** What pdf.js tells of a text, as far as it is looked at. */
interface TextPiece {
  readonly items: readonly ({ readonly str: string; readonly hasEOL: boolean } | object)[];
}

/** A dense page of a report has some five thousand. */
const maxCharacters = 20_000;

export async function readPageWords(pieces: ReadableStream<TextPiece>, most = maxCharacters): Promise<PageWords> {
  const reader = pieces.getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return { text, isCut: false };
    for (const item of value.items) {
      if (!('str' in item)) continue;
      text += `${item.str.slice(0, most)}${item.hasEOL ? '\n' : ''}`;
      if (text.length <= most) continue;
      await reader.cancel();
      return { text: text.slice(0, most), isCut: true };
    }
  }
}
