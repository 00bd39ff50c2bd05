import type { BulletinView, VersionView } from '../../../contracts/http/bulletins';
import { useWords } from '../../app/language';
import { Card } from '../../ui/page';
import { lengthText } from '../../ui/time';
import { changesWords } from '../../words/approvals';

/** Of a bulletin sent again: why it came back, and what its recording is now. Nothing for one that is new. */
export function SinceLastTime({ bulletin, version }: { bulletin: BulletinView; version: VersionView }) {
  const words = useWords(changesWords);
  const earlier = bulletin.versions
    .filter(
      ({ id, language, revision }) => id !== version.id && language === version.language && revision < version.revision,
    )
    .sort((a, b) => b.revision - a.revision);
  const [former] = earlier;
  if (former === undefined) return null;
  const reason = former.state === 'returned' || former.state === 'refused' ? former.reason : null;
  const [was, is] = [former.media?.durationMs ?? null, version.media?.durationMs ?? null];
  return (
    <Card title={words.title} tone="info">
      <p>{words.time(earlier.length + 1)}</p>
      {reason && (
        <p>
          {former.state === 'refused' ? words.lost : words.returned}: “{reason}”
        </p>
      )}
      <p>
        {former.media?.id === version.media?.id ? words.sameRecording : words.newRecording}
        {was !== null && is !== null && was !== is && `. ${words.length(lengthText(was), lengthText(is))}`}
      </p>
    </Card>
  );
}
