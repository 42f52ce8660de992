/**
 * The command line, parsed (docs/headless.md). Pure: words in, an invocation or a failure out. Everything is bounded; a failure names
 * the option, never its value. Secrets may be left out here: they come from the environment or standard input (cli.ts).
 */

import { maxAttachments, PRIORITIES, type Priority, type Profession, type RoleGrant } from '@sanad/model/engine/api';
import { isMessageId, isSpaceId, type MessageId, type SpaceId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { PROFESSIONS } from '@sanad/model/wire/profession';
import { type Failure, fail, failure } from './report.ts';

type PlainRole = Exclude<RoleGrant['role'], 'unit_head'>;
/** A head of unit is named with her unit, where the tree of units is shown. */
const PLAIN_ROLES = ['member', 'auditor', 'administrator'] as const satisfies readonly PlainRole[];

export type Command =
  | {
      readonly name: 'sign-up';
      readonly person: string;
      readonly email: string;
      readonly staffNumber: string;
      readonly profession: Profession;
      readonly unit: string;
      readonly password: string | undefined;
      readonly firstAdmin: { readonly token: string; readonly organisationName: string } | undefined;
    }
  | {
      readonly name: 'sign-in';
      readonly login: string;
      readonly password: string | undefined;
      /** Of the second factor. */
      readonly code: string | undefined;
    }
  | { readonly name: 'recover'; readonly code: string | undefined }
  | { readonly name: 'approve'; readonly email: string; readonly role: PlainRole; readonly comparisonCode: string | undefined }
  | { readonly name: 'send'; readonly target: Target; readonly priority: Priority; readonly text: string | undefined }
  | { readonly name: 'attach'; readonly target: Target; readonly text: string; readonly paths: readonly string[] }
  | { readonly name: 'fetch'; readonly conversation: SpaceId; readonly message: MessageId; readonly folder: string }
  | { readonly name: 'conversations' }
  | { readonly name: 'read'; readonly conversation: SpaceId; readonly limit: number }
  | { readonly name: 'listen' }
  | { readonly name: 'sync' }
  | { readonly name: 'state' };
export type CommandName = Command['name'];

export type Target =
  | { readonly type: 'conversation'; readonly id: SpaceId }
  /** An e-mail address, a user id, or a name as the directory writes it. */
  | { readonly type: 'person'; readonly who: string };

export interface Invocation {
  readonly command: Command;
  /** Origin of the server. */
  readonly url: string;
  readonly profile: string;
  readonly json: boolean;
  /** How long to wait for the network, milliseconds. */
  readonly timeoutMs: number;
}
export type Parsed = { readonly type: 'help' } | { readonly type: 'run'; readonly invocation: Invocation };

const COMMANDS: Readonly<Record<CommandName, readonly string[]>> = {
  'sign-up': ['name', 'email', 'staff-number', 'profession', 'unit', 'password', 'first-admin', 'organisation'],
  'sign-in': ['login', 'email', 'staff-number', 'password', 'code'],
  recover: ['code'],
  approve: ['role', 'comparison-code'],
  send: ['to', 'conversation', 'priority', 'text'],
  attach: ['to', 'conversation', 'text'],
  fetch: ['conversation', 'message', 'out'],
  conversations: [],
  read: ['conversation', 'limit'],
  listen: [],
  sync: [],
  state: [],
};
/** How many words belong to a command and to no option. */
const WORDS: Partial<Record<CommandName, readonly [least: number, most: number]>> = {
  approve: [1, 1],
  attach: [1, maxAttachments],
};
const COMMON = ['url', 'profile', 'timeout'];
const FLAGS = ['json', 'help'];
const maxArguments = 64;
/** Longest value of an option, in UTF-16 units; the text of a message has its own bound. */
const maxValue = 1024;
const maxText = 64 * 1024;
const defaultTimeouts: Partial<Record<CommandName, number>> = { send: 5, conversations: 5, read: 5 };
const defaultTimeoutSeconds = 30;
const defaultLimit = 50;
export const defaultOrganisation = 'SANAD';

const isCommandName = (word: string | undefined): word is CommandName => word !== undefined && Object.hasOwn(COMMANDS, word);
type Options = ReadonlyMap<string, string>;

export function parseArguments(argv: readonly string[]): Result<Parsed, Failure> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return ok({ type: 'help' });
  if (argv.length > maxArguments) return fail('usage/option', 'too many');
  if (!isCommandName(name)) return fail('usage/command');
  const split = splitOptions(name, rest);
  if (!split.ok) return split;
  const { options, words } = split.value;
  if (options.has('help')) return ok({ type: 'help' });
  const [least, most] = WORDS[name] ?? [0, 0];
  if (words.length < least || words.length > most) return fail('usage/option', 'a word that belongs to no option');
  const read = makeReader(options);
  const command = parseCommand(name, read, words);
  const url = name === 'state' && !options.has('url') ? 'http://localhost' : read.url('url');
  const profile = read.line('profile');
  const timeoutMs = read.count('timeout', 0, 3600, defaultTimeouts[name] ?? defaultTimeoutSeconds) * 1000;
  const wrong = read.firstWrong();
  if (wrong !== undefined) return err(failure('usage/option', `--${wrong}`));
  return ok({ type: 'run', invocation: { command, url, profile, json: options.has('json'), timeoutMs } });
}

