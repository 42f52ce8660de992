/** Chooses by the engine's state: the doors of enrolment, a stop, or the house behind them. The address survives a sign-in. */
import { type RouteSectionProps, useLocation, useNavigate } from '@solidjs/router';
import { createEffect, createMemo, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { noteOwnDevice } from '../platform/worker-notes.ts';
import { ToastRegion } from '../ui/ToastRegion.tsx';
import { DutyProvider } from './duty/duty.tsx';
import { useEngine } from './engine-client.ts';
import { FacesProvider } from './faces.tsx';
import { useStorage } from './health/create-storage.ts';
import { isLooking, mustStandOnHomeScreen, surroundings } from './health/home-screen.ts';
import { watchLock } from './lock/watch-lock.ts';
import { takeAlongNotifications } from './notifications/take-along.ts';
import { Shell } from './Shell.tsx';
import { Splash } from './Splash.tsx';
import { useSharedHost } from './shared/shared-host.ts';
import { UpdatePrompt } from './UpdatePrompt.tsx';

const SignIn = lazy(async () => ({ default: (await import('../features/sign-in/SignIn.tsx')).SignIn }));
const NewPassword = lazy(async () => ({ default: (await import('../features/sign-in/NewPassword.tsx')).NewPassword }));
const SignUp = lazy(async () => ({ default: (await import('../features/sign-up/SignUp.tsx')).SignUp }));
const Pending = lazy(async () => ({ default: (await import('../features/sign-up/Pending.tsx')).Pending }));
const Recover = lazy(async () => ({ default: (await import('../features/device/Recover.tsx')).Recover }));
const HomeScreen = lazy(async () => ({ default: (await import('../features/device/HomeScreen.tsx')).HomeScreen }));
const Resetting = lazy(async () => ({ default: (await import('../features/device/reset/Resetting.tsx')).Resetting }));
const Unsupported = lazy(async () => ({ default: (await import('../features/device/Unsupported.tsx')).Unsupported }));
const Unlock = lazy(async () => ({ default: (await import('./shared/Unlock.tsx')).Unlock }));
const FirstLock = lazy(async () => ({ default: (await import('./shared/FirstLock.tsx')).FirstLock }));
const LockScreen = lazy(async () => ({ default: (await import('../features/lock/LockScreen.tsx')).LockScreen }));
const Emptied = lazy(async () => ({ default: (await import('../features/lock/Emptied.tsx')).Emptied }));
const Stopped = lazy(async () => ({ default: (await import('../features/device/Stopped.tsx')).Stopped }));

/** Addresses that only mean something before the door; behind it they lead to the messages. */
const DOORS = ['/sign-in', '/sign-up', '/first-admin'];

/** Who was sent to the door from a page goes back to it. */
const cameFrom = (state: Readonly<Record<string, unknown>> | null): string =>
  typeof state?.['from'] === 'string' && state['from'].startsWith('/admin') ? state['from'] : '/';

export const Root = (props: RouteSectionProps) => {
  const engine = useEngine();
  const { state, opened } = engine;
  const host = useSharedHost();
  const isShared = () => opened().computer === 'shared';
  const isGoing = watchLock(engine);
  takeAlongNotifications(state);
  const storage = useStorage();
  const isAway = mustStandOnHomeScreen(surroundings());
  const location = useLocation();
  const navigate = useNavigate();
  const view = createMemo(() => {
    const now = state();
    // Whoever else this browser belongs to: the link is for an account, not for a device.
    if (location.pathname === '/new-password' && now.phase !== 'starting') return 'new-password';
    if (now.phase === 'signed-out' || now.phase === 'enrolling') {
      const door = location.pathname === '/sign-up' || location.pathname === '/first-admin' ? 'sign-up' : 'sign-in';
      // STORE-1: the sign-in may be looked at, a device is not made here.
      return isAway && !(door === 'sign-in' && isLooking()) ? 'home-screen' : door;
    }
    if (now.phase === 'needs-recovery' && isAway) return 'home-screen';
    if (now.phase === 'ready' && now.session === 'expired' && location.pathname === '/sign-in') return 'sign-in';
    // The next page asks for the code; on this one nobody should begin to type it.
    if (now.phase === 'locked' && isGoing()) return 'locking';
    return now.phase;
  });
  createEffect(() => {
    if (view() === 'ready' && DOORS.includes(location.pathname)) navigate(cameFrom(location.state), { replace: true });
  });
  createEffect(() => {
    // STORE-1: it holds keys now, unless nothing is to stay here (SHARED-6).
    const holdsKeys = view() === 'ready' || view() === 'pending' || view() === 'resetting';
    if (holdsKeys && opened().computer !== 'passing') void storage.keep();
  });
  createEffect(() => {
    // Until a sign-out forgets it. A browser that refuses storage takes no share.
    if (view() === 'ready' && opened().computer === undefined) noteOwnDevice().catch(() => undefined);
  });
  return (
    <>
      <Suspense fallback={<Splash />}>
        <Switch fallback={<Splash />}>
          <Match when={view() === 'sign-in'}>
            <SignIn />
          </Match>
          <Match when={view() === 'new-password'}>
            <NewPassword />
          </Match>
          <Match when={view() === 'home-screen'}>
            <HomeScreen />
          </Match>
          <Match when={view() === 'sign-up'}>
            <SignUp />
          </Match>
          <Match when={(view() === 'ready' || view() === 'pending') && isShared() && host()?.needsLock() !== false}>
            <Show when={host()?.needsLock()} fallback={<Splash />}>
              <FirstLock />
            </Show>
          </Match>
          <Match when={view() === 'pending'}>
            <Pending />
          </Match>
          <Match when={view() === 'needs-recovery'}>
            <Recover />
          </Match>
          <Match when={view() === 'resetting'}>
            <Resetting />
          </Match>
          <Match when={view() === 'unsupported'}>
            <Unsupported />
          </Match>
          <Match when={view() === 'locked'}>
            <Show when={isShared()} fallback={<LockScreen />}>
              <Unlock />
            </Show>
          </Match>
          <Match when={view() === 'emptied' && !isShared()}>
            <Emptied />
          </Match>
          <Match when={view() === 'stopped'}>
            <Stopped />
          </Match>
          <Match when={view() === 'ready'}>
            <DutyProvider>
              <FacesProvider>
                <Shell>{props.children}</Shell>
              </FacesProvider>
            </DutyProvider>
          </Match>
        </Switch>
      </Suspense>
      <UpdatePrompt />
      <ToastRegion />
    </>
  );
};
