/**
 * The connection to one other device of a call of a group (GROUPCALL-4), pure: made, broken, made again, each of it with an end in time, whatever becomes of the
 * others. Who came later offers first. What the two exchange is numbered and acknowledged as between two people (CALL-4), anew for each
 * attempt; the higher attempt counts, so either side can begin one.
 */
import type { DeviceId } from '../ids.ts';
import { putItem, saidAt, saidOf, startExchange, takeSaid } from './exchange.ts';
import { mayOpenAtMs, openingsOf } from './group-back-off.ts';
import { isEarlier } from './group-presence.ts';
import type { GroupExchange } from './group-signal.ts';
import {
  backOffMs,
  type GroupEffect,
  type GroupLink,
  greetEveryMs,
  type LinkName,
  type LinkSaid,
  linkConnectingMs,
  linkReconnectingMs,
  linkRestartAfterMs,
  linkRestartEveryMs,
  linkRetryLaterMs,
  linkRetryMs,
  type Opened,
  type Participant,
  type Stay,
} from './group-state.ts';
import { described, type NegotiationStep, needOffer, startNegotiation, takeDescription } from './negotiation.ts';
import { type Description, type Item, type Picture, sayableCandidates } from './signal.ts';

export interface LinkChanged {
  readonly link: GroupLink;
  readonly effects: readonly GroupEffect[];
}
type Mine = Pick<Stay, 'space' | 'sinceMs'>;

export const linkName = (mine: Pick<Stay, 'sinceMs'>, { device, sinceMs, attempt }: GroupLink): LinkName =>
  `${mine.sinceMs} ${device} ${sinceMs} ${attempt}`;
const isOpen = ({ phase }: GroupLink): boolean => phase !== 'unreachable' && phase !== 'forged';
/** She is polite whose offer gives way: who was there before. */
const isSecond = ({ negotiation }: GroupLink): boolean => negotiation.isPolite;

export const linkDuesMs = ({ exchange, greetAtMs, restartAtMs, untilMs }: GroupLink): readonly (number | undefined)[] => [
  ...[exchange.sayAgainAtMs, greetAtMs, restartAtMs, untilMs],
];

// ── its beginning and its end ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** `before`: of connections to her that were closed. Too soon after them it is not reachable for a while. */
export function openLink(
  mine: Mine & { readonly device: DeviceId },
  her: Participant,
  before: Opened | undefined,
  nowMs: number,
): LinkChanged {
  const isPolite = isEarlier(mine, her);
  const openings = (before?.openings ?? 0) + 1;
  const opened = attempt(mine, { ...her, isPolite, attempt: 1, wantsPicture: 'small', openings }, nowMs);
  const fromMs = before === undefined ? nowMs : mayOpenAtMs(before);
  if (before === undefined || nowMs >= fromMs) return opened;
  const waiting = { phase: 'unreachable', attempt: 0, exchange: startExchange, negotiation: startNegotiation(isPolite) } as const;
  const { openedAtMs } = before;
  return {
    link: { ...opened.link, ...waiting, openings: before.openings, openedAtMs, greetAtMs: undefined, untilMs: fromMs },
    effects: [],
  };
}

function attempt(
  mine: Mine,
  to: Pick<GroupLink, 'user' | 'device' | 'sinceMs' | 'attempt' | 'wantsPicture' | 'openings'> & { readonly isPolite: boolean },
  nowMs: number,
): LinkChanged {
  const { user, device, sinceMs, isPolite, wantsPicture, openings } = to;
  const link: GroupLink = {
    ...{ user, device, sinceMs, attempt: to.attempt, wantsPicture, openings },
    phase: 'connecting',
    openedAtMs: nowMs,
    flowsSinceMs: undefined,
    exchange: startExchange,
    negotiation: startNegotiation(isPolite),
    isHeard: false,
    sendsPicture: 'small',
    greetAtMs: isPolite ? nowMs + greetEveryMs : undefined,
    restartAtMs: undefined,
    untilMs: nowMs + linkConnectingMs,
  };
  const opened: GroupEffect = { type: 'link-open', link: linkName(mine, link), device };
  if (isPolite) return { link, effects: [opened, sayExchange(mine, link)] };
  const offered = withStep(mine, link, needOffer(link.negotiation, true), nowMs);
  return { ...offered, effects: [opened, ...offered.effects] };
}

export function closeLink(mine: Mine, link: GroupLink): readonly GroupEffect[] {
  return isOpen(link) ? [{ type: 'link-close', link: linkName(mine, link) }] : [];
}

