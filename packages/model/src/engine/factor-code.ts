/** What somebody types when a second factor is asked for (AUTH-12): six digits, or a reserve code with any separators and in any case. */
import { normalizeCode } from '../crypto/base32.ts';
import type { FactorCode } from '../wire/account-security.ts';
import { reserveCodeCharacters, totpDigits } from '../wire/account-security.ts';

/** `undefined`: it is neither, and the server need not hear of it. */
export function parseFactorCode(typed: string): FactorCode | undefined {
  const western = typed.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
  const code = normalizeCode(western);
  if (code.length === totpDigits && /^\d+$/.test(code)) return { kind: 'totp', code };
  const isReserve = code.length === reserveCodeCharacters && !code.includes('U');
  return isReserve ? { kind: 'reserve', code } : undefined;
}
