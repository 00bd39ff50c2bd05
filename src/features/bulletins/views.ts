import type { BulletinView, VersionView } from '../../contracts/http/bulletins';
import type { VersionState } from '../../domain/bulletins/version-states';
import { languageStates } from '../../domain/text/languages';
import { type Media, viewMedia } from '../media';
import type { Version } from './bulletin';
import type { BulletinWithMedia } from './bulletins.service';

/** Of these nothing more comes; another version would have to be made. */
const over: ReadonlySet<VersionState> = new Set(['refused', 'recalled', 'expired']);

/**
 * A bulletin as the contract shows it; keys the contract does not know are dropped on the way out.
 * @param languagesIn the languages stated in areas, each with the number of communes that state it
 */
export function viewBulletin(
  { bulletin, media }: BulletinWithMedia,
  languagesIn: (areaCodes: readonly string[]) => ReadonlyMap<string, number>,
): BulletinView {
  const standing = bulletin.versions.flatMap(({ language, state, supersededBy }) =>
    supersededBy !== null || over.has(state)
      ? []
      : [{ language, state: state === 'approved' ? ('approved' as const) : ('in-work' as const) }],
  );
  return {
    ...bulletin,
    versions: bulletin.versions.map((version) => viewVersion(version, media)),
    languages: languageStates(languagesIn(bulletin.areaCodes), standing),
  };
}

function viewVersion(version: Version, media: Map<string, Media>): VersionView {
  const recording = version.mediaId === null ? undefined : media.get(version.mediaId);
  return { ...version, media: recording ? viewMedia(recording) : null };
}
