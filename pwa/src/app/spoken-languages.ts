/** Languages that people speak, each named in itself. */
export const SPOKEN = ['ar', 'fr', 'en', 'it', 'de', 'es', 'tr'] as const;

export function languageInItself(code: string): string {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

export const spokenLanguages = (codes: readonly string[]): string => codes.map(languageInItself).join(', ');
