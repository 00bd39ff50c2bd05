import { useState } from 'react';
import { approvalsRoutes } from '../../../contracts/http/approvals';
import { useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Choice, TextField } from '../../ui/field';
import { ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { approvalsWords } from '../../words/approvals';
import type { Place } from '../operator/use-place';
import '../staff/send.css';
import { TopicField } from '../staff/topic-field';
import { DatesAndReason, instantsOf, isWhole, termOf } from './dates-and-reason';

const usualDays = 90;

/** Approves in advance the relays of a source, or a repeating programme, of one topic. */
export function ApproveAhead({ place, onClose }: { place: Place; onClose: () => void }) {
  const words = useWords(approvalsWords);
  const { tell } = useToasts();
  const [kind, setKind] = useState<'relay' | 'programme'>('programme');
  const [key, setKey] = useState('');
  const [topicCode, setTopicCode] = useState('');
  const [term, setTerm] = useState(termOf(place.today, usualDays));
  const grant = useChange(approvalsRoutes.grantStanding);
  const send = (): void =>
    grant.mutate(
      { params: { code: place.code }, body: { kind, key: key.trim(), topicCode, ...instantsOf(term, place.zone) } },
      {
        onSuccess: () => {
          tell(words.granted);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={words.approveAhead}
      open
      onClose={onClose}
      footer={
        <Button
          look="primary"
          busy={grant.isPending}
          disabled={key.trim() === '' || topicCode === '' || !isWhole(term, place.today)}
          onClick={send}
        >
          {words.save}
        </Button>
      }
    >
      <p>{words.aheadWhat}</p>
      <Choice
        label={words.kind}
        value={kind}
        options={[
          { value: 'programme', label: words.programme },
          { value: 'relay', label: words.relay },
        ]}
        onChange={setKind}
      />
      <TextField
        label={kind === 'relay' ? words.source : words.programmeTitle}
        maxLength={200}
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <TopicField value={topicCode} onChange={setTopicCode} />
      <DatesAndReason term={term} today={place.today} onChange={setTerm} />
      {grant.isError && <ProblemNote error={grant.error} />}
    </Dialog>
  );
}
