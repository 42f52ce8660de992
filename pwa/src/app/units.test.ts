import { expect, test } from 'vitest';
import { labelOf, labelOfId, namesOfUnits, pathOf, unitCalled } from './units.ts';

const unit = (id: string, name: string, parent?: string, kind: 'site' | 'unit' = 'unit') =>
  ({ unit: id, kind, name, ...(parent === undefined ? {} : { parent }) }) as never as Parameters<typeof unitCalled>[0][number];
const units = [
  unit('f', 'Farhat', undefined, 'site'),
  unit('s', 'Sahloul', undefined, 'site'),
  unit('fc', 'Chirurgie', 'f'),
  unit('fcc', 'Consultation', 'fc'),
  unit('sc', 'consultation', 's'),
  unit('r', 'Réanimation', 's'),
  unit('x', 'Sahloul', 'f'),
];
const [, , surgery, here, there, care, sameAsSite] = units as [never, never, ...typeof units];

test('UNIT-6 a unit is called by its name; those that are called the same each say where they stand', () => {
  const labels = [surgery, here, there, care].map((one) => one && labelOf(units, one));
  expect(labels).toEqual(['Chirurgie', 'Farhat › Chirurgie › Consultation', 'Sahloul › consultation', 'Réanimation']);
  // A site is nobody's unit: its name is not in the way.
  expect(sameAsSite && labelOf(units, sameAsSite)).toBe('Sahloul');
  expect(here && pathOf(units, here)).toBe('Farhat › Chirurgie › Consultation');
  expect(labelOfId(units, undefined, 'Ailleurs')).toBe('Ailleurs');
});

test('UNIT-3 a name that two units have means nobody, and stands once among names', () => {
  expect(unitCalled(units, 'CONSULTATION')).toBeUndefined();
  expect(unitCalled(units, ' réanimation ')).toBe(care);
  expect(namesOfUnits([...units, unit('rr', 'Réanimation', 'f')]).filter((name) => name === 'Réanimation')).toHaveLength(1);
});
