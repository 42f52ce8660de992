/** By how much the clock of this device is wrong, in words (STORE-6). */
import type { I18n } from '../../i18n/use-i18n.ts';

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const shownFromMs = 2 * minuteMs;

/** The server's time minus ours; undefined: not known, or not worth a word. */
export const wrongBy = (offsetMs: number | undefined): number | undefined =>
  offsetMs !== undefined && Math.abs(offsetMs) > shownFromMs ? offsetMs : undefined;

/** DOC-5: messages carry the server's time. */
export const isByServer = (offsetMs: number): boolean => Math.abs(offsetMs) > dayMs;

export function clockWords(words: Pick<I18n, 't' | 'n'>, offsetMs: number): string {
  const ms = Math.abs(offsetMs);
  const by =
    ms < 2 * hourMs
      ? words.n('clock.minutes', Math.round(ms / minuteMs))
      : ms < 2 * dayMs
        ? words.n('clock.hours', Math.round(ms / hourMs))
        : words.n('clock.days', Math.round(ms / dayMs));
  return words.t(offsetMs < 0 ? 'clock.ahead' : 'clock.behind', { by });
}

/** Both times, as short as they say it: the day only where it is another one. */
export function bothTimes({ dates }: Pick<I18n, 'dates'>, nowMs: number, offsetMs: number) {
  const say = (ms: number) => (isByServer(offsetMs) ? dates().moment(ms, 0) : dates().time(ms));
  return { here: say(nowMs), server: say(nowMs + offsetMs) };
}
