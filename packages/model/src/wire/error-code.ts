/**
 * Stable codes (WIRE-3). Clients choose words by code; a code never changes its meaning. Each says whether the same request may
 * succeed later without a person doing anything.
 */
export const ERROR_CODES = {
  'request/malformed': { status: 400, retry: false },
  'request/too-large': { status: 413, retry: false },
  'request/not-found': { status: 404, retry: false },
  'request/rate-limited': { status: 429, retry: true },
  'request/origin': { status: 403, retry: false },
  'request/version': { status: 426, retry: false },
  'server/unavailable': { status: 503, retry: true },
  'server/defect': { status: 500, retry: true },
  'auth/credentials': { status: 401, retry: false },
  'auth/required': { status: 401, retry: false },
  'auth/forbidden': { status: 403, retry: false },
  'auth/code': { status: 401, retry: false },
  'auth/code-expired': { status: 401, retry: false },
  'auth/passkey': { status: 401, retry: false },
  'auth/proof': { status: 403, retry: false },
  'auth/other-person': { status: 409, retry: false },
  /** POLICY-2: nothing but setting one up. */
  'auth/second-factor-required': { status: 403, retry: false },
  /** POLICY-2: the password was right, and the account has a passkey and no other second factor. */
  'auth/passkey-required': { status: 403, retry: false },
  /** POLICY-3. */
  'auth/shared-computer': { status: 403, retry: false },
  'account/pending': { status: 403, retry: true },
  'account/suspended': { status: 403, retry: false },
  'account/refused': { status: 403, retry: false },
  'account/email-taken': { status: 409, retry: false },
  'account/staff-number-taken': { status: 409, retry: false },
  /** POLICY-6. */
  'sign-up/invitation-only': { status: 403, retry: false },
  'account/password-weak': { status: 400, retry: false },
  'account/password-link': { status: 403, retry: false },
  'account/first-admin-link': { status: 403, retry: false },
  'account/last-administrator': { status: 409, retry: false },
  'account/no-mail': { status: 409, retry: false },
  'account/no-organisation': { status: 409, retry: false },
  'chain/conflict': { status: 409, retry: true },
  'chain/invalid': { status: 400, retry: false },
  'chain/signature': { status: 400, retry: false },
  'epoch/conflict': { status: 409, retry: true },
  'epoch/invalid': { status: 400, retry: false },
  'epoch/signature': { status: 400, retry: false },
  'epoch/member-without-grant': { status: 400, retry: false },
  'space/not-member': { status: 403, retry: false },
  'log/unknown': { status: 404, retry: false },
  'chunk/malformed': { status: 400, retry: false },
  'chunk/signature': { status: 400, retry: false },
  'chunk/device': { status: 403, retry: false },
  'snapshot/conflict': { status: 409, retry: false },
  'snapshot/invalid': { status: 400, retry: false },
  'device/revoked': { status: 403, retry: false },
  'alarm/unknown': { status: 404, retry: false },
  'alarm/recipient': { status: 400, retry: false },
  'alarm/too-many': { status: 429, retry: true },
  'alarm/forbidden': { status: 403, retry: false },
  'alarm/signature': { status: 400, retry: false },
  'alarm/over': { status: 409, retry: false },
  'file/unknown': { status: 404, retry: false },
  'file/incomplete': { status: 409, retry: true },
  'file/too-large': { status: 413, retry: false },
  'file/quota': { status: 507, retry: false },
  'push/endpoint': { status: 400, retry: false },
  'push/none': { status: 409, retry: false },
  'reminder/behind': { status: 409, retry: true },
  'reminder/time': { status: 400, retry: false },
  'reminder/too-many': { status: 429, retry: false },
} as const satisfies Record<string, { readonly status: number; readonly retry: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;
export const isErrorCode = (value: unknown): value is ErrorCode => typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);

/** WebSocket close codes (4000–4999 are ours, RFC 6455 §7.4.2). */
export const CLOSE_CODES = {
  malformed: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  superseded: 4409,
  tooLarge: 4413,
  rateLimited: 4429,
  overloaded: 4503,
} as const;
