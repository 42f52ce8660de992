/**
 * What just arrived and may be heard (URGENT-10): told to every window of the profile; the page decides which one sounds. History, what
 * she wrote herself, and what a device does not want to be woken for is silent.
 */

import * as v from 'valibot';
import { isSpaceId, type SpaceId } from '../ids.ts';
import type { UrgentPlan } from '../schema/urgent-values.ts';
import type { AlarmState } from '../wire/alarm.ts';
import { isSilent as isSilentAt } from '../wire/quiet-hours.ts';
import type { Cue, NotificationSettings, SoundCue } from './api-urgent.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import { makeListeners } from './listeners.ts';
import type { VerifiedMessage } from './verified-messages.ts';

const CUES = ['message', 'medium', 'urgent', 'urgent-again', 'escalated', 'answered'] as const satisfies readonly SoundCue[];
const CueMessage = v.object({
  type: v.literal('cue'),
  cue: v.picklist(CUES),
  conversation: v.custom<SpaceId>(isSpaceId),
});
export interface Cues {
  on(listener: (cue: Cue) => void): () => void;
  /** Of another tab. */
  heard(message: unknown): void;
  /** Leader: these were just applied. */
  arrived(conversation: SpaceId, messages: readonly VerifiedMessage[], arrivalOf: (id: string) => number | undefined): void;
  /** Leader: the relay told of an alarm. */
  rang(before: AlarmState | undefined, after: AlarmState): void;
}
export interface CuesParts {
  readonly context: EngineContext;
  readonly settings: () => NotificationSettings;
  readonly isMuted: (space: SpaceId) => boolean;
}

/** Older arrivals are history. */
const freshMs = 60_000;

export function makeCues({ context, settings, isMuted }: CuesParts): Cues {
  const { deps, identity } = context;
  const { on, tell } = makeListeners<Cue>();
  const say = (cue: Cue): void => {
    tell(cue);
    deps.tabs.post({ type: 'cue', ...cue });
  };
  /** The loudest of what came at once. */
  function loudest(conversation: SpaceId, messages: readonly VerifiedMessage[]): SoundCue | undefined {
    const now = settings();
    const isSilent = isSilentAt(now, serverNowMs(context));
    // An urgent message sounds when its alarm rings; for whom it does not ask it is one like others.
    // What was called and not answered has rung.
    const calm = messages.filter(
      ({ priority, details }) => (priority !== 'urgent' || isForOthers(details.urgent)) && details.call === undefined,
    );
    const wanted = calm.filter(({ details }) => !isMuted(conversation) || details.mentions?.includes(identity.user) === true);
    if (isSilent || wanted.length === 0) return undefined;
    return wanted.some(({ priority }) => priority !== 'normal') ? 'medium' : 'message';
  }
  const isForOthers = (plan: UrgentPlan | undefined): boolean =>
    plan !== undefined && !plan.standBy && plan.first?.includes(identity.user) === false;

  return {
    on,
    heard(message) {
      const parsed = v.safeParse(CueMessage, message);
      if (parsed.success) tell({ cue: parsed.output.cue, conversation: parsed.output.conversation });
    },
    arrived(conversation, messages, arrivalOf) {
      const now = serverNowMs(context);
      const fresh = messages.filter(({ id, author }) => author !== identity.user && now - (arrivalOf(id) ?? 0) < freshMs);
      const cue = loudest(conversation, fresh);
      if (cue !== undefined) say({ cue, conversation });
    },
    rang(before, after) {
      const mine = (state: AlarmState | undefined) => state?.people.find(({ user }) => user === identity.user);
      const [was, is] = [mine(before), mine(after)];
      const conversation = after.space;
      if (before?.phase === 'ringing' && after.sender === identity.user) {
        if (after.phase === 'paused' || after.phase === 'answered') return say({ cue: 'answered', conversation });
        // Nobody answered: now it is hers again.
        if (after.phase === 'unanswered') return say({ cue: 'urgent', conversation });
      }
      if (is === undefined || after.phase !== 'ringing' || is.rings <= (was?.rings ?? 0)) return;
      if ((is.lastRingAtMs ?? 0) < serverNowMs(context) - freshMs) return;
      const now = settings();
      if (!now.urgentPasses && isSilentAt(now, serverNowMs(context))) return;
      if (is.rings > 1 && !now.urgentRepeats) return;
      say({ cue: is.rings > 1 ? 'urgent-again' : is.stage > 0 ? 'escalated' : 'urgent', conversation });
    },
  };
}
