import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPeople } from './read-people.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const rowsOf = (bytes: Uint8Array) => {
  const file = readPeople(bytes);
  if ('fault' in file) throw new Error(file.fault);
  return file.rows;
};
const faultOf = (text: string) => {
  const file = readPeople(utf8(text));
  return 'fault' in file ? file.fault : undefined;
};

test('INVITE-6 columns by name, in three languages, with each separator, in any order', () => {
  const wanted = { name: 'Amel Nour', email: 'amel@chu.tn', staffNumber: 'M-1', profession: 'nurse', unit: 'Réanimation' };
  for (const text of [
    'name,email,staff_number,profession,unit\nAmel Nour,amel@chu.tn,M-1,nurse,Réanimation',
    'Matricule;Nom et prénom;Service;Métier;Adresse e-mail;Grade\r\nM-1;Amel  Nour;Réanimation;Infirmière;amel@chu.tn;3\r\n\r\n',
    'الاسم\tالبريد الإلكتروني\tرقم الموظف\tالمهنة\tالقسم\nAmel Nour\tamel@chu.tn\tM-1\tممرضة\tRéanimation\n',
    'الاسم,البريد,المعرّف الوظيفي,المهنة,القسم\nAmel Nour,amel@chu.tn,M-1,ممرضة,Réanimation\n',
    '\uFEFF"Name","E-mail","Staff number","Profession","Unit"\n"Amel Nour","amel@chu.tn","M-1","Nurse","Réanimation"',
  ])
    expect(rowsOf(utf8(text)).map(({ row }) => row)).toEqual([wanted]);
});

test('INVITE-6 what Excel saved with another alphabet is read', () => {
  const latin = Uint8Array.from([...'nom;e-mail;service\nInès Méddeb;ines@chu.tn;Réa'].map((letter) => letter.charCodeAt(0)));
  expect(rowsOf(latin)[0]?.row).toMatchObject({ name: 'Inès Méddeb', unit: 'Réa' });
});

test('INVITE-6 each bad line is named with what is wrong with it, and where it stands', () => {
  const text = [
    'nom;e-mail;matricule;métier;service',
    'Amel Nour;amel@chu.tn;M-1;infirmière;Réa',
    ';sans@chu.tn;;;',
    'Sami;pas une adresse;;;',
    'Sami;;???;;',
    'Sami;;;;',
    '',
    'Sami;sami@chu.tn;;astronaute;',
    `Sami;sami@chu.tn;;;${'x'.repeat(81)}`,
    'Amel encore;AMEL@chu.tn;;;',
    'Autre;autre@chu.tn;m-1;;',
    '"Avec ""guillemets""; et séparateur";q@chu.tn;;;',
    'Trop peu',
  ].join('\n');
  expect(rowsOf(utf8(text)).map(({ line, fault }) => [line, fault])).toEqual([
    [2, undefined],
    [3, 'name'],
    [4, 'email'],
    [5, 'staff-number'],
    [6, 'identifier'],
    [8, 'profession'],
    [9, 'unit'],
    [10, 'duplicate'],
    [11, 'duplicate'],
    [12, undefined],
    [13, 'identifier'],
  ]);
});

test('INVITE-6 files that cannot be used are refused as a whole', () => {
  expect(faultOf('')).toBe('empty');
  expect(faultOf('nom;e-mail\n;\n')).toBe('empty');
  expect(faultOf('a;b\n1;2')).toBe('no-columns');
  expect(faultOf('nom;service\nAmel;Réa')).toBe('no-columns');
  expect(faultOf('nom;e-mail\n\0')).toBe('unreadable');
  expect(faultOf(`nom;e-mail\n${'a;a@b.tn\n'.repeat(5001)}`)).toBe('too-many');
  expect(faultOf(`nom;e-mail\nAmel;a@b.tn${'\n'.repeat(1_000_000)}`)).toBe('too-many');
  expect(faultOf(`nom;e-mail\n${'x'.repeat(2 * 1024 * 1024)}`)).toBe('too-large');
});

test('INVITE-6 any bytes are read without throwing, and no line of people is lost or invented', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      readPeople(bytes);
      readPeople(new Uint8Array([...utf8('name,email\n'), ...bytes]));
    }),
  );
  const cell = fc.string({ maxLength: 12 }).map((text) => `x${text.replace(/[\0\uD800-\uDFFF]/g, '')}`);
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 20 }), fc.constantFrom(',', ';', '\t'), (names, separator) => {
      const lines = names.map((name, n) =>
        [name, `p${n}@chu.tn`].map((text) => `"${text.replaceAll('"', '""')}"`).join(separator),
      );
      const rows = rowsOf(utf8([['name', 'email'].join(separator), ...lines].join('\n')));
      expect(rows.map(({ row }) => row.email)).toEqual(names.map((_, n) => `p${n}@chu.tn`));
    }),
  );
});
