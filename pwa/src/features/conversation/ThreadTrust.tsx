/** Of those who are in this conversation: whose identity changed, and what the server showed of them that cannot be. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { IdentityCard } from '../../app/trust/IdentityCard.tsx';
import { useThreadDoor } from './thread-door.ts';

const IdentitySheet = lazy(async () => ({ default: (await import('../../app/trust/IdentitySheet.tsx')).IdentitySheet }));
const VerifySheet = lazy(async () => ({ default: (await import('../../app/trust/VerifySheet.tsx')).VerifySheet }));

interface ThreadTrustProps {
  readonly users: readonly UserId[];
  /** An urgent message that waits until they are accepted (TRUST-4). */
  readonly waiting: (() => void) | undefined;
  readonly onWaited: () => void;
}

export const ThreadTrust = (props: ThreadTrustProps) => {
  const door = useThreadDoor();
  const [isListed, setListed] = createSignal(false);
  const [verifying, setVerifying] = createSignal<Person>();
  const verify = (user: UserId) => setVerifying(() => door.person(user));
  const close = () => {
    setListed(false);
    props.onWaited();
  };
  const done = () => {
    const { waiting } = props;
    close();
    waiting?.();
  };
  return (
    <>
      <IdentityCard users={props.users} nameOf={door.name} onVerify={verify} onSeveral={() => setListed(true)} />
      <Show when={verifying() === undefined && (isListed() || props.waiting !== undefined)}>
        <Suspense>
          <IdentitySheet
            users={props.users}
            nameOf={door.name}
            isUrgent={props.waiting !== undefined}
            onDone={done}
            onVerify={verify}
            onClose={close}
          />
        </Suspense>
      </Show>
      <Show when={verifying()}>
        {(person) => (
          <Suspense>
            <VerifySheet person={person()} onClose={() => setVerifying(undefined)} />
          </Suspense>
        )}
      </Show>
    </>
  );
};
