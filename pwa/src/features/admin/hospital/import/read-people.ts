/**
 * A file of people to invite, read on this device (INVITE-6): UTF-8 with or without its mark, UTF-16 with it, or Windows-1252; columns parted by
 * comma, semicolon or tab; the names of columns in French, Arabic or English. Nothing is sent from here.
 */
import Papa from 'papaparse';
import { type ImportRow, maxImportBytes, maxImportRows, parseImportRow, type RowFault } from '../../../../app/admin/ask.ts';
import { fold } from '../../../../app/fold.ts';

/** With empty ones: a file of nothing but line ends would fill the memory of a phone. */
const maxFileLines = 20 * maxImportRows;

export type FileFault = 'too-large' | 'too-many' | 'empty' | 'no-columns' | 'unreadable';
export interface PersonRow {
  /** As a person counts them in the file, the names of the columns being line 1. */
  readonly line: number;
  readonly row: ImportRow;
  readonly fault: RowFault | undefined;
}
export type PeopleFile = { readonly fault: FileFault } | { readonly rows: readonly PersonRow[] };

const COLUMNS: Readonly<Record<keyof ImportRow, readonly string[]>> = {
  name: ['name', 'full name', 'nom', 'nom complet', 'nom et prenom', 'prenom et nom', 'الاسم', 'الاسم الكامل', 'الاسم واللقب'],
  email: [
    'email',
    'e-mail',
    'mail',
    'email address',
    'adresse e-mail',
    'adresse email',
    'courriel',
    'البريد',
    'البريد الالكتروني',
  ],
  staffNumber: [
    'staff_number',
    'staff number',
    'staffnumber',
    'matricule',
    'numero',
    'id',
    'المعرف',
    'الرقم',
    'رقم الموظف',
    'المعرف الوحيد',
    'المعرف الوظيفي',
  ],
  profession: ['profession', 'metier', 'role', 'fonction', 'المهنة', 'الوظيفة', 'الخطة'],
  unit: ['unit', 'service', 'unite', 'department', 'departement', 'ward', 'القسم', 'المصلحة', 'الوحدة'],
};
const PROFESSIONS: Readonly<Record<string, readonly string[]>> = {
  doctor: ['doctor', 'physician', 'medecin', 'docteur', 'dr', 'طبيب', 'طبيبة'],
  nurse: ['nurse', 'infirmier', 'infirmiere', 'infirmier·ere', 'infirmier(e)', 'infirmier/infirmiere', 'ide', 'ممرض', 'ممرضة'],
  administrative: [
    'administrative',
    'administration',
    'administratif',
    'administrative staff',
    'admin',
    'اداري',
    'ادارية',
    'ادارة',
  ],
};

const key = (text: string): string => fold(text).trim().replace(/\s+/g, ' ');
const wordOf = <Name extends string>(names: Readonly<Record<Name, readonly string[]>>) => {
  const found = new Map<string, string>();
  for (const name in names) for (const word of names[name]) found.set(key(word), name);
  return (text: string): string | undefined => found.get(key(text));
};
const columnOf = wordOf(COLUMNS);
const professionOf = wordOf(PROFESSIONS);

export function decodeText(bytes: Uint8Array): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Excel in French saves "CSV" so.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function readPeople(bytes: Uint8Array): PeopleFile {
  if (bytes.length > maxImportBytes) return { fault: 'too-large' };
  const text = decodeText(bytes);
  if (text.includes('\0')) return { fault: 'unreadable' };
  const { data } = Papa.parse<readonly string[]>(text, { delimiter: separatorOf(text), preview: maxFileLines });
  const [head, ...lines] = data;
  if (head === undefined || text.trim() === '') return { fault: 'empty' };
  const columns = head.map(columnOf);
  if (!columns.includes('name') || !(columns.includes('email') || columns.includes('staffNumber')))
    return { fault: 'no-columns' };
  const found = lines.flatMap((cells, index) => (cells.every((cell) => cell.trim() === '') ? [] : [{ line: index + 2, cells }]));
  if (found.length === 0) return { fault: 'empty' };
  if (found.length > maxImportRows || data.length === maxFileLines) return { fault: 'too-many' };
  const seen = new Set<string>();
  const rows = found.map(({ line, cells }): PersonRow => {
    const cell = (name: keyof ImportRow): string => cells[columns.indexOf(name)]?.trim().slice(0, 1000) ?? '';
    const profession = cell('profession');
    const row = {
      name: cell('name').replace(/\s+/gu, ' '),
      email: cell('email'),
      staffNumber: cell('staffNumber'),
      profession: professionOf(profession) ?? profession,
      unit: cell('unit').replace(/\s+/gu, ' '),
    };
    return { line, row, fault: faultOf(row, seen) };
  });
  return { rows };
}

/** By the line of names, where nothing that somebody typed stands. */
function separatorOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (separator: string): number => head.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

function faultOf(row: ImportRow, seen: Set<string>): RowFault | undefined {
  const parsed = parseImportRow(row);
  if ('fault' in parsed) return parsed.fault;
  const names = [parsed.invited.email, parsed.invited.staffNumber].filter((name) => name !== undefined);
  const isTwice = names.some((name) => seen.has(name));
  for (const name of names) seen.add(name);
  return isTwice ? 'duplicate' : undefined;
}
