/** Files to be sent: pictures with what cameras write beside the pixels, and documents, made here. */
import type { Page } from '@playwright/test';

export interface SentFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Sousse, in degrees, minutes and hundredths of seconds, as cameras write it: pairs of numerator and denominator. */
const latitude = rationals([35, 1], [49, 1], [3216, 100]);
const longitude = rationals([10, 1], [36, 1], [3024, 100]);
const description = Buffer.from('GPS 35.8256 N 10.6084 E\0', 'latin1');
/** What a picture must not have any more when it arrives. */
export const placeMarks: readonly Buffer[] = [latitude, longitude, description];

/** A JPEG that is drawn by the page, with an EXIF segment: turned by a quarter, and where it was taken. */
export async function photoWithPlace(page: Page, name: string, width = 1200, height = 900): Promise<SentFile> {
  const encoded = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const blend = context.createLinearGradient(0, 0, w, h);
      blend.addColorStop(0, '#1c6fb5');
      blend.addColorStop(1, '#f2d66b');
      context.fillStyle = blend;
      context.fillRect(0, 0, w, h);
      for (let i = 0; i < 60; i++) {
        context.fillStyle = `hsl(${i * 47} 70% 50%)`;
        context.fillRect((i * 197) % w, (i * 131) % h, w / 14, h / 14);
      }
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
      return Array.from(bytes);
    },
    [width, height] as const,
  );
  const jpeg = Buffer.from(encoded);
  return { name, mimeType: 'image/jpeg', buffer: Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)]) };
}

/** APP1: a description that holds the place, orientation 6, and the directory of the place itself, as phones write it. */
function exif(): Buffer {
  const gpsTag = 0x8825;
  const [ascii, short, long, rational] = [2, 3, 4, 5];
  // The size of a directory does not depend on where it points.
  const mainAt = 8;
  const main = (gpsAt: number) =>
    directory(mainAt, [
      { tag: 0x010e, type: ascii, count: description.length, value: description },
      { tag: 0x0112, type: short, count: 1, value: Buffer.from([6, 0]) },
      { tag: gpsTag, type: long, count: 1, value: littleEndian(gpsAt) },
    ]);
  const gpsAt = mainAt + main(0).length;
  const gps = directory(gpsAt, [
    { tag: 1, type: ascii, count: 2, value: Buffer.from('N\0', 'latin1') },
    { tag: 2, type: rational, count: 3, value: latitude },
    { tag: 3, type: ascii, count: 2, value: Buffer.from('E\0', 'latin1') },
    { tag: 4, type: rational, count: 3, value: longitude },
  ]);
  const head = Buffer.from([0x49, 0x49, 0x2a, 0, mainAt, 0, 0, 0]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), head, main(gpsAt), gps]);
  const marker = Buffer.alloc(4);
  marker.writeUInt16BE(0xffe1, 0);
  marker.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([marker, body]);
}

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Buffer;
}
/** Of a TIFF, little-endian, standing at `at`: values of up to four bytes stand in it, longer ones behind it. */
function directory(at: number, fields: readonly Field[]): Buffer {
  const table = Buffer.alloc(2 + fields.length * 12 + 4);
  table.writeUInt16LE(fields.length, 0);
  const behind: Buffer[] = [];
  let end = at + table.length;
  for (const [i, { tag, type, count, value }] of fields.entries()) {
    const place = 2 + i * 12;
    table.writeUInt16LE(tag, place);
    table.writeUInt16LE(type, place + 2);
    table.writeUInt32LE(count, place + 4);
    if (value.length <= 4) value.copy(table, place + 8);
    else {
      table.writeUInt32LE(end, place + 8);
      behind.push(value);
      end += value.length;
    }
  }
  return Buffer.concat([table, ...behind]);
}

function littleEndian(...words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [i, word] of words.entries()) bytes.writeUInt32LE(word, i * 4);
  return bytes;
}
function rationals(...pairs: readonly (readonly [numerator: number, denominator: number])[]): Buffer {
  return littleEndian(...pairs.flat());
}

