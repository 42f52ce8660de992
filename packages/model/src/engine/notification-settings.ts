/**
 * How somebody wants to be told (URGENT-10): quiet hours, what passes them and off duty are words of hers that all her devices know (DOC-13); what
 * this device shows and sounds is its own row. The relay learns only what a device does not want to be woken for.
 */
import * as v from 'valibot';
import type { SpaceId } from '../ids.ts';
import type { Act } from '../schema/act.ts';
import { countField as count, userIdField } from '../wire/fields.ts';
import { maxMutedSpaces } from '../wire/limits.ts';
import type { Preview } from '../wire/policy-values.ts';
import { type PushFilter, QuietHours } from '../wire/push.ts';
import type { NotificationSettings } from './api-urgent.ts';
import { readDutyTimes } from './calendar/duty-times.ts';
import type { Preferences } from './preferences.ts';
import { rulesInRow } from './records.ts';
import type { Store, StoreWrite } from './store.ts';

const keys = { quiet: 'notify/quiet', duty: 'notify/duty', urgent: 'notify/urgent', offDuty: 'notify/off-duty' } as const;
const follow = 'follow';
const noPass = 'no-pass';
const noRepeat = 'no-repeat';

/** ['notify-device'] */
export const NotifyDeviceRow = v.object({
  showContent: v.optional(v.boolean(), true),
  sounds: v.optional(v.boolean(), true),
  vibration: v.optional(v.boolean(), true),
  urgentAloud: v.optional(v.boolean(), true),
});
const OffDuty = v.object({ untilMs: count, deputy: v.optional(userIdField) });

/** POLICY-4: what this device lets a notification show: what she chose, and no more than the hospital allows. */
export function previewOf(store: Pick<Store, 'get'>): Preview {
  const row = v.safeParse(NotifyDeviceRow, store.get(['notify-device']) ?? {});
  if (!row.success || !row.output.showContent) return 'nothing';
  return rulesInRow(store.get(['organisation'])).preview;
}

function readJson<const S extends v.GenericSchema>(schema: S, word: string): v.InferOutput<S> | undefined {
  if (word === '') return undefined;
  try {
    const parsed = v.safeParse(schema, JSON.parse(word));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined; // a word of a later version
  }
}

export function readNotificationSettings(
  preferences: Pick<Preferences, 'word'>,
  store: Pick<Store, 'get'>,
  nowMs: number,
): NotificationSettings {
  const followsDuty = preferences.word(keys.duty) === follow;
  const urgent = preferences.word(keys.urgent).split(' ');
  const device = v.safeParse(NotifyDeviceRow, store.get(['notify-device']) ?? {});
  const offDuty = readJson(OffDuty, preferences.word(keys.offDuty));
  return {
    quiet: readJson(QuietHours, preferences.word(keys.quiet)),
    followsDuty,
    duty: followsDuty ? readDutyTimes(store) : undefined,
    urgentPasses: !urgent.includes(noPass),
    urgentRepeats: !urgent.includes(noRepeat),
    ...(device.success ? device.output : v.parse(NotifyDeviceRow, {})),
    previewAtMost: rulesInRow(store.get(['organisation'])).preview,
    offDuty: offDuty !== undefined && offDuty.untilMs > nowMs ? { ...offDuty, deputy: offDuty.deputy } : undefined,
  };
}

/** Words for her devices, and the row of this one. */
export function changeOf(
  before: NotificationSettings,
  change: Partial<NotificationSettings>,
): { readonly acts: readonly Act[]; readonly writes: readonly StoreWrite[] } {
  const next = { ...before, ...change };
  const own = (key: string, value: string): Act => ({ kind: 'own', target: null, value: { key, value } });
  const acts: Act[] = [];
  if ('quiet' in change) acts.push(own(keys.quiet, next.quiet === undefined ? '' : JSON.stringify(next.quiet)));
  if ('followsDuty' in change) acts.push(own(keys.duty, next.followsDuty ? follow : ''));
  if ('urgentPasses' in change || 'urgentRepeats' in change) {
    const words = [...(next.urgentPasses ? [] : [noPass]), ...(next.urgentRepeats ? [] : [noRepeat])];
    acts.push(own(keys.urgent, words.join(' ')));
  }
  if ('offDuty' in change) acts.push(own(keys.offDuty, next.offDuty === undefined ? '' : JSON.stringify(next.offDuty)));
  const isOfDevice = ['showContent', 'sounds', 'vibration', 'urgentAloud'].some((key) => key in change);
  const { showContent, sounds, vibration, urgentAloud } = next;
  const value = { showContent, sounds, vibration, urgentAloud };
  return { acts, writes: isOfDevice ? [{ key: ['notify-device'], value }] : [] };
}

/** `noReminders`: calendars that do not remind her (CAL-48). */
export function filterOf(
  settings: NotificationSettings,
  muted: PushFilter['muted'],
  noReminders: readonly SpaceId[] = [],
): PushFilter {
  const { quiet, duty, urgentPasses, urgentRepeats } = settings;
  return {
    ...{ muted: [...muted], urgentPasses, urgentRepeats },
    ...(quiet === undefined ? {} : { quiet }),
    ...(duty === undefined ? {} : { duty }),
    ...(noReminders.length === 0 ? {} : { noReminders: noReminders.slice(0, maxMutedSpaces) }),
  };
}
