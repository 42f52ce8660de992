/** What is offered once above the conversations: a way to it, and a way never to be asked again; or what the hospital demands (POLICY-1, POLICY-2). */
import { type JSX, Show } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import './devices/devices.css';
import './suggestion.css';

interface SuggestionProps {
  readonly icon: JSX.Element;
  readonly text: string;
  readonly accept: string;
  readonly onAccept: () => void;
  /** Without it the offer is a demand and stays. */
  readonly onDecline?: (() => void) | undefined;
}

export const Suggestion = (props: SuggestionProps) => {
  const { t } = useI18n();
  return (
    <div class="suggestion">
      <Banner
        kind={props.onDecline === undefined ? 'medium' : undefined}
        icon={props.icon}
        action={
          <div class="btns">
            <Button kind="line" onClick={() => props.onAccept()}>
              {props.accept}
            </Button>
            <Show when={props.onDecline}>
              {(decline) => (
                <Button kind="quiet" onClick={() => decline()()}>
                  {t('lock.suggest.later')}
                </Button>
              )}
            </Show>
          </div>
        }
      >
        {props.text}
      </Banner>
    </div>
  );
};
