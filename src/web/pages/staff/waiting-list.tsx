import { CircleX, CloudUpload, Trash2, WifiOff } from 'lucide-react';
import { useLanguage, useWords } from '../../app/language';
import type { Draft } from '../../data/drafts';
import { dropWaiting } from '../../outbox/waiting';
import { AskingButton } from '../../ui/asking-button';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/page';
import { waitingWords } from '../../words/send';
import './waiting-list.css';
import { useOnline } from './use-online';
import type { ShownWaiting } from './use-waiting';

/** What was sent and has not arrived, each with the step it is at and what can be done. Nothing where nothing waits. */
export function WaitingList({ waiting, onEdit }: { waiting: ShownWaiting[]; onEdit?: (draft: Draft) => void }) {
  const words = useWords(waitingWords);
  if (waiting.length === 0) return null;
  return (
    <Card title={words.title}>
      <ul className="waiting-list">
        {waiting.map((one) => (
          <Line key={one.id} one={one} onEdit={onEdit} />
        ))}
      </ul>
    </Card>
  );
}

function Line({ one, onEdit }: { one: ShownWaiting; onEdit?: (draft: Draft) => void }) {
  const words = useWords(waitingWords);
  const { language } = useLanguage();
  const online = useOnline() && !one.away;
  const { id, draft, step, part, bulletinId, problem } = one;
  const refused = step === 'refused';
  const Icon = refused ? CircleX : online ? CloudUpload : WifiOff;
  const said = (): string => {
    if (refused) return problem ? `${problem[language].title}. ${problem[language].detail}` : words.refused;
    if (step === 'checking') return words.checking;
    if (!online) return words.offline;
    if (step === 'sign-in') return words.signIn;
    return step === 'uploading' ? words.uploading(Math.round(part * 100)) : words.waiting;
  };
  return (
    <li className={`waiting tone-${refused ? 'bad' : online ? 'info' : 'warn'}`}>
      <Icon aria-hidden />
      <div className="grow">
        <strong>{draft.title.trim() || words.untitled}</strong>
        <p className="small" role="status">
          {said()}
        </p>
        {step === 'uploading' && online && <progress value={part} max={1} aria-label={draft.title} />}
        <div className="row">
          {bulletinId !== null && (
            <LinkButton small to={`/bulletins/${bulletinId}`}>
              {words.look}
            </LinkButton>
          )}
          {refused && onEdit && (
            <Button small onClick={() => void dropWaiting(id).then(() => onEdit(draft))}>
              {words.edit}
            </Button>
          )}
          {bulletinId === null && step !== 'uploading' && (
            <AskingButton
              small
              label={words.drop}
              icon={Trash2}
              look="quiet"
              title={words.dropTitle}
              answer={{ look: 'danger' }}
              act={() => dropWaiting(id)}
            >
              <p>{words.dropWhat}</p>
            </AskingButton>
          )}
        </div>
      </div>
    </li>
  );
}
