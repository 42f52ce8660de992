/** Two people changed the same at the same time (CAL-5): what each wrote, who and when, and one press keeps one of them. */
import type { EventEditForm, EventStart, FieldConflict, Rival } from '@sanad/model/engine/api';
import { isUserId } from '@sanad/model/ids';
import Split from 'lucide-solid/icons/split';
import { createMemo, For, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { createNow } from '../../../app/now.ts';
import { peerName } from '../../../app/peers.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import type { PeopleNames } from './calendar-list.ts';
import { fieldKey, valueWords } from './conflict-words.ts';
import { useEventActions } from './create-event.ts';
import type { EventAddress } from './event-address.ts';

interface ConflictChoiceProps {
  readonly address: EventAddress;
  readonly conflict: FieldConflict;
  readonly start: EventStart;
  readonly isEditable: boolean;
  readonly names: PeopleNames;
}

export const ConflictChoice = (props: ConflictChoiceProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { conversations } = useEngine();
  const { change } = useEventActions();
  const now = createNow();
  const said = createMemo<readonly Rival[]>(() => [props.conflict, ...props.conflict.rivals]);
  const words = (value: unknown) =>
    valueWords(i18n, props.conflict, value, {
      nowMs: now(),
      start: props.start,
      nameOf: props.names.name,
      conversationName: (id) => {
        const row = conversations.byId[id];
        return row && peerName(i18n, row);
      },
    });
  const keep = (value: unknown) => {
    const { at, following } = props.conflict;
    const scope = at === undefined ? 'all' : following ? 'following' : 'this';
    void change({ ...props.address, at }, editFor(props.conflict, value), scope, t('event.conflict.kept'));
  };
  return (
    <section class="event-conflict" data-field aria-label={t('event.conflict', { field: t(fieldKey(props.conflict.field)) })}>
      <h2>
        <Split class="i" />
        {t('event.conflict', { field: t(fieldKey(props.conflict.field)) })}
      </h2>
      <p>{t('event.conflict.text')}</p>
      <ul>
        <For each={said()}>
          {(one, at) => (
            <li>
              <span>
                <b dir="auto">{words(one.value)}</b>
                <small>
                  {t('event.conflict.by', { name: props.names.name(one.by), moment: i18n.dates().moment(one.atMs, now()) })}
                  {at() === 0 ? ` – ${t('event.conflict.shown')}` : undefined}
                </small>
              </span>
              <Show when={props.isEditable && canKeep(props.conflict, one.value)}>
                <Button
                  kind="line"
                  aria-label={t('event.conflict.keep', { value: words(one.value) })}
                  onClick={() => keep(one.value)}
                >
                  {t('event.conflict.keep.short')}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
};

/** A file is not brought back by a press: whoever has it attaches it again. */
const canKeep = ({ field }: FieldConflict, value: unknown): boolean => field !== 'files' || value !== null;

function editFor({ field, member }: FieldConflict, value: unknown): EventEditForm {
  if (field === 'invited' && isUserId(member)) return value === true ? { invite: [member] } : { uninvite: [member] };
  // What stands in an act of this field was read by its reader; it is written as it was.
  return { fields: { [field]: value } };
}
