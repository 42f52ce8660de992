/** Who wants to hear of something that stands in no row. */
import type { Unsubscribe } from './api-result.ts';

export interface Listeners<News> {
  on(listener: (news: News) => void): Unsubscribe;
  tell(news: News): void;
}

export function makeListeners<News>(): Listeners<News> {
  const listeners = new Set<(news: News) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(news) {
      for (const listener of listeners) listener(news);
    },
  };
}