/** `--name value`, `--name=value`, and words. Each option once, and only those of the command. */
function splitOptions(
  command: CommandName,
  rest: readonly string[],
): Result<{ readonly options: Options; readonly words: readonly string[] }, Failure> {
  const allowed = new Set([...COMMANDS[command], ...COMMON, ...FLAGS]);
  const options = new Map<string, string>();
  const words: string[] = [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    if (!word.startsWith('--')) {
      if (word.length > maxValue) return fail('usage/option', 'too long');
      words.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = word.slice(2, equals < 0 ? undefined : equals);
    if (!allowed.has(name)) return fail('usage/option', 'unknown option');
    if (options.has(name)) return fail('usage/option', `--${name} twice`);
    const isFlag = FLAGS.includes(name);
    const value = isFlag ? '' : equals < 0 ? rest[++at] : word.slice(equals + 1);
    const isWrong = value === undefined || (isFlag && equals >= 0) || value.length > (name === 'text' ? maxText : maxValue);
    if (isWrong) return fail('usage/option', `--${name}`);
    options.set(name, value);
  }
  return ok({ options, words });
}

/** Reads options into values; the first that is wrong or missing is remembered, so that commands read straight on. */
function makeReader(options: Options) {
  let wrong: string | undefined;
  const refuse = (name: string): void => {
    wrong ??= name;
  };
  function optionalLine(name: string): string | undefined {
    const value = options.get(name);
    if (value === undefined) return undefined;
    const line = value.normalize('NFC').trim();
    if (!isLine(line)) refuse(name);
    return line;
  }
  function line(name: string): string {
    const value = optionalLine(name);
    if (value === undefined) refuse(name);
    return value ?? '';
  }
  function oneOf<const Choice extends string>(name: string, choices: readonly Choice[], byDefault?: Choice): Choice {
    const value = options.get(name) ?? byDefault;
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) refuse(name);
    return choice ?? (choices[0] as Choice); // after a refusal nobody reads the value
  }
  return {
    has: (name: string): boolean => options.has(name),
    raw: (name: string): string | undefined => options.get(name),
    refuse,
    line,
    optionalLine,
    oneOf,
    count(name: string, min: number, max: number, byDefault: number): number {
      const value = options.get(name);
      if (value === undefined) return byDefault;
      const count = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
      if (!(count >= min && count <= max)) refuse(name);
      return count;
    },
    url(name: string): string {
      const url = URL.canParse(line(name)) ? new URL(line(name)) : undefined;
      const isOurs = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
      if (!isOurs) refuse(name);
      return isOurs ? url.origin : '';
    },
    conversation(name: string): SpaceId {
      const value = line(name).toLowerCase();
      if (!isSpaceId(value)) refuse(name);
      return value as SpaceId; // as above
    },
    message(name: string): MessageId {
      const value = line(name);
      if (!isMessageId(value)) refuse(name);
      return value as MessageId; // as above
    },
    firstWrong: (): string | undefined => wrong,
  };
}
type Reader = ReturnType<typeof makeReader>;

