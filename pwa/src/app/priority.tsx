/** Priority and delivery as people see them: shape, word and colour, always the three. */
import type { Delivery, Priority } from '@sanad/model/engine/api';
import Check from 'lucide-solid/icons/check';
import Eye from 'lucide-solid/icons/eye';
import { Match, Show, Switch } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { MediumGlyph, NormalGlyph, QueuedGlyph, SeenGlyph, UrgentGlyph } from '../ui/glyphs.tsx';

export const PriorityGlyph = (props: { readonly of: Priority; readonly label?: string | undefined }) => (
  <Switch>
    <Match when={props.of === 'urgent'}>
      <UrgentGlyph class="prio-urgent" label={props.label} />
    </Match>
    <Match when={props.of === 'medium'}>
      <MediumGlyph class="prio-medium" label={props.label} />
    </Match>
    <Match when={props.of === 'normal'}>
      <NormalGlyph label={props.label} />
    </Match>
  </Switch>
);

export const PriorityWord = (props: { readonly of: Priority }) => {
  const { t } = useI18n();
  return (
    <span class="prio" data-p={props.of}>
      <PriorityGlyph of={props.of} />
      {t(`priority.${props.of}`)}
    </span>
  );
};

/** With `word` the state is written out; without, the icon carries its name. */
export const DeliveryState = (props: { readonly of: Delivery; readonly word?: boolean | undefined }) => {
  const { t } = useI18n();
  const name = () => t(`delivery.${props.of}`);
  const label = () => (props.word ? undefined : name());
  const role = () => (props.word ? undefined : 'img');
  return (
    <span class="state" data-s={props.of}>
      <Switch>
        <Match when={props.of === 'queued'}>
          <QueuedGlyph label={label()} />
        </Match>
        <Match when={props.of === 'sent'}>
          <Check class="i" role={role()} aria-label={label()} />
        </Match>
        <Match when={props.of === 'delivered'}>
          <SeenGlyph label={label()} />
        </Match>
        <Match when={props.of === 'read'}>
          <Eye class="i" role={role()} aria-label={label()} />
        </Match>
      </Switch>
      <Show when={props.word}>
        <span>{name()}</span>
      </Show>
    </span>
  );
};
