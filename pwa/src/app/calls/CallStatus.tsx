/**
 * How a call stands, for who does not see it: said once each time it changes, without the clock. One stands in the dialog, one outside it: what is
 * behind a dialog is not heard.
 */
import { useI18n } from '../../i18n/use-i18n.ts';
import type { CallProps } from './call-props.ts';
import { callWords } from './call-words.ts';

export const CallStatus = (props: CallProps) => {
  const i18n = useI18n();
  const words = () => {
    if (props.row.phase === 'incoming') return '';
    if (props.row.phase !== 'active') return callWords(i18n, props.row, 0);
    if (!props.row.peerSends.microphone) return i18n.t('calls.peer-muted');
    return i18n.t(props.row.peerSends.screen ? 'calls.screen.peer' : 'calls.going-on');
  };
  return (
    <p class="sr" role="status">
      {words()}
    </p>
  );
};
