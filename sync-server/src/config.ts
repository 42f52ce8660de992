/**
 * The environment, parsed once (HTTP-10). Nothing else reads `process.env`. Every variable is documented in docs/operations.md.
 */

import { join } from 'node:path';
import { err, ok, type Result } from '@sanad/model/result';
import { maxIceUrlCharacters, maxIceUrls } from '@sanad/model/wire/call';
import { megabyte } from '@sanad/model/wire/policy';
import * as v from 'valibot';
import { sealedAtMost } from './files/sealed-size.ts';

export interface RateLimit {
  readonly max: number;
  readonly windowMs: number;
}
export interface Config {
  readonly port: number;
  readonly host: string;
  /** A real Postgres; otherwise the embedded one in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** Origin that people type. `undefined`: this machine's own names and addresses are accepted. */
  readonly publicUrl: string | undefined;
  readonly allowedOrigins: readonly string[];
  readonly tls: { readonly certPath: string; readonly keyPath: string } | undefined;
  /** `undefined`: made at the first start and kept in the database. */
  readonly authSecret: string | undefined;
  readonly logLevel: LogLevel;
  /** How many proxies in front add to X-Forwarded-For; 0 ignores the header. */
  readonly trustProxy: number;
  /** Built PWA; `undefined`: found next to this package. */
  readonly staticDir: string | undefined;
  readonly metricsToken: string | undefined;
  readonly signInLimit: RateLimit;
  readonly signUpLimit: RateLimit;
  /** Sustained appends per second of one device, and how many at once. */
  readonly appendRate: { readonly perSecond: number; readonly burst: number };
  /** Origins of push services beside the known ones (PUSH-2). */
  readonly pushServices: readonly string[];
  /** Whom a push service asks when something is wrong (RFC 8292): `mailto:` or `https:`. `undefined`: the public URL where it is https. */
  readonly pushContact: string | undefined;
  /** Where sealed files are kept, unless there is a bucket. */
  readonly filesDir: string;
  /** Sealed bytes: of one file, and of all that one person brought (FILE-4). */
  readonly fileBounds: { readonly maxFileBytes: number; readonly quotaBytes: number };
  /** IANA: where the hospital's days begin (USAGE-1). */
  readonly timeZone: string;
  /** Relays for the media of calls (CALL-9), and the secret that they share with this server. */
  readonly turn: { readonly urls: readonly string[]; readonly secret: string; readonly turnOnly: boolean } | undefined;
  /** Where e-mail is handed over, and who it is from (ACCOUNT-5); `undefined`: there is none. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  readonly bucket:
    | {
        readonly name: string;
        /** `undefined`: Amazon's own. */
        readonly endpoint: string | undefined;
        readonly region: string;
        readonly accessKey: string;
        readonly secretKey: string;
      }
    | undefined;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const integer = (min: number, max: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number), v.minValue(min), v.maxValue(max));
const text = v.pipe(v.string(), v.trim(), v.minLength(1));
const origin = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https?:\/\//),
  v.transform((url) => new URL(url).origin),
);
const origins = v.pipe(
  v.string(),
  v.transform((list) => list.split(',').map((item) => item.trim())),
  v.array(origin),
);
/** RFC 7065. */
const turnUrls = v.pipe(
  v.string(),
  v.transform((list) => list.split(',').map((item) => item.trim())),
  v.array(v.pipe(v.string(), v.maxLength(maxIceUrlCharacters), v.regex(/^turns?:[^\s?@/]+(\?transport=(udp|tcp))?$/))),
  v.maxLength(maxIceUrls),
);
/** `20/60`: twenty in sixty seconds. */
const limit = v.pipe(
  v.string(),
  v.regex(/^\d{1,6}\/\d{1,6}$/),
  v.transform((value): RateLimit => {
    const [max = '1', seconds = '1'] = value.split('/');
    return { max: Number(max), windowMs: Number(seconds) * 1000 };
  }),
);

const timeZone = v.pipe(
  text,
  v.check((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false; // no zone that this system knows
    }
  }),
);

