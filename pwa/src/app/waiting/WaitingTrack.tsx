/** Three beads on the way in: what was sent, what an administrator does now, what comes then. */
import Check from 'lucide-solid/icons/check';
import Hourglass from 'lucide-solid/icons/hourglass';
import MessagesSquare from 'lucide-solid/icons/messages-square';
import { useI18n } from '../../i18n/use-i18n.ts';

/** `of`: whose words. */
export const WaitingTrack = (props: { readonly of: 'pending' | 'resetting' }) => {
  const { t } = useI18n();
  return (
    <ol class="track">
      <li data-s="done">
        <span class="bead">
          <Check class="i" />
        </span>
        <div>
          <b>{t(`${props.of}.sent`)}</b>
        </div>
      </li>
      <li data-s="now" aria-current="step">
        <span class="bead">
          <Hourglass class="i" />
        </span>
        <div>
          <b>{t(`${props.of}.checking`)}</b>
          <small>{t(`${props.of}.checking.hint`)}</small>
        </div>
      </li>
      <li>
        <span class="bead">
          <MessagesSquare class="i" />
        </span>
        <div>
          <b>{t(`${props.of}.ready`)}</b>
          <small>{t(`${props.of}.ready.hint`)}</small>
        </div>
      </li>
    </ol>
  );
};
