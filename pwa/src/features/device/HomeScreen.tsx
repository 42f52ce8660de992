/**
 * On an iPhone or iPad in a tab (STORE-1): how SANAD comes to the home screen, in pictures, and why. Going on without it leads to the
 * sign-in, to be looked at; a device is made over there.
 */
import { useLocation, useNavigate } from '@solidjs/router';
import Info from 'lucide-solid/icons/info';
import Share from 'lucide-solid/icons/share';
import SquarePlus from 'lucide-solid/icons/square-plus';
import { createMemo, type JSX, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { setLooking } from '../../app/health/home-screen.ts';
import { LeaveButton } from '../../app/LeaveButton.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { MarkGlyph } from '../../ui/glyphs.tsx';
import './home-screen.css';

export const HomeScreen = () => {
  const { t } = useI18n();
  const { state } = useEngine();
  const location = useLocation();
  const navigate = useNavigate();
  const isSignedIn = createMemo(() => state().phase === 'needs-recovery');
  useTitle(() => t('home.title'));
  const look = () => {
    setLooking(true);
    navigate('/sign-in');
  };
  return (
    <div class="gate" data-card>
      <GateHead />
      <main class="gate-body" data-top>
        <div>
          <h1 ref={focusOnMount}>{t('home.title')}</h1>
          <p class="lead">{t('home.lead')}</p>
        </div>
        <Show when={location.pathname === '/first-admin'}>
          <Banner kind="medium" icon={<Info class="i" />}>
            {t('home.founder')}
          </Banner>
        </Show>
        <ol class="coach">
          <Step label={t('home.step.share')} alt={t('home.share.alt')}>
            <Share class="i" />
          </Step>
          <Step label={t('home.step.add')} alt={t('home.add.alt')}>
            <SquarePlus class="i" />
          </Step>
          <Step label={t('home.step.confirm')} alt={t('home.confirm.alt')}>
            <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
              <rect x="2.5" y="4" width="19" height="16" rx="2.5" />
              <path d="M2.5 9h19M15 6.5h4" />
              <rect x="5.5" y="11.5" width="5.500" height="5.500" rx="1.400" />
              <path d="M13.500 13h5M13.500 16h3.500" />
            </svg>
          </Step>
          <Step label={t('home.step.open')} alt={t('home.open.alt')}>
            <span class="app-icon">
              <MarkGlyph />
            </span>
          </Step>
        </ol>
        <p class="hint">{t('home.other-browser')}</p>
      </main>
      <footer class="gate-foot">
        <Show
          when={isSignedIn()}
          fallback={
            <Button kind="quiet" wide onClick={look}>
              {t('home.look')}
            </Button>
          }
        >
          <LeaveButton kind="quiet" wide>
            {t('sign-out.submit')}
          </LeaveButton>
        </Show>
      </footer>
    </div>
  );
};

const Step = (props: { readonly label: string; readonly alt: string; readonly children: JSX.Element }) => (
  <li>
    <span class="picture" role="img" aria-label={props.alt}>
      {props.children}
    </span>
    <span>{props.label}</span>
  </li>
);
