/** Which picture of each of the others is shown here, and how large (GROUPCALL-8): pure. What nobody sees is not sent. */
import type { Picture } from '@sanad/model/engine/api';

export type CallView = 'grid' | 'stage';
export interface Shown<Id> {
  readonly view: CallView;
  readonly stage: Id | undefined;
  /** She reads something else, or another window lies over it. */
  readonly isHidden: boolean;
}

export function wantedPictures<Id>(others: readonly Id[], { view, stage, isHidden }: Shown<Id>): ReadonlyMap<Id, Picture> {
  const pictureOf = (id: Id): Picture => {
    if (isHidden) return 'none';
    const isLarge = others.length === 1 || (view === 'stage' && id === stage);
    return isLarge ? 'large' : 'small';
  };
  return new Map(others.map((id) => [id, pictureOf(id)]));
}
