/** Who speaks, and who of them is shown large, from how loud each is: pure. Nobody takes the stage by a cough, nor leaves it by a breath. */

export interface Speaking<Id> {
  /** They speak now, or did a breath ago. */
  readonly now: ReadonlySet<Id>;
  /** On the stage: who spoke last, as long as she is there. */
  readonly stage: Id | undefined;
  readonly stageSinceMs: number;
  readonly heard: ReadonlyMap<Id, { readonly level: number; readonly loudAtMs: number }>;
}
/** Quieter is a room. */
export const loudLevel = 0.02;
export const breathMs = 1_200;
/** Whoever has the stage keeps it so long, and then until somebody else is clearly louder. */
export const stageAtLeastMs = 2_000;
const clearlyLouder = 1.5;
const smoothing = 0.5;

export const nobodySpeaks = <Id>(): Speaking<Id> => ({ now: new Set(), stage: undefined, stageSinceMs: 0, heard: new Map() });

export function hearLevels<Id>(before: Speaking<Id>, levels: ReadonlyMap<Id, number>, nowMs: number): Speaking<Id> {
  const heard = new Map(
    [...levels].map(([id, level]) => {
      const last = before.heard.get(id);
      const smooth = last === undefined ? level : last.level * (1 - smoothing) + level * smoothing;
      const loudAtMs = level >= loudLevel ? nowMs : (last?.loudAtMs ?? Number.NEGATIVE_INFINITY);
      return [id, { level: smooth, loudAtMs }] as const;
    }),
  );
  const speaking = [...heard].filter(([, { loudAtMs }]) => nowMs < loudAtMs + breathMs);
  const now = new Set(speaking.map(([id]) => id));
  const [loudest] = speaking.sort(([, a], [, b]) => b.level - a.level);
  const { stage } = before;
  const onStage = stage === undefined ? undefined : heard.get(stage);
  if (stage === undefined || onStage === undefined) {
    return { now, stage: loudest?.[0], stageSinceMs: nowMs, heard };
  }
  const isTaken =
    loudest !== undefined &&
    loudest[0] !== stage &&
    nowMs >= before.stageSinceMs + stageAtLeastMs &&
    (!now.has(stage) || loudest[1].level > onStage.level * clearlyLouder);
  return isTaken
    ? { now, stage: loudest[0], stageSinceMs: nowMs, heard }
    : { now, stage, stageSinceMs: before.stageSinceMs, heard };
}
