/** Three big rows, native radios: shape, word and what it does to the other side. */
import { PRIORITIES, type Priority } from '@sanad/model/engine/api';
import { createUniqueId, For } from 'solid-js';
import { PriorityGlyph } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import './picker.css';

interface PriorityPickerProps {
  readonly value: Priority;
  readonly onChange: (priority: Priority) => void;
  readonly onClose: () => void;
}

export const PriorityPicker = (props: PriorityPickerProps) => {
  const { t } = useI18n();
  const name = createUniqueId();
  return (
    <Sheet title={t('priority.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <div class="picker" role="radiogroup" aria-label={t('priority.title')}>
        <For each={PRIORITIES}>
          {(priority) => (
            <label class="pick" data-p={priority}>
              <span class="glyph">
                <PriorityGlyph of={priority} />
              </span>
              <span>
                <b>{t(`priority.${priority}`)}</b>
                <small>{t(`priority.${priority}.hint`)}</small>
              </span>
              <input
                type="radio"
                name={name}
                checked={priority === props.value}
                onChange={() => props.onChange(priority)}
                onClick={(event) => {
                  // A press chooses and closes; the arrow keys only move (their click has no detail), and Enter closes.
                  if (event.detail === 0) return;
                  props.onChange(priority);
                  props.onClose();
                }}
                onKeyDown={(event) => event.key === 'Enter' && props.onClose()}
              />
            </label>
          )}
        </For>
      </div>
    </Sheet>
  );
};
