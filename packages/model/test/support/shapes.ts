/** What a valibot schema accepts, as text that does not change with the compiler: closures are described by what they do to probes. */
import { createHash } from 'node:crypto';

const large = new Uint8Array(16 * 1024 * 1024 + 1);
const lengths = [0, 1, 11, 12, 13, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 66];
const kibibytes = [4, 16, 32, 64, 128, 256, 512, 1024, 16384].flatMap((size) => [size * 1024, size * 1024 + 1]);
const probes: readonly unknown[] = [
  ...[...lengths, ...kibibytes].map((length) => large.subarray(0, length)),
  ...[
    '',
    'a',
    ' a ',
    'a\u0000',
    'a\n',
    'a\u2028',
    'e\u0301',
    'ABC',
    '0'.repeat(16),
    '0'.repeat(32),
    'G'.repeat(32),
    'A'.repeat(16),
    '__________--AAaa',
  ],
  '00000000-0000-7000-8000-000000000000',
  '00000000-0000-7000-8000-00000000000G',
  0,
  -1,
  1.5,
  true,
  null,
  [],
];

/** Checks and transformations inside a pipe see text only. */
const textProbes = probes.filter((probe) => typeof probe === 'string');

function describeFunction(run: (value: unknown) => unknown, isCustom: boolean): readonly unknown[] {
  return (isCustom ? probes : textProbes).map((probe) => {
    try {
      const result = run(probe);
      return typeof result === 'boolean' || typeof result === 'string' ? result : typeof result;
    } catch {
      return 'throws';
    }
  });
}

const ignored = new Set(['reference', 'async', 'expects', 'message', 'kind']);

function describeShape(value: unknown, isCustom = false): unknown {
  if (value instanceof RegExp) return String(value);
  if (typeof value === 'function') return describeFunction(value as (probe: unknown) => unknown, isCustom);
  if (Array.isArray(value)) return value.map((item) => describeShape(item));
  if (typeof value !== 'object' || value === null) return value === undefined ? 'undefined' : value;
  const fields = Object.entries(value)
    .filter(([key]) => !key.startsWith('~') && !ignored.has(key))
    .map(([key, field]) => [key, describeShape(field, 'type' in value && value.type === 'custom')] as const);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The first 16 hexadecimal digits of the hash of what a schema or a constant is. */
export const fingerprint = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(describeShape(value)) ?? 'undefined')
    .digest('hex')
    .slice(0, 16);

export const isSchema = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema';
