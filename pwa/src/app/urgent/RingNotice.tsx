/**
 * The countdown for who does not see it: once, half a minute before it rings again. In one place for the whole app, because the same message may
 * stand in the lane, in its conversation and in a banner at a time.
 */
import type { UrgentItem } from '@sanad/model/engine/api';
import { createMemo, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { createNow } from '../now.ts';
import type { Names } from './use-urgents.ts';

const spokenMs = 30_000;

interface RingNoticeProps {
  readonly items: readonly UrgentItem[];
  readonly names: Pick<Names, 'name'>;
  /** Milliseconds that the server's clock is ahead. */
  readonly offsetMs: number;
}

export const RingNotice = (props: RingNoticeProps) => {
  const rings = createMemo(() =>
    props.items.flatMap(({ message: { author, urgent } }) =>
      urgent?.owed && urgent.nextRingAtMs !== undefined ? [{ author, atMs: urgent.nextRingAtMs - props.offsetMs }] : [],
    ),
  );
  return (
    <div class="sr" role="status">
      <Show when={rings().length > 0}>
        <Words rings={rings()} names={props.names} />
      </Show>
    </div>
  );
};

interface WordsProps extends Pick<RingNoticeProps, 'names'> {
  readonly rings: readonly { readonly author: UrgentItem['message']['author']; readonly atMs: number }[];
}

/** A clock only while something rings. */
const Words = (props: WordsProps) => {
  const { t } = useI18n();
  const now = createNow(1000);
  const next = createMemo(() => props.rings.find(({ atMs }) => atMs > now() && atMs - now() <= spokenMs)?.author);
  return <Show when={next()}>{(author) => t('urgent.next-spoken', { name: props.names.name(author()) })}</Show>;
};
