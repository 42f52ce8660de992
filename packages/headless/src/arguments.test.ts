import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Command, type Invocation, parseArguments } from './arguments.ts';

const common = ['--url', 'http://localhost:8787/somewhere', '--profile', '/tmp/p'];
const conversation = '0123456789abcdef0123456789abcdef';

function invocation(...argv: readonly string[]): Invocation {
  const parsed = parseArguments([...argv, ...common]);
  if (!parsed.ok || parsed.value.type !== 'run') throw new Error(JSON.stringify(parsed));
  return parsed.value.invocation;
}
const command = (...argv: readonly string[]): Command => invocation(...argv).command;
const refused = (...argv: readonly string[]): string | undefined => {
  const parsed = parseArguments(argv);
  return parsed.ok ? undefined : parsed.error.code;
};

test('options in any order and in both spellings', () => {
  const spelled = invocation('send', '--to=Amel', '--json', '--text', 'bonjour', '--priority=urgent');
  expect(spelled).toMatchObject({ url: 'http://localhost:8787', profile: '/tmp/p', json: true, timeoutMs: 5000 });
  expect(spelled.command).toEqual({ name: 'send', target: { type: 'person', who: 'Amel' }, priority: 'urgent', text: 'bonjour' });
});

test('help needs nothing else', () => {
  for (const argv of [[], ['--help'], ['help'], ['send', '--help']])
    expect(parseArguments(argv)).toEqual({ ok: true, value: { type: 'help' } });
});

test('sign-up takes the token out of the first-admin link', () => {
  const form = [
    '--name',
    'Amel',
    '--email',
    'Amel@CHU.tn',
    '--staff-number',
    'a-12',
    '--profession',
    'doctor',
    '--unit',
    'Urgences',
  ];
  expect(
    command('sign-up', ...form, '--first-admin', 'http://localhost:8787/first-admin#abc_-1', '--organisation', 'CHU'),
  ).toEqual({
    name: 'sign-up',
    person: 'Amel',
    email: 'amel@chu.tn',
    staffNumber: 'A-12',
    profession: 'doctor',
    unit: 'Urgences',
    password: undefined,
    firstAdmin: { token: 'abc_-1', organisationName: 'CHU' },
  });
  expect(refused('sign-up', ...form, '--organisation', 'CHU', ...common)).toBe('usage/option');
});

test('a person signs in with one login, whatever the option is called', () => {
  expect(command('sign-in', '--email', 'a@b.tn')).toMatchObject({ login: 'a@b.tn' });
  expect(command('sign-in', '--staff-number', '12')).toMatchObject({ login: '12' });
  expect(command('sign-in', '--login', 'a@b.tn', '--code', ' 123 456 ')).toMatchObject({ code: '123 456' });
  expect(refused('sign-in', '--email', 'a@b.tn', '--login', '12', ...common)).toBe('usage/option');
});

test('send goes to a person or to a conversation, and a text of `-` comes from standard input', () => {
  expect(command('send', '--conversation', conversation.toUpperCase(), '--text', '-')).toEqual({
    name: 'send',
    target: { type: 'conversation', id: conversation },
    priority: 'normal',
    text: undefined,
  });
  expect(refused('send', '--text', 'x', ...common)).toBe('usage/option');
  expect(refused('send', '--to', 'x', '--conversation', conversation, '--text', 'x', ...common)).toBe('usage/option');
});

test('approve takes the address as its word', () => {
  expect(command('approve', 'A@b.tn')).toEqual({ name: 'approve', email: 'a@b.tn', role: 'member', comparisonCode: undefined });
  expect(refused('approve', ...common)).toBe('usage/option');
  expect(refused('approve', 'a@b.tn', 'c@d.tn', ...common)).toBe('usage/option');
});

test.each([
  ['no such command', ['fly', ...common], 'usage/command'],
  ['an option of another command', ['sync', '--text', 'x', ...common], 'usage/option'],
  ['an option twice', ['sync', '--timeout', '1', '--timeout', '2', ...common], 'usage/option'],
  ['a value that is missing', ['sync', ...common, '--timeout'], 'usage/option'],
  ['a flag with a value', ['sync', '--json=yes', ...common], 'usage/option'],
  ['a word too many', ['sync', 'now', ...common], 'usage/option'],
  ['no profile', ['sync', '--url', 'http://localhost'], 'usage/option'],
  ['no url', ['sync', '--profile', '/tmp/p'], 'usage/option'],
  ['another protocol', ['sync', '--url', 'ftp://localhost', '--profile', '/tmp/p'], 'usage/option'],
  ['a url with a password', ['sync', '--url', 'http://a:b@localhost', '--profile', '/tmp/p'], 'usage/option'],
  ['a limit out of bounds', ['read', '--conversation', conversation, '--limit', '0', ...common], 'usage/option'],
  ['an id that is none', ['read', '--conversation', 'xyz', ...common], 'usage/option'],
  ['a control character', ['send', '--to', 'a\u0007b', '--text', 'x', ...common], 'usage/option'],
  ['a value that is too long', ['send', '--to', 'x'.repeat(2000), '--text', 'x', ...common], 'usage/option'],
  ['too many words', Array.from({ length: 100 }, () => 'sync'), 'usage/option'],
])('refused: %s', (_title, argv, code) => {
  expect(refused(...argv)).toBe(code);
});

test('state needs no server', () => {
  expect(parseArguments(['state', '--profile', '/tmp/p'])).toMatchObject({ ok: true });
});

test('parsing never throws, and a failure never repeats a value', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('--url', '--to', '--text', '--json', '--password', 'send', 'sign-in'));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (rest) => {
      const parsed = parseArguments(['sign-in', '--password', 'canary-4711', ...rest]);
      if (!parsed.ok) expect(JSON.stringify(parsed.error)).not.toContain('canary-4711');
    }),
  );
});

test('attach takes files as words and a text that may be empty, fetch a message and a folder', () => {
  expect(command('attach', 'a.pdf', 'b c.jpg', '--to', 'Amel')).toEqual({
    ...{ name: 'attach', target: { type: 'person', who: 'Amel' }, text: '', paths: ['a.pdf', 'b c.jpg'] },
  });
  const message = 'AAAAAAAAAAAAAAAA';
  expect(command('fetch', '--conversation', conversation, '--message', message, '--out', '/tmp/x')).toEqual({
    ...{ name: 'fetch', conversation, message, folder: '/tmp/x' },
  });
  expect(refused('attach', '--to', 'Amel', ...common)).toBe('usage/option');
  expect(refused('attach', ...Array.from({ length: 11 }, () => 'x'), '--to', 'Amel', ...common)).toBe('usage/option');
  expect(refused('fetch', '--conversation', conversation, '--message', 'x', '--out', '/tmp/x', ...common)).toBe('usage/option');
});
