/** A row of the directory as this device keeps it, and what screens are told of it (DIR-1, DIR-4). */
import * as v from 'valibot';
import { bytesToHex } from '../bytes.ts';
import { DirectoryEntry } from '../wire/http.ts';
import type { Person } from './api.ts';

/** `gone`: the directory lists her no more (DIR-4); her name stays beside what she wrote. */
export const PersonRow = v.object({ ...DirectoryEntry.entries, trusted: v.boolean(), gone: v.optional(v.boolean()) });
export type PersonRow = v.InferOutput<typeof PersonRow>;
/** Rows are small and flat: comparing their JSON is enough to avoid writing what did not change. */
export const sameRow = (a: unknown, b: unknown): boolean => JSON.stringify(a, bytesAsHex) === JSON.stringify(b, bytesAsHex);
const bytesAsHex = (_key: string, value: unknown): unknown => (value instanceof Uint8Array ? bytesToHex(value) : value);

/** Of whoever left nothing stays but what is needed to know whose words these were. */
export const goneRow = ({ user, name, profession, unit, salt, chainN }: PersonRow): PersonRow => ({
  ...{ user, name, profession, unit, salt, chainN, extension: '', languages: [], specialities: [] },
  ...{ trusted: false, gone: true },
});

export const toPerson = (entry: PersonRow, photoSuffix: string): Person => ({
  user: entry.user,
  name: entry.name,
  profession: entry.profession,
  unit: entry.unit,
  extension: entry.extension,
  languages: entry.languages,
  specialities: entry.specialities,
  photoUrl:
    entry.photo === undefined
      ? undefined
      : `/api/v1/users/${entry.user}/photo?v=${bytesToHex(entry.photo.subarray(0, 8))}${photoSuffix}`,
  trust: entry.trusted ? 'bound' : 'unverified',
  ...(entry.gone ? { gone: true } : {}),
});
