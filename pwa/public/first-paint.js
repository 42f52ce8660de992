// Runs before the first paint and before any module: the language and theme stand on <html> from the first pixel on.
// The same keys and values are written by src/app/preferences.ts.
(() => {
  const root = document.documentElement;
  let language = null;
  let theme = null;
  try {
    language = localStorage.getItem('sanad.language');
    theme = localStorage.getItem('sanad.theme');
  } catch {
    // Storage is refused: the defaults stand, and the self-test explains it later.
  }
  // The choice, else the first of the browser's languages that we speak, else French.
  const spoken = ['fr', 'ar', 'en'];
  if (!spoken.includes(language))
    language = navigator.languages.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => spoken.includes(tag)) ?? 'fr';
  root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
  if (theme === 'light' || theme === 'dark' || theme === 'veille') root.dataset.theme = theme;
})();
