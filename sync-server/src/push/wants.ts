/** Whether a device wants to be woken (PUSH-5). Pure: the filter is the device's own, the time is handed in. */
import type { SpaceId } from '@sanad/model/ids';
import type { PushFilter, PushPayload } from '@sanad/model/wire/push';
import { isSilent } from '@sanad/model/wire/quiet-hours';

export interface Occasion {
  readonly kind: PushPayload['k'];
  readonly place?: { readonly space: SpaceId };
  readonly call?: { readonly space: SpaceId };
  readonly ring?: number;
  readonly isNamed?: boolean;
}

export function wants(
  filter: PushFilter | undefined,
  { kind, place, call, ring = 1, isNamed = false }: Occasion,
  nowMs: number,
): boolean {
  if (filter === undefined || kind === 'test') return true;
  // CAL-44: a reminder is her own wish, and one of her next shift always comes off duty; quiet hours by the clock hold it back.
  if (kind === 'reminder') {
    // CAL-48: what somebody else handed over; of a calendar of which she wants none her own devices tell none.
    if (place !== undefined && filter.noReminders?.includes(place.space) === true) return false;
    return isOnList(filter, nowMs) || !isSilent({ quiet: filter.quiet }, nowMs);
  }
  // A call is no urgent message: a muted colleague and quiet hours keep it away.
  const isUrgent = !isCalm(kind) && call === undefined;
  if (isUrgent && ring > 1 && !filter.urgentRepeats) return false;
  if (!(isUrgent && filter.urgentPasses) && isSilent(filter, nowMs)) return false;
  const isMuted = filter.muted.some(({ space, untilMs }) => space === (place ?? call)?.space && untilMs > nowMs);
  return isUrgent || isNamed || !isMuted;
}

/** What quiet hours hold back, and no push service need hurry with. */
export const isCalm = (kind: PushPayload['k']): boolean => kind === 'message' || kind === 'event' || kind === 'announcement';

/** Her shifts are known, and count instead of quiet hours. */
const isOnList = ({ duty }: PushFilter, nowMs: number): boolean => duty !== undefined && nowMs < duty.untilMs;
