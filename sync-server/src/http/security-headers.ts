/**
 * Headers of every answer (HTTP-7). The policy allows our own scripts, styles, workers and sockets and nothing inline; WebAssembly may
 * compile, `eval` may not.
 */
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './context.ts';
import type { OriginCheck } from './origin.ts';

const permissions = [
  'camera=(self)',
  'microphone=(self)',
  'display-capture=(self)',
  'screen-wake-lock=(self)',
  'fullscreen=(self)',
  'publickey-credentials-get=(self)',
  'publickey-credentials-create=(self)',
  'geolocation=()',
  'payment=()',
  'usb=()',
  'serial=()',
  'accelerometer=()',
  'gyroscope=()',
  'magnetometer=()',
  'browsing-topics=()',
].join(', ');

/** `socketOrigin`: `'self'` covers ws: and wss: only in newer browsers, so it is named as well. */
export function contentSecurityPolicy(socketOrigin: string | undefined): string {
  const directives = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    `connect-src 'self'${socketOrigin === undefined ? '' : ` ${socketOrigin}`}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    // The page's only policy is its default one (pwa/src/app/trusted-types.ts).
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ];
  return directives.join('; ');
}

export interface SecurityOptions {
  readonly isHttps: boolean;
  readonly isOwnOrigin: OriginCheck;
}

export const securityHeaders =
  ({ isHttps, isOwnOrigin }: SecurityOptions): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    await next();
    const host = c.req.header('host') ?? '';
    const scheme = isHttps ? 'https' : 'http';
    // A Host header is the client's word: it enters the policy only when it is one of our own names.
    const socketOrigin = isOwnOrigin(`${scheme}://${host}`) ? `${isHttps ? 'wss' : 'ws'}://${host}` : undefined;
    const { headers } = c.res;
    // A file has a narrower one of its own (FILE-6).
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', contentSecurityPolicy(socketOrigin));
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set('permissions-policy', permissions);
    headers.set('referrer-policy', 'no-referrer');
    headers.set('x-content-type-options', 'nosniff');
    headers.set('x-frame-options', 'DENY');
    if (isHttps) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  };
