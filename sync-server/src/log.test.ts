import { expect, it } from 'vitest';
import { allowedFields, createLog, errorFields } from './log.ts';

it('HTTP-9: keeps only the listed fields, whatever the types said', () => {
  const careless = {
    status: 200,
    name: 'Amal',
    email: 'amal@example.org',
    ms: 1.23456,
    code: 'LOG-1',
    sql: 'select 1',
    count: Number.NaN,
  };
  expect(allowedFields(careless)).toEqual({ status: 200, ms: 1.23, code: 'LOG-1' });
});

it('HTTP-9: a word is a word and an identifier is cut', () => {
  expect(allowedFields({ kind: 'two words', route: '/api/v1/spaces/:id', device: '0123456789abcdef', user: 'Amal' })).toEqual({
    route: '/api/v1/spaces/:id',
    device: '01234567',
  });
});

it('HTTP-9: an error is its class and code, never its message', () => {
  const error = Object.assign(new Error('duplicate key (email)=(amal@example.org)'), { code: '23505' });
  expect(errorFields(error)).toEqual({ kind: 'Error', code: '23505' });
  expect(errorFields('amal')).toEqual({ kind: 'string' });
});

it('HTTP-9: levels below the chosen one are silent', () => {
  const lines: string[] = [];
  const log = createLog('warn', { write: (line: string) => void lines.push(line) });
  log('info', 'quiet');
  log('warn', 'loud', { count: 2 });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ msg: 'loud', count: 2 }]);
});