const retryAfterMs = (link: GroupLink): number =>
  (linkRetryMs[link.attempt - 1] ?? linkRetryMs[linkRetryMs.length - 1] ?? 0) + (isSecond(link) ? linkRetryLaterMs : 0);

/** It could not be made, or was lost. */
function giveUp(mine: Mine, link: GroupLink, nowMs: number): LinkChanged {
  const untilMs = nowMs + retryAfterMs(link);
  const nothing = { exchange: startExchange, greetAtMs: undefined, restartAtMs: undefined, flowsSinceMs: undefined };
  const openings = openingsOf(link, nowMs);
  return { link: { ...link, ...nothing, phase: 'unreachable', openings, untilMs }, effects: closeLink(mine, link) };
}

function again(mine: Mine, link: GroupLink, number: number, openings: number, nowMs: number): LinkChanged {
  const next = attempt(mine, { ...link, attempt: number, isPolite: isSecond(link), openings }, nowMs);
  const wanting =
    link.wantsPicture === 'small' ? next : put(mine, next.link, { type: 'wants', picture: link.wantsPicture }, nowMs);
  return {
    link: wanting.link,
    effects: [...closeLink(mine, link), ...next.effects, ...(wanting === next ? [] : wanting.effects)],
  };
}

/** By itself. The first one was put off, and counts as hers. */
const tryAgain = (mine: Mine, link: GroupLink, nowMs: number): LinkChanged =>
  again(mine, link, link.attempt + 1, link.attempt === 0 ? link.openings + 1 : link.openings, nowMs);

/** CALL-2: it is not talked through any more. */
export function distrust(mine: Mine, link: GroupLink): LinkChanged {
  if (link.phase === 'forged') return { link, effects: [] };
  const closed = { exchange: startExchange, greetAtMs: undefined, restartAtMs: undefined, untilMs: undefined };
  return { link: { ...link, phase: 'forged', ...closed }, effects: closeLink(mine, link) };
}

// ── what the two say ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

const sayExchange = (mine: Mine, { device, sinceMs, attempt: number, exchange }: GroupLink): GroupEffect => ({
  type: 'say',
  space: mine.space,
  to: device,
  signal: { type: 'exchange', sinceMs: mine.sinceMs, device, itsSinceMs: sinceMs, attempt: number, ...saidOf(exchange) },
});

function put(mine: Mine, link: GroupLink, item: Item, nowMs: number): LinkChanged {
  const exchange = putItem(link.exchange, item, nowMs);
  if (exchange === undefined) return giveUp(mine, link, nowMs);
  const next = { ...link, exchange: saidAt(exchange, nowMs) };
  return { link: next, effects: [sayExchange(mine, next)] };
}

interface Negotiated {
  readonly negotiation: GroupLink['negotiation'];
  readonly step?: NegotiationStep;
  readonly say?: Description;
}
function withStep(mine: Mine, link: GroupLink, { negotiation, step, say }: Negotiated, nowMs: number): LinkChanged {
  const next = { ...link, negotiation };
  const effects: readonly GroupEffect[] = step === undefined ? [] : [{ type: 'link-step', link: linkName(mine, link), step }];
  if (say === undefined) return { link: next, effects };
  const said = put(mine, next, { type: 'description', description: say }, nowMs);
  return { link: said.link, effects: [...effects, ...said.effects] };
}

export function hearExchange(mine: Mine, link: GroupLink, said: GroupExchange, nowMs: number): LinkChanged {
  const same: LinkChanged = { link, effects: [] };
  if (link.phase === 'forged' || said.attempt < link.attempt) return same;
  if (said.attempt > link.attempt) {
    const openings = openingsOf(link, nowMs);
    // Of one in which she was not heard yet her number is taken over, once.
    const isFirstHeard = link.phase === 'connecting' && !link.isHeard;
    const fromMs = isFirstHeard ? link.openedAtMs + backOffMs : mayOpenAtMs({ openings, openedAtMs: link.openedAtMs });
    if (nowMs < fromMs) return same;
    const next = again(mine, link, said.attempt, openings + 1, nowMs);
    const taken = takeItems(mine, next.link, said, nowMs);
    return { link: taken.link, effects: [...next.effects, ...taken.effects] };
  }
  return link.phase === 'unreachable' ? same : takeItems(mine, link, said, nowMs);
}