/** Of several pages, each with its number on it. */
export function pdf(name: string, pages = 2): SentFile {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>'];
  const kids = Array.from({ length: pages }, (_, at) => `${4 + at * 2} 0 R`).join(' ');
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (let page = 1; page <= pages; page++) {
    const content = `BT /F1 40 Tf 80 600 Td (Compte rendu, page ${page}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${3 + page * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  return pdfOf(name, objects);
}

/** Sixteen pixels square, all of this red, in JPEG 2000 (OpenJPEG, lossless). */
const jpeg2000 = Buffer.from(
  'AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAEAAAABAAAwcHAAAAAAAPY29scgEAAAAAABAAAADSanAyY/9P/1EALwAAAAAAEAAAABAAAAAA' +
    'AAAAAAAAABAAAAAQAAAAAAAAAAAAAwcBAQcBAQcBAf9SAAwAAAABAAAEBAAB/1wABEBA/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS40/5AACgAAAAAAWgAB/5PP' +
    'tGQUAFyv9MewNwAAAABhIS/axEAAAMJCX/9/z7RgEVBUr99ISn+AAAAAAYSEv2jwAAADCQl/z7RIEVBUr/SdIyQAAAAAAYSEv/9//9k=',
  'base64',
);
/** Sixteen pixels square, all black, in JBIG2 (ITU-T T.88): what the page is, and one region in the coding of fax machines (MMR). */
function jbig2(): Buffer {
  const segment = (number: number, type: number, data: Buffer): Buffer => {
    const head = Buffer.alloc(11);
    head.writeUInt32BE(number, 0);
    head.writeUInt8(type, 4);
    head.writeUInt8(1, 6); // of page 1; refers to none
    head.writeUInt32BE(data.length, 7);
    return Buffer.concat([head, data]);
  };
  const side = Buffer.from([0, 0, 0, 16]);
  const page = Buffer.concat([side, side, Buffer.alloc(11)]);
  // The first row: none white, sixteen black. The others: as the one above, twice a change where it has one. The end.
  const bits = ['001', '00110101', '0000010111', '11'.repeat(15), '000000000001'.repeat(2)].join('').padEnd(80, '0');
  const rows = Buffer.from(Array.from({ length: 10 }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2)));
  const region = Buffer.concat([side, side, Buffer.alloc(8), Buffer.from([0, 1]), rows]);
  return Buffer.concat([segment(0, 48, page), segment(1, 38, region)]);
}

interface Scan {
  readonly facts: string;
  readonly bytes: Buffer;
  /** Of any pixel. */
  readonly colour: readonly number[];
}
const inJpeg2000 = '/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /JPXDecode';
export const scans = {
  jpeg2000: { facts: inJpeg2000, bytes: jpeg2000, colour: [200, 30, 40] },
  jbig2: { facts: '/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode', bytes: jbig2(), colour: [0, 0, 0] },
  /** Its picture is no picture: the page is white. */
  damaged: { facts: inJpeg2000, bytes: jpeg2000.subarray(0, 100), colour: [255, 255, 255] },
} as const satisfies Readonly<Record<string, Scan>>;

/** One page that is a picture from edge to edge, as scanners write them. */
export function scannedPdf(name: string, { facts: coding, bytes }: Scan): SentFile {
  const content = '595 0 0 842 0 0 cm /Scan Do';
  const facts = `/Type /XObject /Subtype /Image /Width 16 /Height 16 ${coding}`;
  return pdfOf(name, [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Scan 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< ${facts} /Length ${bytes.length} >>\nstream\n${bytes.toString('latin1')}\nendstream`,
  ]);
}

function pdfOf(name: string, objects: readonly string[]): SentFile {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(text, 'latin1') };
}

export const textFile = (name: string, text: string, mimeType = 'text/plain'): SentFile => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
});

/** Bytes that no line makes smaller. */
export function noise(name: string, bytes: number): SentFile {
  const buffer = Buffer.alloc(bytes);
  let state = 1;
  for (let at = 0; at < bytes; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    buffer[at] = state >>> 24;
  }
  return { name, mimeType: 'application/octet-stream', buffer };
}
