import { useLanguage, useWords } from '../../app/language';
import { Button } from '../../ui/button';
import { Card } from '../../ui/page';
import { buildWords, changeText } from '../../words/build';

interface Change {
  airingKey: string;
  change: string;
  title: string;
}

/** What RUNDOWN_CHANGED says of both sides. */
export interface Difference {
  theirs: Change[];
  mine: Change[];
}

/** Somebody else was faster: both differences side by side, and a choice. */
export function RundownConflict({
  difference: { theirs, mine },
  onKeepTheirs,
  onReapply,
}: {
  difference: Difference;
  onKeepTheirs: () => void;
  onReapply: () => void;
}) {
  const words = useWords(buildWords);
  return (
    <Card title={words.changedTitle} tone="warn">
      <p role="alert">{words.changedWhat}</p>
      <div className="difference">
        <Side title={words.theirs} changes={theirs} />
        <Side title={words.mine} changes={mine} />
      </div>
      <div className="row">
        <Button onClick={onKeepTheirs}>{words.keepTheirs}</Button>
        <Button look="primary" onClick={onReapply}>
          {words.reapply}
        </Button>
      </div>
    </Card>
  );
}

function Side({ title, changes }: { title: string; changes: Change[] }) {
  const { language } = useLanguage();
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {changes.map(({ airingKey, change, title: item }) => (
          <li key={airingKey}>
            {changeText(change, language)}: {item}
          </li>
        ))}
      </ul>
    </div>
  );
}
