/** Whether notifications were switched off in this browser: then nothing switches them on again by itself. */
const key = 'sanad.push';
const off = 'off';

export function isPushRefused(): boolean {
  try {
    return localStorage.getItem(key) === off;
  } catch {
    return false; // refused storage: the self-test explains it
  }
}

export function refusePush(isRefused: boolean): void {
  try {
    if (isRefused) localStorage.setItem(key, off);
    else localStorage.removeItem(key);
  } catch {
    // The choice holds until the page is closed: the server forgot this browser.
  }
}
