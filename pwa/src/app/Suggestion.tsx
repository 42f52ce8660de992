/** What is offered once above the conversations: a way to it, and a way never to be asked again. */
import type { JSX } from 'solid-js';
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
  readonly onDecline: () => void;
}

export const Suggestion = (props: SuggestionProps) => {
  const { t } = useI18n();
  return (
    <div class="suggestion">
      <Banner
        icon={props.icon}
        action={
          <div class="btns">
            <Button kind="line" onClick={() => props.onAccept()}>
              {props.accept}
            </Button>
            <Button kind="quiet" onClick={() => props.onDecline()}>
              {t('lock.suggest.later')}
            </Button>
          </div>
        }
      >
        {props.text}
      </Banner>
    </div>
  );
};