const Environment = v.object({
  PORT: v.optional(integer(0, 65_535), '8787'),
  HOST: v.optional(text),
  DATABASE_URL: v.optional(v.pipe(text, v.regex(/^postgres(ql)?:\/\//))),
  DATA_DIR: v.optional(text, '.data'),
  PUBLIC_URL: v.optional(origin),
  ALLOWED_ORIGINS: v.optional(origins),
  TLS_CERT: v.optional(text),
  TLS_KEY: v.optional(text),
  AUTH_SECRET: v.optional(v.pipe(text, v.minLength(32))),
  LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS), 'info'),
  TRUST_PROXY: v.optional(integer(0, 8), '0'),
  STATIC_DIR: v.optional(text),
  METRICS_TOKEN: v.optional(v.pipe(text, v.minLength(16))),
  SIGN_IN_LIMIT: v.optional(limit, '20/60'),
  SIGN_UP_LIMIT: v.optional(limit, '30/600'),
  APPEND_RATE: v.optional(integer(1, 1_000_000), '200'),
  PUSH_SERVICES: v.optional(origins),
  PUSH_CONTACT: v.optional(v.pipe(text, v.url(), v.regex(/^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/))),
  FILES_DIR: v.optional(text),
  MAX_FILE_MB: v.optional(integer(1, 100_000), '100'),
  FILE_QUOTA_MB: v.optional(integer(1, 100_000_000), '5120'),
  S3_BUCKET: v.optional(v.pipe(text, v.regex(/^[a-z0-9.-]{3,63}$/))),
  S3_ENDPOINT: v.optional(origin),
  S3_REGION: v.optional(text, 'us-east-1'),
  S3_ACCESS_KEY: v.optional(text),
  S3_SECRET_KEY: v.optional(text),
  SANAD_SMTP_URL: v.optional(v.pipe(text, v.url(), v.regex(/^smtps?:\/\//))),
  SANAD_SMTP_FROM: v.optional(v.pipe(text, v.maxLength(254), v.regex(/^[^\r\n]*[^\s@]+@[^\s@]+>?$/))),
  TIME_ZONE: v.optional(timeZone, 'Africa/Tunis'),
  TURN_URLS: v.optional(turnUrls),
  TURN_SECRET: v.optional(v.pipe(text, v.minLength(16))),
  TURN_ONLY: v.optional(v.picklist(['0', '1']), '0'),
});

export type ConfigError = { readonly type: 'config'; readonly names: readonly string[] };

/** An empty variable counts as absent. The failure names the variables, never their values. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Result<Config, ConfigError> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = v.safeParse(Environment, present);
  if (!parsed.success)
    return err({ type: 'config', names: [...new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? '?'))] });
  const e = parsed.output;
  if ((e.TLS_CERT === undefined) !== (e.TLS_KEY === undefined)) return err({ type: 'config', names: ['TLS_CERT', 'TLS_KEY'] });
  const tls = e.TLS_CERT !== undefined && e.TLS_KEY !== undefined ? { certPath: e.TLS_CERT, keyPath: e.TLS_KEY } : undefined;
  const bucket = bucketOf(e);
  if (!bucket.ok) return bucket;
  const { SANAD_SMTP_URL: smtpUrl, SANAD_SMTP_FROM: from } = e;
  // A link in a message leads to where people open SANAD: that cannot be guessed.
  const hasMail = smtpUrl !== undefined && from !== undefined && e.PUBLIC_URL !== undefined;
  if (!hasMail && (smtpUrl !== undefined || from !== undefined))
    return err({ type: 'config', names: ['SANAD_SMTP_URL', 'SANAD_SMTP_FROM', 'PUBLIC_URL'] });
  const { TURN_URLS: urls, TURN_SECRET: turnSecret } = e;
  const areTurnsWhole = (urls === undefined) === (turnSecret === undefined) && (urls !== undefined || e.TURN_ONLY === '0');
  if (!areTurnsWhole) return err({ type: 'config', names: ['TURN_URLS', 'TURN_SECRET'] });
  return ok({
    port: e.PORT,
    // Without TLS only this machine can use the app anyway: browsers give keys and workers to secure contexts alone.
    host: e.HOST ?? (tls === undefined ? '127.0.0.1' : '0.0.0.0'),
    databaseUrl: e.DATABASE_URL,
    dataDir: e.DATA_DIR,
    publicUrl: e.PUBLIC_URL,
    allowedOrigins: e.ALLOWED_ORIGINS ?? [],
    tls,
    authSecret: e.AUTH_SECRET,
    logLevel: e.LOG_LEVEL,
    trustProxy: e.TRUST_PROXY,
    staticDir: e.STATIC_DIR,
    metricsToken: e.METRICS_TOKEN,
    signInLimit: e.SIGN_IN_LIMIT,
    signUpLimit: e.SIGN_UP_LIMIT,
    appendRate: { perSecond: e.APPEND_RATE, burst: e.APPEND_RATE * 10 },
    pushServices: e.PUSH_SERVICES ?? [],
    pushContact: e.PUSH_CONTACT,
    filesDir: e.FILES_DIR ?? join(e.DATA_DIR, 'files'),
    fileBounds: { maxFileBytes: sealedAtMost(e.MAX_FILE_MB * megabyte), quotaBytes: e.FILE_QUOTA_MB * megabyte },
    mail: hasMail ? { url: smtpUrl, from } : undefined,
    bucket: bucket.value,
    timeZone: e.TIME_ZONE,
    turn:
      urls === undefined || turnSecret === undefined ? undefined : { urls, secret: turnSecret, turnOnly: e.TURN_ONLY === '1' },
  });
}

/** Bucket and keys, all of them or none. */
function bucketOf(e: v.InferOutput<typeof Environment>): Result<Config['bucket'], ConfigError> {
  const { S3_BUCKET: name, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = e;
  if (name === undefined && accessKey === undefined && secretKey === undefined && e.S3_ENDPOINT === undefined)
    return ok(undefined);
  if (name === undefined || accessKey === undefined || secretKey === undefined)
    return err({ type: 'config', names: ['S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] });
  return ok({ name, accessKey, secretKey, endpoint: e.S3_ENDPOINT, region: e.S3_REGION });
}
