import type { BulletinView, VersionView } from '../../contracts/http/bulletins';
import { type Media, viewMedia } from '../media';
import type { Version } from './bulletin';
import type { BulletinWithMedia } from './bulletins.service';

/** A bulletin as the contract shows it; keys the contract does not know are dropped on the way out. */
export function viewBulletin({ bulletin, media }: BulletinWithMedia): BulletinView {
  return { ...bulletin, versions: bulletin.versions.map((version) => viewVersion(version, media)) };
}

function viewVersion(version: Version, media: Map<string, Media>): VersionView {
  const recording = version.mediaId === null ? undefined : media.get(version.mediaId);
  return { ...version, media: recording ? viewMedia(recording) : null };
}
