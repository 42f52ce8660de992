/** Who comes and goes, and whose hand goes up, for who does not see it: said once each. */
import type { GroupCallRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { createEffect, createSignal, on } from 'solid-js';
import type { Translate } from '../../i18n/translate.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { personName } from '../people.tsx';
import type { Shown } from './group-call-people.ts';

export const GroupCallStatus = (props: { readonly row: GroupCallRow; readonly people: readonly Shown[] }) => {
  const i18n = useI18n();
  const [words, setWords] = createSignal('');
  const names = new Map<UserId, string>();
  createEffect(
    on(
      () => props.people,
      (people, before = []) => {
        for (const { user, person } of people) if (person !== undefined) names.set(user, personName(i18n, person));
        const news = newsOf(i18n, before, people, names);
        if (news !== undefined) setWords(news);
      },
    ),
  );
  return (
    <p class="sr" role="status">
      {props.row.phase === 'opening' ? i18n.t('group-calls.opening') : words()}
    </p>
  );
};

function newsOf(
  { t }: Pick<Translate, 't'>,
  before: readonly Shown[],
  people: readonly Shown[],
  names: ReadonlyMap<UserId, string>,
): string | undefined {
  const nameOf = ({ user }: Shown): string => names.get(user) ?? '';
  const has = (list: readonly Shown[], one: Shown): Shown | undefined => list.find(({ user }) => user === one.user);
  const raised = people.find(
    (one) => one.hand !== undefined && has(before, one) !== undefined && has(before, one)?.hand === undefined,
  );
  if (raised !== undefined) return t('group-calls.hand.of', { name: nameOf(raised) });
  const came = people.find((one) => has(before, one) === undefined);
  if (came !== undefined) return t('group-calls.came', { name: nameOf(came) });
  const went = before.find((one) => has(people, one) === undefined);
  return went && t('group-calls.went', { name: nameOf(went) });
}
