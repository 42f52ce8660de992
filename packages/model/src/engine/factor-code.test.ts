import { expect, test } from 'vitest';
import { parseFactorCode } from './factor-code.ts';

test('AUTH-12 six digits in any grouping and in Arabic digits are a code of the app', () => {
  for (const typed of ['123456', ' 123 456 ', '123-456', '١٢٣٤٥٦', '۱۲۳۴۵۶'])
    expect(parseFactorCode(typed)).toEqual({ kind: 'totp', code: '123456' });
});

test('AUTH-12 ten symbols in any case and with any separators are a reserve code', () => {
  for (const typed of ['AB1D0-FGH1J', 'ab1d0 fghij', 'ablDO-fgh1j'])
    expect(parseFactorCode(typed)).toEqual({ kind: 'reserve', code: 'AB1D0FGH1J' });
});

test('AUTH-12 anything else is told to nobody', () => {
  for (const typed of ['', '12345', '1234567', 'ABCDE-FGHJ', 'ABCDE-FGHJUU', 'ABCDE-FGHJU', '12345é'])
    expect(parseFactorCode(typed)).toBeUndefined();
});
