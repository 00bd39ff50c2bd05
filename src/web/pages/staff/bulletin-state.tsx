import type { BulletinView, VersionView } from '../../../contracts/http/bulletins';
import { useWords } from '../../app/language';
import { Badge, type Tone } from '../../ui/page';
import { bulletinWords } from '../../words/bulletins';

const tones: Record<VersionView['state'], Tone> = {
  draft: 'neutral',
  processing: 'info',
  ready: 'info',
  refused: 'bad',
  submitted: 'warn',
  approved: 'good',
  returned: 'bad',
  void: 'warn',
  recalled: 'neutral',
  expired: 'neutral',
};

/** The version that counts: the newest that nothing took the place of. */
export function currentVersion(bulletin: BulletinView): VersionView | undefined {
  return bulletin.versions.find((version) => version.supersededBy === null) ?? bulletin.versions[0];
}

export function StateBadge({ state }: { state: VersionView['state'] }) {
  const words = useWords(bulletinWords);
  return <Badge tone={tones[state]}>{words[state]}</Badge>;
}
