/**
 * Who this server is to push services (PUSH-3, RFC 8292): a P-256 key pair made at the first start, the same for every process. Another
 * pair would make every subscription useless, so it stays with the database. The private key leaves it for signatures alone.
 */
import { base64UrlToBytes, bytesToBase64Url } from '@sanad/model/bytes';
import * as v from 'valibot';
import webpush from 'web-push';
import type { Queryable } from '../db/database.ts';

export interface VapidKeys {
  /** Uncompressed, 65 bytes: what a browser subscribes with. */
  readonly publicKey: Uint8Array;
  /** Base64url, as the library takes it. */
  readonly privateKey: string;
}

const settingName = 'push-keys';
const Stored = v.pipe(v.string(), v.parseJson(), v.object({ publicKey: v.string(), privateKey: v.string() }));

/** Made at the first start; of several processes that start at once the first one's counts. */
export async function readOrMakeVapidKeys(client: Queryable): Promise<VapidKeys> {
  const made = JSON.stringify(webpush.generateVAPIDKeys());
  await client.query('insert into setting (name, value) values ($1, $2) on conflict do nothing', [settingName, made]);
  const { rows } = await client.query<{ value: string }>('select value from setting where name = $1', [settingName]);
  const stored = v.safeParse(Stored, rows[0]?.value);
  const publicKey = stored.success ? base64UrlToBytes(stored.output.publicKey) : undefined;
  if (!stored.success || publicKey?.length !== 65) throw new Error('the keys for push services cannot be read');
  return { publicKey, privateKey: stored.output.privateKey };
}

/** Apple refuses a contact that cannot be one; without a public address there is none to name (docs/operations.md). */
export const contactOf = (configured: string | undefined, publicUrl: string | undefined): string =>
  configured ?? (publicUrl?.startsWith('https:') ? publicUrl : 'mailto:nobody@sanad.invalid');

/** Says to one push service who sends, for a signature's price once an hour: signatures are good for twelve (RFC 8292 §2, §5). */
export interface VapidSigner {
  readonly headerFor: (origin: string, nowMs: number) => string;
}

const renewAfterMs = 3_600_000;
const maxServices = 200;

export function createVapidSigner({ publicKey, privateKey }: VapidKeys, contact: string): VapidSigner {
  const made = new Map<string, { readonly header: string; readonly atMs: number }>();
  return {
    headerFor: (origin, nowMs) => {
      const kept = made.get(origin);
      if (kept !== undefined && Math.abs(nowMs - kept.atMs) < renewAfterMs) return kept.header;
      const key = bytesToBase64Url(publicKey);
      const header = webpush.getVapidHeaders(origin, contact, key, privateKey, 'aes128gcm').Authorization;
      if (made.size >= maxServices) made.clear();
      made.set(origin, { header, atMs: nowMs });
      return header;
    },
  };
}
