/** Priority and delivery as people see them: shape, word and colour, always the three. */
import type { Delivery, Priority } from '@sanad/model/engine/api';
import { Match, Switch } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { DeliveryGlyph, MediumGlyph, NormalGlyph, UrgentGlyph } from '../ui/glyphs.tsx';

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
  return (
    <span class="state" data-s={props.of}>
      <DeliveryGlyph of={props.of} label={props.word ? undefined : name()} />
      {props.word ? <span>{name()}</span> : undefined}
    </span>
  );
};
