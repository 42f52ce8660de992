/** The composition root: instances are made here and handed down; nothing else has effects on import, but the policy that comes first. */
import './app/trusted-types.ts';
import './styles/main.css';
import { render } from 'solid-js/web';
import { App } from './app/App.tsx';
import { listenForInstall } from './app/health/install.ts';
import { firstLanguage, loadTheme, showLanguage } from './app/preferences.ts';
import { PlainSplash } from './app/Splash.tsx';
import { loadDictionary } from './i18n/dictionaries.ts';
import { loadingWords } from './i18n/loading-words.ts';

const longestSplashMs = 2_000;
const language = firstLanguage();
loadTheme();
showLanguage(language);
listenForInstall();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const endSplash = render(() => <PlainSplash words={loadingWords[language]} />, root);
await firstPaint();
const words = await loadDictionary(language);
endSplash();
render(() => <App language={language} words={words} />, root);

/** The words of all screens wait for it, not it for them; not on a page that nobody looks at, which is not painted. */
function firstPaint(): Promise<void> {
  if (document.visibilityState === 'hidden') return Promise.resolve();
  return new Promise((done) => {
    new PerformanceObserver((list) => {
      if (list.getEntriesByName('first-contentful-paint').length > 0) done();
    }).observe({ type: 'paint', buffered: true });
    setTimeout(done, longestSplashMs);
  });
}
