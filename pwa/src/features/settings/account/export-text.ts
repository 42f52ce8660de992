/** An export as it is saved: JSON that a person can read, times by ISO 8601, bytes in Base64. */
import type { AccountExport } from '@sanad/model/engine/api';

export const exportText = (all: AccountExport): string => `${JSON.stringify(readable(all), undefined, 2)}\n`;

function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return base64(value);
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) =>
      name.endsWith('AtMs') && typeof part === 'number'
        ? [name.replace(/Ms$/, ''), new Date(part).toISOString()]
        : [name, readable(part)],
    ),
  );
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
