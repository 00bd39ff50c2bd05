import { useState } from 'react';
import { queueRoutes } from '../../../contracts/http/queue';
import { useLanguage, useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { ExplainLink } from '../../ui/explain-link';
import { useToasts } from '../../ui/toast';
import { buildWords } from '../../words/build';
import { outcomeText, reasonText } from '../../words/operator';
import { ReasonDialog } from './reason-dialog';
import type { Rundown } from './rundown-draft';

/** What did not get into a session and why; where priority items compete, the operator says which comes first (S2). */
export function LeftOutList({ rundown, changeable, zone }: { rundown: Rundown; changeable: boolean; zone: string }) {
  const words = useWords(buildWords);
  const { language } = useLanguage();
  const { tell } = useToasts();
  const [asking, setAsking] = useState<{ bookingId: string; title: string } | null>(null);
  const decide = useChange(queueRoutes.decideCollision, { refresh: ['queue', 'schedule'] });
  const competing = new Set(rundown.notes.flatMap(({ code, ids }) => (code === 'priority-needs-decision' ? ids : [])));
  const items = [...new Map(rundown.leftOut.map((one) => [`${one.bookingId} ${one.reason}`, one])).values()];
  if (items.length === 0) return null;
  return (
    <div className="stack-tight">
      <h3>{words.leftOut}</h3>
      <ul className="left-out">
        {items.map((one) => (
          <li key={`${one.bookingId} ${one.reason}`} className="row row-apart">
            <span className="grow">
              <strong>{one.title}</strong>
              <span className="quiet small">
                {' '}
                {reasonText(one.reason, language)}; {outcomeText(one.outcome, language)}
              </span>
            </span>
            <ExplainLink
              {...{ areaCode: rundown.areaCode, at: rundown.startAt, bulletinId: one.ref, title: one.title, zone }}
            />
            {changeable && competing.has(one.bookingId) && (
              <Button small aria-label={words.airFirstNamed(one.title)} onClick={() => setAsking(one)}>
                {words.airFirst}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asking && (
        <ReasonDialog
          title={words.airFirstNamed(asking.title)}
          confirm={words.airFirst}
          busy={decide.isPending}
          error={decide.error}
          onClose={() => setAsking(null)}
          onSend={(reason) =>
            decide.mutate(
              { params: { id: rundown.id }, body: { bookingIds: [asking.bookingId], reason } },
              {
                onSuccess: () => {
                  setAsking(null);
                  tell(words.saved);
                },
              },
            )
          }
        />
      )}
    </div>
  );
}
