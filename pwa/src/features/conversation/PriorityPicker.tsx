/** Three big rows, native radios: shape, word and what it does to the other side. */
import { type Person, PRIORITIES, type Priority, type UrgentForm, type UrgentRules } from '@sanad/model/engine/api';
import Lock from 'lucide-solid/icons/lock';
import { createUniqueId, For, Show } from 'solid-js';
import { PriorityGlyph } from '../../app/priority.tsx';
import { refusedWords } from '../../app/urgent/rule-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { UrgentPlanForm } from './UrgentPlanForm.tsx';
import './picker.css';

interface PriorityPickerProps {
  readonly value: Priority;
  /** What an urgent message will ask for; undefined: it is not to be changed. */
  readonly plan?: UrgentForm | undefined;
  readonly onPlan?: ((plan: UrgentForm) => void) | undefined;
  /** ORG-10; undefined: not known yet, and nothing is refused. */
  readonly rules: UrgentRules | undefined;
  /** Of a direct conversation. */
  readonly peer?: Person | undefined;
  /** Of a group. */
  readonly members?: readonly Person[] | undefined;
  readonly onChange: (priority: Priority) => void;
  readonly onClose: () => void;
}

export const PriorityPicker = (props: PriorityPickerProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const name = createUniqueId();
  const reasonId = createUniqueId();
  const refusing = () => (props.rules?.allowed === false ? props.rules : undefined);
  const isOff = (priority: Priority) => priority === 'urgent' && refusing() !== undefined;
  return (
    <Sheet title={t('priority.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <div
        class="picker"
        role="radiogroup"
        aria-label={t('priority.title')}
        aria-describedby={refusing() === undefined ? undefined : reasonId}
      >
        <For each={PRIORITIES}>
          {(priority) => (
            <label class="pick" data-p={priority} data-off={isOff(priority) ? '' : undefined}>
              <span class="glyph">
                <PriorityGlyph of={priority} />
              </span>
              <span>
                <b>{t(`priority.${priority}`)}</b>
                <Show when={isOff(priority) ? refusing() : undefined} fallback={<small>{t(`priority.${priority}.hint`)}</small>}>
                  {(rules) => (
                    <small id={reasonId}>
                      <Lock class="i" /> {refusedWords(i18n, rules(), props.peer)}
                    </small>
                  )}
                </Show>
              </span>
              <input
                type="radio"
                name={name}
                checked={priority === props.value}
                disabled={isOff(priority)}
                onChange={() => props.onChange(priority)}
                onClick={(event) => {
                  // A press chooses and closes; the arrow keys only move (their click has no detail), and Enter closes.
                  if (event.detail === 0) return;
                  props.onChange(priority);
                  // An urgent message says first whom it asks.
                  if (priority !== 'urgent' || props.plan === undefined) props.onClose();
                }}
                onKeyDown={(event) => event.key === 'Enter' && props.onClose()}
              />
            </label>
          )}
        </For>
      </div>
      <Show when={props.value === 'urgent' && refusing() === undefined ? props.plan : undefined}>
        {(plan) => (
          <UrgentPlanForm
            plan={plan()}
            rules={props.rules}
            peer={props.peer}
            members={props.members ?? []}
            onPlan={(next) => props.onPlan?.(next)}
            onDone={props.onClose}
          />
        )}
      </Show>
    </Sheet>
  );
};
