/**
 * On an iPhone or iPad in a tab (STORE-1): how SANAD comes to the home screen, in pictures, and why. Going on without it leads to the
 * sign-in, to be looked at; a device is made over there.
 */
import { useLocation, useNavigate } from '@solidjs/router';
import Info from 'lucide-solid/icons/info';
import { createMemo, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { HomeCoach } from '../../app/health/HomeCoach.tsx';
import { setLooking } from '../../app/health/home-screen.ts';
import { LeaveButton } from '../../app/LeaveButton.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

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
        <HomeCoach />
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
