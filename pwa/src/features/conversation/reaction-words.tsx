/** Reactions are words with an icon, the same on every device. A word of a later version is shown as it came. */
import { REACTIONS, type Reaction } from '@sanad/model/engine/api';
import Check from 'lucide-solid/icons/check';
import Eye from 'lucide-solid/icons/eye';
import Footprints from 'lucide-solid/icons/footprints';
import Heart from 'lucide-solid/icons/heart';
import ThumbsUp from 'lucide-solid/icons/thumbs-up';
import { Match, Switch } from 'solid-js';
import { visibleName } from '../../app/visible-name.ts';
import type { Translate } from '../../i18n/translate.ts';

const isReaction = (word: string): word is Reaction => REACTIONS.some((one) => one === word);

export const reactionWord = (words: Translate, word: string): string =>
  isReaction(word) ? words.t(`react.${word}`) : visibleName(word) || '?';

export const ReactionIcon = (props: { readonly of: string }) => (
  <Switch>
    <Match when={props.of === 'seen'}>
      <Eye class="i" />
    </Match>
    <Match when={props.of === 'ok'}>
      <ThumbsUp class="i" />
    </Match>
    <Match when={props.of === 'coming'}>
      <Footprints class="i" />
    </Match>
    <Match when={props.of === 'received'}>
      <Check class="i" />
    </Match>
    <Match when={props.of === 'thanks'}>
      <Heart class="i" />
    </Match>
  </Switch>
);
