import { useWords } from '../app/language';
import { pagingWords } from '../words/paging';
import { Button } from './button';

/** The foot of a list that comes in pages; `at` is what the page was asked with, '' on the first. Nothing where one page is all. */
export function Paging({
  at,
  next,
  newestFirst = false,
  small,
  go,
}: {
  at: string;
  next: string | null;
  newestFirst?: boolean;
  small?: boolean;
  go: (at: string) => void;
}) {
  const words = useWords(pagingWords);
  if (at === '' && next === null) return null;
  return (
    <div className="row">
      {at !== '' && (
        <Button small={small} onClick={() => go('')}>
          {newestFirst ? words.newest : words.first}
        </Button>
      )}
      {next !== null && (
        <Button small={small} onClick={() => go(next)}>
          {newestFirst ? words.older : words.next}
        </Button>
      )}
    </div>
  );
}
