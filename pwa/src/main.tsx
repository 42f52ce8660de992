/** The composition root: instances are made here and handed down; nothing else has effects on import, but the policy that comes first. */
import './app/trusted-types.ts';
import './styles/main.css';
import { render } from 'solid-js/web';
import { App } from './app/App.tsx';
import { listenForInstall } from './app/health/install.ts';
import { firstLanguage, loadTheme } from './app/preferences.ts';
import { loadDictionary } from './i18n/dictionaries.ts';

const language = firstLanguage();
loadTheme();
listenForInstall();
const words = await loadDictionary(language);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
render(() => <App language={language} words={words} />, root);