const isLine = (line: string): boolean => line !== '' && !/[\u0000-\u001f\u007f\u2028\u2029]/.test(line);
const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text);

function parseCommand(name: CommandName, read: Reader, words: readonly string[]): Command {
  switch (name) {
    case 'sign-up':
      return signUp(read);
    case 'sign-in':
      return { name, login: loginOf(read), password: read.raw('password'), code: read.optionalLine('code') };
    case 'recover':
      return { name, code: read.optionalLine('code') };
    case 'approve': {
      const email = (words[0] ?? '').trim().toLowerCase();
      if (!isEmail(email)) read.refuse('help');
      const comparisonCode = read.optionalLine('comparison-code');
      return { name, email, role: read.oneOf('role', PLAIN_ROLES, 'member'), comparisonCode };
    }
    case 'send': {
      const text = read.raw('text');
      // Without --text or with `-` the text is read from standard input: it does not show in the list of processes.
      return {
        name,
        target: targetOf(read),
        priority: read.oneOf('priority', PRIORITIES, 'normal'),
        text: text === '-' ? undefined : text,
      };
    }
    case 'attach':
      return { name, target: targetOf(read), text: read.raw('text') ?? '', paths: words };
    case 'fetch':
      return {
        name,
        conversation: read.conversation('conversation'),
        message: read.message('message'),
        folder: read.line('out'),
      };
    case 'read':
      return { name, conversation: read.conversation('conversation'), limit: read.count('limit', 1, 100_000, defaultLimit) };
    case 'conversations':
    case 'listen':
    case 'sync':
    case 'state':
      return { name };
  }
}

function signUp(read: Reader): Command {
  const email = read.line('email').toLowerCase();
  if (!isEmail(email)) read.refuse('email');
  const staffNumber = read.line('staff-number').toUpperCase();
  if (!/^[A-Z0-9][A-Z0-9./-]{0,31}$/.test(staffNumber)) read.refuse('staff-number');
  if (read.has('organisation') && !read.has('first-admin')) read.refuse('organisation');
  return {
    name: 'sign-up',
    person: read.line('name'),
    email,
    staffNumber,
    profession: read.oneOf('profession', PROFESSIONS),
    unit: read.line('unit'),
    password: read.raw('password'),
    firstAdmin: firstAdmin(read),
  };
}

/** The link that the server printed, or what stands behind its `#`. */
function firstAdmin(read: Reader): { readonly token: string; readonly organisationName: string } | undefined {
  const link = read.optionalLine('first-admin');
  if (link === undefined) return undefined;
  const token = link.slice(link.lastIndexOf('#') + 1);
  if (!/^[\w-]{1,128}$/.test(token)) read.refuse('first-admin');
  return { token, organisationName: read.optionalLine('organisation') ?? defaultOrganisation };
}

function loginOf(read: Reader): string {
  const given = ['login', 'email', 'staff-number'].filter((name) => read.has(name));
  if (given.length !== 1) read.refuse('login');
  return read.line(given[0] ?? 'login');
}

function targetOf(read: Reader): Target {
  if (read.has('to') === read.has('conversation')) read.refuse('to');
  if (read.has('conversation')) return { type: 'conversation', id: read.conversation('conversation') };
  return { type: 'person', who: read.line('to') };
}
