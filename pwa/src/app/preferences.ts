/** Theme and language of this browser. public/first-paint.js reads the same keys before the first paint. */
import { createSignal } from 'solid-js';
import { directionOf, isLanguage, type Language, languageFor } from '../i18n/language.ts';
import { noteLanguage } from '../platform/worker-notes.ts';

export const THEMES = ['auto', 'light', 'dark', 'veille'] as const;
export type Theme = (typeof THEMES)[number];
const themeKey = 'sanad.theme';
const languageKey = 'sanad.language';

/** Colour of the browser's own bars; `undefined` leaves it to the two media queries of index.html. */
const BAR_COLOUR: Readonly<Record<Theme, string | undefined>> = {
  auto: undefined,
  light: '#f5f4f1',
  dark: '#0e1013',
  veille: '#0a0806',
};

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined; // refused storage: the self-test explains it
  }
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // The choice holds until the page is closed.
  }
}

/** What the person chose, else what the browser asks for. */
export function firstLanguage(): Language {
  const stored = read(languageKey);
  return isLanguage(stored) ? stored : languageFor(navigator.languages);
}

/** A choice is written down; what the browser asked for is not, so that it may ask for something else later. */
export function chooseLanguage(language: Language): void {
  write(languageKey, language);
  showLanguage(language);
}

export function showLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  // For notifications; a browser that refuses storage shows none.
  noteLanguage(language).catch(() => undefined);
}

const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value);

const [theme, setThemeSignal] = createSignal<Theme>('auto');

export { theme };

export function setTheme(next: Theme): void {
  setThemeSignal(next);
  write(themeKey, next === 'auto' ? undefined : next);
  showTheme(next);
}

export function loadTheme(): void {
  const stored = read(themeKey);
  const known = isTheme(stored) ? stored : 'auto';
  setThemeSignal(known);
  showTheme(known);
}

function showTheme(chosen: Theme): void {
  const root = document.documentElement;
  if (chosen === 'auto') delete root.dataset['theme'];
  else root.dataset['theme'] = chosen;
  const colour = BAR_COLOUR[chosen];
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const isDark = meta.media.includes('dark');
    meta.content = colour ?? (isDark ? '#0e1013' : '#f5f4f1');
  }
}
