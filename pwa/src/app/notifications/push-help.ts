/** Whose settings somebody has to look into: the words of each browser differ. */
export type PushBrowser = 'chrome-phone' | 'chrome-desk' | 'firefox' | 'safari-mac' | 'iphone';

export function pushBrowser({
  userAgent,
  touchPoints,
}: {
  readonly userAgent: string;
  readonly touchPoints: number;
}): PushBrowser {
  if (/iPhone|iPad|iPod/u.test(userAgent) || (/Macintosh/u.test(userAgent) && touchPoints > 1)) return 'iphone';
  if (/Firefox\//u.test(userAgent)) return 'firefox';
  if (/Android/u.test(userAgent)) return 'chrome-phone';
  return /Safari\//u.test(userAgent) && !/Chrome\//u.test(userAgent) ? 'safari-mac' : 'chrome-desk';
}
