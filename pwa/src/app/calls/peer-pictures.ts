/** What of the other side fills the screen: what she shows comes before her face, and nothing does where she says that nothing comes. */
import type { CallRow } from '@sanad/model/engine/api';
import type { Streams } from './call-media.ts';

export const peerCamera = ({ peerSends }: Pick<CallRow, 'peerSends'>, remote: Streams): MediaStream | undefined =>
  peerSends.camera && !peerSends.isPaused ? remote.camera : undefined;
export const peerScreen = ({ peerSends }: Pick<CallRow, 'peerSends'>, remote: Streams): MediaStream | undefined =>
  peerSends.screen ? remote.screen : undefined;
export const peerPictures = (row: Pick<CallRow, 'peerSends'>, remote: Streams): MediaStream | undefined =>
  peerScreen(row, remote) ?? peerCamera(row, remote);
