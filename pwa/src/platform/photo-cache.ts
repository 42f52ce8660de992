/** Photos of colleagues: the service worker keeps them in this cache, a sign-out empties it. */
export const photoCache = 'sanad-photos';
