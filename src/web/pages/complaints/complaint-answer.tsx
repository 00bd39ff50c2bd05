import { useState } from 'react';
import {
  complaintOutcomes,
  complaintsRoutes,
  type ComplaintOutcome,
  type ComplaintView,
} from '../../../contracts/http/complaints';
import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SelectField, TextArea } from '../../ui/field';
import { Badge, Card } from '../../ui/page';
import { ProblemNote } from '../../ui/states';
import { Moment } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { complaintsWords } from '../../words/complaints';

/** What came out and what was said to who complained; an answered one may be opened again. */
export function ComplaintAnswer({ complaint }: { complaint: ComplaintView }) {
  const words = useWords(complaintsWords);
  const may = useMay('complaint.answer');
  const [asking, setAsking] = useState(false);
  const answered = complaint.state === 'answered';
  if (!answered && !may) return null;
  return (
    <Card title={words.answer} aside={complaint.outcome && <Badge tone="good">{words[complaint.outcome]}</Badge>}>
      {complaint.answer !== null && <p className="complaint-words">{complaint.answer}</p>}
      {complaint.answeredAt !== null && (
        <p className="quiet small">
          {complaint.answeredBy} · <Moment at={complaint.answeredAt} />
        </p>
      )}
      {may && (
        <div>
          <Button look={answered ? 'secondary' : 'primary'} onClick={() => setAsking(true)}>
            {answered ? words.reopen : words.answer}
          </Button>
        </div>
      )}
      {asking && answered && <Reopen complaint={complaint} onClose={() => setAsking(false)} />}
      {asking && !answered && <AnswerDialog complaint={complaint} onClose={() => setAsking(false)} />}
    </Card>
  );
}

interface Props {
  complaint: ComplaintView;
  onClose: () => void;
}

function AnswerDialog({ complaint: { id, revision }, onClose }: Props) {
  const words = useWords(complaintsWords);
  const { tell } = useToasts();
  const [outcome, setOutcome] = useState<ComplaintOutcome>('not-ours');
  const [text, setText] = useState('');
  const answer = useChange(complaintsRoutes.answer);
  const send = (): void =>
    answer.mutate(
      { params: { id }, body: { revision, outcome, answer: text.trim() } },
      {
        onSuccess: () => {
          onClose();
          tell(words.answeredNow);
        },
      },
    );
  return (
    <Dialog
      title={words.answer}
      open
      onClose={onClose}
      footer={
        <Button look="primary" busy={answer.isPending} disabled={text.trim() === ''} onClick={send}>
          {words.answer}
        </Button>
      }
    >
      <SelectField
        label={words.outcome}
        value={outcome}
        onChange={(event) => setOutcome(event.target.value as ComplaintOutcome)}
      >
        {complaintOutcomes.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={words.answerText}
        rows={5}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {answer.isError && <ProblemNote error={answer.error} />}
    </Dialog>
  );
}

function Reopen({ complaint: { id, revision }, onClose }: Props) {
  const words = useWords(complaintsWords);
  const { tell } = useToasts();
  const [reason, setReason] = useState('');
  const reopen = useChange(complaintsRoutes.reopen);
  const send = (): void =>
    reopen.mutate(
      { params: { id }, body: { revision, reason: reason.trim() } },
      {
        onSuccess: () => {
          onClose();
          tell(words.reopened);
        },
      },
    );
  return (
    <Dialog
      title={words.reopen}
      open
      onClose={onClose}
      footer={
        <Button look="primary" busy={reopen.isPending} disabled={reason.trim() === ''} onClick={send}>
          {words.reopen}
        </Button>
      }
    >
      <TextArea
        label={words.reopenWhy}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {reopen.isError && <ProblemNote error={reopen.error} />}
    </Dialog>
  );
}
