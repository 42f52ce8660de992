/**
 * The audit log as it is written and read (AUDIT-1 … AUDIT-10). An entry is one line of JSON, kept as the text that was hashed, and never
 * encoded again:
 *
 *   body   = ["sanad/audit/1", n, atMs, actor | null, act, subject | null, [[fact, value], …], salt]
 *   digest = SHA-256(body)          hash = SHA-256(prev | digest)          prev of the first = 32 zero bytes
 *
 * The chain can be checked from digests alone, and the salt keeps anybody from guessing what a digest stands for. Entries hold identifiers
 * and closed words: never a name, an e-mail address, a whole network address or text that somebody typed.
 */
import * as v from 'valibot';
import { type Bytes, concat, utf8 } from '../bytes.ts';
import { isDeviceId, isUserId } from '../ids.ts';
import { type AuditAct, auditGroups, isAuditAct } from './audit-acts.ts';
import { countField, exactBytesField, hashBytes, userIdField } from './fields.ts';

export const auditDomain = 'sanad/audit/1';
export const maxAuditPage = 100;
/** Of a run that shows how one head became another. */
export const maxAuditHashes = 1000;
export const maxAuditBodyCharacters = 1024;

const auditActField = v.custom<AuditAct>(isAuditAct);

/** What may be said beside the act: closed words, identifiers and counts. */
const word = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$/));
const AuditFactFields = {
  /** Of whose device: the subject's. */
  device: v.custom<string>(isDeviceId),
  /** How: `password`, `passkey`, `code`, `device`, `administrator`… */
  way: word,
  /** Why it was refused or done: a code, never what somebody typed. */
  reason: word,
  role: word,
  /** What stood there before. */
  before: word,
  after: word,
  unit: word,
  /** The network it came from, cut to its first half (AUDIT-5). */
  address: v.pipe(v.string(), v.regex(/^[0-9a-fA-F.:]{1,45}$/)),
  /** How many it concerned; how often within the hour. */
  count: countField,
  /** Of a link of a chain. */
  n: countField,
  fromMs: countField,
  toMs: countField,
  format: word,
} as const;
export const AuditFacts = v.partial(v.strictObject(AuditFactFields));
export type AuditFacts = v.InferOutput<typeof AuditFacts>;

/** A person's id, or what else an act is about: a unit, an invitation, an announcement. */
export const auditSubjectField = word;

export interface AuditEntry {
  readonly n: number;
  readonly atMs: number;
  /** `undefined`: the service itself. */
  readonly actor: string | undefined;
  readonly act: AuditAct;
  readonly subject: string | undefined;
  readonly facts: AuditFacts;
  /** 16 random bytes, hexadecimal. */
  readonly salt: string;
}

const Body = v.strictTuple([
  v.literal(auditDomain),
  v.pipe(countField, v.minValue(1)),
  countField,
  v.nullable(userIdField),
  auditActField,
  v.nullable(auditSubjectField),
  v.array(v.strictTuple([v.string(), v.union([v.string(), countField])])),
  v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
]);

/** The text that is hashed. */
export function auditBody({ n, atMs, actor, act, subject, facts, salt }: AuditEntry): string {
  const pairs = Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([auditDomain, n, atMs, actor ?? null, act, subject ?? null, pairs, salt]);
}

/** `undefined`: no entry of this version. */
export function parseAuditBody(text: string): AuditEntry | undefined {
  if (text.length > maxAuditBodyCharacters) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const body = v.safeParse(Body, value);
  if (!body.success) return undefined;
  const [, n, atMs, actor, act, subject, pairs, salt] = body.output;
  const facts = v.safeParse(AuditFacts, Object.fromEntries(pairs));
  if (!facts.success) return undefined;
  return { n, atMs, actor: actor ?? undefined, act, subject: subject ?? undefined, facts: facts.output, salt };
}

export const auditDigestInput = (body: string): Bytes => utf8(body);
export const auditHashInput = (prev: Uint8Array, digest: Uint8Array): Bytes => concat(prev, digest);

const hashField = exactBytesField(hashBytes);

/** What everybody may know of the log: where it ends. `n` 0 and zero bytes: it is empty. */
export const AuditHead = v.object({ n: countField, hash: hashField });
export type AuditHead = v.InferOutput<typeof AuditHead>;

/** One entry as a reader gets it: the text, and what binds it to the one before. */
export const AuditLine = v.object({
  body: v.pipe(v.string(), v.maxLength(maxAuditBodyCharacters)),
  prev: hashField,
  hash: hashField,
});
export type AuditLine = v.InferOutput<typeof AuditLine>;

/** GET /admin/audit: newest first; `next` is the `before` of the page that follows. */
export const AuditPage = v.object({
  lines: v.pipe(v.array(AuditLine), v.maxLength(maxAuditPage)),
  next: v.optional(countField),
  head: AuditHead,
  /** Of whom the lines speak, where the account still is: as it is called today, not in the log. */
  names: v.optional(v.array(v.object({ user: userIdField, name: v.string() }))),
});
export type AuditPage = v.InferOutput<typeof AuditPage>;

/** GET /audit/hashes?from=&to=: the links of the chain without what they hold, oldest first, `prev` being that of the first. */
export const AuditHashes = v.object({
  prev: hashField,
  digests: v.pipe(v.array(hashField), v.maxLength(maxAuditHashes)),
});
export type AuditHashes = v.InferOutput<typeof AuditHashes>;

/** Query of GET /admin/audit and its export. */
export const AuditQuery = v.strictObject({
  group: v.optional(v.picklist(auditGroups)),
  /** By or for whom. */
  person: v.optional(userIdField),
  actor: v.optional(userIdField),
  subject: v.optional(auditSubjectField),
  fromMs: v.optional(countField),
  toMs: v.optional(countField),
  before: v.optional(countField),
});
export type AuditQuery = v.InferOutput<typeof AuditQuery>;

/** Does this entry concern her? */
export const concernsPerson = ({ actor, subject }: AuditEntry, user: string): boolean =>
  actor === user || (subject === user && isUserId(user));
