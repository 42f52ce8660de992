/** Cuts a concatenation of Automerge chunks: magic 4 | checksum 4 | type 1 | length LEB128 | data. Undefined: not such a thing. */
export function splitChanges(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const out: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    let end = at + 9;
    let length = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes[end++];
      if (byte === undefined || shift > 35) return undefined;
      length += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (byte < 0x80) break;
    }
    end += length;
    if (end > bytes.length) return undefined;
    out.push(bytes.subarray(at, end));
    at = end;
  }
  return out;
}
