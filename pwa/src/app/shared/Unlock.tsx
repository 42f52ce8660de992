/** A colleague who has a profile here opens it (SHARED-1): the lock's own screen, under her name and photo. */
import { createResource, lazy } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { listProfiles } from '../../platform/profiles.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useEngine } from '../engine-client.ts';
import { createPhotoUrl } from './photo-url.ts';
import './shared.css';
import { useWardComputer } from './ward-computer.ts';

const LockScreen = lazy(async () => ({ default: (await import('../../features/lock/LockScreen.tsx')).LockScreen }));

export const Unlock = () => {
  const { t } = useI18n();
  const { opened } = useEngine();
  const ward = useWardComputer();
  const [people] = createResource(listProfiles);
  const person = () => people()?.find(({ profile }) => profile === opened().profile);
  const photo = createPhotoUrl(() => person()?.photo);
  return (
    <LockScreen
      owner={
        <div class="unlock-head">
          <Avatar id={person()?.user ?? ''} name={person()?.name ?? ''} photoUrl={photo()} size={72} />
          <h1 dir="auto">{person()?.name ?? t('lock.title')}</h1>
        </div>
      }
      other={{ label: t('shared.change'), onChoose: () => ward.back() }}
    />
  );
};
