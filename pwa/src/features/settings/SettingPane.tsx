/** One setting in the main pane, with the way back: to the list of settings on a phone, or to the setting that it is part of. */
import type { JSX } from 'solid-js';
import { PaneBar } from '../../app/PaneBar.tsx';
import { useTitle } from '../../app/title.ts';

interface SettingPaneProps {
  readonly title: string;
  readonly partOf?: string | undefined;
  readonly children: JSX.Element;
}

export const SettingPane = (props: SettingPaneProps) => {
  useTitle(() => props.title);
  return (
    <div class="pane main">
      <PaneBar title={props.title} back={props.partOf ?? '/settings'} isBackOnPhoneAlone={props.partOf === undefined} />
      <div class="scroll">
        <div class="page narrow">{props.children}</div>
      </div>
    </div>
  );
};