function takeItems(mine: Mine, link: GroupLink, said: GroupExchange, nowMs: number): LinkChanged {
  const taken = takeSaid(link.exchange, said, nowMs);
  let next: GroupLink = { ...link, exchange: taken.exchange, isHeard: true, greetAtMs: undefined };
  const name = linkName(mine, link);
  const effects: GroupEffect[] = [];
  for (const item of taken.items) {
    if (item.type === 'candidates') {
      effects.push({ type: 'link-step', link: name, step: { type: 'add-candidates', candidates: item.candidates } });
    } else if (item.type === 'wants') {
      next = { ...next, sendsPicture: item.picture };
      effects.push({ type: 'link-picture', link: name, picture: item.picture });
    } else if (item.type === 'description') {
      const { negotiation, step } = takeDescription(next.negotiation, item.description);
      next = { ...next, negotiation };
      if (step !== undefined) effects.push({ type: 'link-step', link: name, step });
    }
  }
  if (!taken.isAnswerDue) return { link: next, effects };
  next = { ...next, exchange: saidAt(next.exchange, nowMs) };
  return { link: next, effects: [...effects, sayExchange(mine, next)] };
}

export function watch(mine: Mine, link: GroupLink, picture: Picture, nowMs: number): LinkChanged {
  if (picture === link.wantsPicture) return { link, effects: [] };
  const next = { ...link, wantsPicture: picture };
  return isOpen(link) ? put(mine, next, { type: 'wants', picture }, nowMs) : { link: next, effects: [] };
}

// ── the edge ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export function onLinkSaid(mine: Mine, link: GroupLink, said: LinkSaid, nowMs: number): LinkChanged {
  if (!isOpen(link)) return { link, effects: [] };
  switch (said.type) {
    case 'offer-needed':
      return withStep(mine, link, needOffer(link.negotiation, false), nowMs);
    case 'described':
      return withStep(mine, link, described(link.negotiation, said.description), nowMs);
    case 'candidates':
      return put(mine, link, sayableCandidates(said.candidates), nowMs);
    case 'broken':
      return giveUp(mine, link, nowMs);
    case 'state':
      return onState(mine, link, said.state, nowMs);
  }
}

function onState(mine: Mine, link: GroupLink, state: 'connected' | 'disconnected' | 'failed', nowMs: number): LinkChanged {
  if (state === 'connected')
    return {
      link: {
        ...link,
        ...{ phase: 'connected', flowsSinceMs: link.flowsSinceMs ?? nowMs, restartAtMs: undefined, untilMs: undefined },
      },
      effects: [],
    };
  // While it is connecting its own time is running.
  if (link.phase !== 'connected' && !(link.phase === 'reconnecting' && state === 'failed')) return { link, effects: [] };
  const effects = state === 'failed' ? restartOf(mine, link) : [];
  const waitMs = isSecond(link) ? linkRestartAfterMs.second : linkRestartAfterMs.first;
  const restartAtMs = nowMs + (state === 'failed' ? linkRestartEveryMs : waitMs);
  const untilMs = link.phase === 'reconnecting' ? link.untilMs : nowMs + linkReconnectingMs;
  return { link: { ...link, phase: 'reconnecting', restartAtMs, untilMs }, effects };
}

const restartOf = (mine: Mine, link: GroupLink): readonly GroupEffect[] => [
  { type: 'link-step', link: linkName(mine, link), step: { type: 'restart' } },
];
export const restartLink = (mine: Mine, link: GroupLink): readonly GroupEffect[] =>
  link.phase === 'connected' || link.phase === 'reconnecting' ? restartOf(mine, link) : [];

// ── time ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export function tickLink(mine: Mine, link: GroupLink, nowMs: number): LinkChanged {
  const isDue = (atMs: number | undefined): boolean => atMs !== undefined && nowMs >= atMs;
  if (isDue(link.untilMs)) return link.phase === 'unreachable' ? tryAgain(mine, link, nowMs) : giveUp(mine, link, nowMs);
  let next = link;
  const effects: GroupEffect[] = [];
  if (isDue(link.restartAtMs)) {
    next = { ...next, restartAtMs: nowMs + linkRestartEveryMs };
    effects.push(...restartOf(mine, link));
  }
  if (isDue(link.greetAtMs)) next = { ...next, greetAtMs: nowMs + greetEveryMs };
  if (isDue(link.exchange.sayAgainAtMs) || isDue(link.greetAtMs)) {
    next = { ...next, exchange: saidAt(next.exchange, nowMs, true) };
    effects.push(sayExchange(mine, next));
  }
  return { link: next, effects };
}
