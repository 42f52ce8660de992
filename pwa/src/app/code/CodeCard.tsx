/**
 * The card for the printer: part of the page, seen on paper alone, and nothing else of the page with it. It fits on A6; on A4 it is cut
 * out. A staff number is left out: it is what one signs in with, and a card that is found should not say that as well.
 */
import { Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import { useI18n } from '../../i18n/use-i18n.ts';
import { MarkGlyph } from '../../ui/glyphs.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { CodeBox } from './CodeBox.tsx';
import './code.css';

export type CodeKind = 'recovery' | 'break-glass';

interface CodeCardProps {
  readonly kind: CodeKind;
  readonly groups: readonly string[];
  readonly hospital: string;
  /** Whose it is; the hospital's own key is nobody's. */
  readonly person: string | undefined;
}

export const CodeCard = (props: CodeCardProps) => {
  const { t, dates } = useI18n();
  const madeAtMs = Date.now();
  return (
    <Portal>
      <section class="paper" aria-hidden="true">
        <header>
          <p class="brand">
            <MarkGlyph />
            SANAD
          </p>
          <h1>{t(`card.${props.kind}`)}</h1>
        </header>
        <dl>
          <Show when={props.hospital !== ''}>
            <div>
              <dt>{t('card.hospital')}</dt>
              <dd dir="auto">{props.hospital}</dd>
            </div>
          </Show>
          <Show when={props.person}>
            {(person) => (
              <div>
                <dt>{t('card.person')}</dt>
                <dd dir="auto">{person()}</dd>
              </div>
            )}
          </Show>
        </dl>
        <CodeBox groups={props.groups} label={t(props.kind === 'recovery' ? 'code.label' : 'code.break-glass.label')} />
        <div class="paper-foot">
          <QrCode text={props.groups.join('-')} label={t('code.qr')} />
          <div>
            <p>{t(`card.${props.kind}.for`)}</p>
            <p>{t(`card.${props.kind}.keep`)}</p>
            <p class="made">{t('card.made', { date: dates().moment(madeAtMs, 0) })}</p>
          </div>
        </div>
      </section>
    </Portal>
  );
};
