/** Plain data as the server writes it (RFC 8949), for answers that a test gives in its place. */
export function asCbor(value: unknown): Buffer {
  if (typeof value === 'number') return head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xf5 : 0xf4]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(asCbor)]);
  const entries = Object.entries(value ?? {}).filter(([, field]) => field !== undefined);
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, field]) => [asCbor(key), asCbor(field)])]);
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  const wide = Buffer.alloc(5);
  wide[0] = (major << 5) | 26;
  wide.writeUInt32BE(count, 1);
  return wide;
}
