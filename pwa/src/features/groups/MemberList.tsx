/** Who belongs to a group. A long list is drawn only where it is looked at: it stands in the middle of a page that scrolls as a whole. */
import type { GroupMember, Me, Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { Virtualizer } from 'virtua/solid';
import { MemberRow } from './MemberRow.tsx';

interface MemberListProps {
  readonly members: readonly GroupMember[];
  readonly person: (user: UserId) => Person | undefined;
  readonly me: Me | undefined;
  readonly onChoose: (user: UserId) => void;
}
/** As many rows are drawn faster than they are counted. */
const maxWhole = 60;

export const MemberList = (props: MemberListProps) => {
  const row = (one: GroupMember) => (
    <MemberRow member={one} person={props.person(one.user)} me={props.me} onChoose={() => props.onChoose(one.user)} />
  );
  return (
    <Show
      when={props.members.length > maxWhole}
      fallback={
        <ul>
          <For each={props.members}>{(one) => <li>{row(one)}</li>}</For>
        </ul>
      }
    >
      <LongList members={props.members} row={row} />
    </Show>
  );
};

const LongList = (props: {
  readonly members: readonly GroupMember[];
  readonly row: (one: GroupMember) => ReturnType<typeof MemberRow>;
}) => {
  let place: HTMLDivElement | undefined;
  const [scroller, setScroller] = createSignal<HTMLElement>();
  /** What stands above it on the page, and may grow. */
  const [above, setAbove] = createSignal(0);
  onMount(() => {
    const page = place?.closest<HTMLElement>('.scroll') ?? undefined;
    const content = page?.firstElementChild;
    if (place === undefined || page === undefined || content === null || content === undefined) return;
    const here = place;
    const measure = () =>
      setAbove(Math.round(here.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop));
    const observer = new ResizeObserver(measure);
    observer.observe(content);
    onCleanup(() => observer.disconnect());
    measure();
    setScroller(page);
  });
  return (
    <div ref={place}>
      <Show when={scroller()}>
        {(page) => (
          <Virtualizer data={props.members} as="ul" item="li" itemSize={64} scrollRef={page()} startMargin={above()}>
            {props.row}
          </Virtualizer>
        )}
      </Show>
    </div>
  );
};
