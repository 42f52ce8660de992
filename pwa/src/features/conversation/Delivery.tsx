/** How far an own message is: one state with one person, counted in a group. */
import type { MessageRow } from '@sanad/model/engine/api';
import { DeliveryState } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { DeliveryGlyph } from '../../ui/glyphs.tsx';

export const Delivery = (props: { readonly row: MessageRow; readonly word: boolean }) => {
  const { t, n } = useI18n();
  const state = () => props.row.delivery ?? 'sent';
  const counted = () => {
    const seen = props.row.seenBy;
    if (seen === undefined || state() === 'queued' || seen.delivered === 0) return undefined;
    const received = n('seen.received', seen.delivered, { of: seen.of });
    return seen.read === 0 ? received : t('seen.both', { received, read: n('seen.read', seen.read) });
  };
  return (
    <>
      {counted() === undefined ? (
        <DeliveryState of={state()} word={props.word} />
      ) : (
        <span class="state" data-s={state()}>
          <DeliveryGlyph of={state()} label={props.word ? undefined : counted()} />
          {props.word ? <span>{counted()}</span> : undefined}
        </span>
      )}
    </>
  );
};
