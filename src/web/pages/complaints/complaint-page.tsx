import { RefreshCw } from 'lucide-react';
import { useParams } from 'react-router';
import { type ComplaintFileView, complaintsRoutes } from '../../../contracts/http/complaints';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button, LinkButton } from '../../ui/button';
import { Badge, Card, Page } from '../../ui/page';
import { Answer } from '../../ui/states';
import { clockText, defaultZone, Moment } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { complaintsWords, verdictTones } from '../../words/complaints';
import { ComplaintAnswer } from './complaint-answer';
import './complaints.css';
import { Evidence } from './evidence';

/** One complaint: what was said, what was frozen with it, and the answer. */
export default function ComplaintPage() {
  const { id = '' } = useParams();
  const words = useWords(complaintsWords);
  const answer = useRoute(complaintsRoutes.get, { params: { id } });
  const complaint = answer.data?.complaint;
  return (
    <Page
      title={complaint ? `${complaint.areaName}, ${complaint.place}` : words.title}
      lead={
        complaint && (
          <>
            <Moment at={complaint.claimedFrom} />–{clockText(complaint.claimedTo)}
          </>
        )
      }
      back="/complaints"
    >
      <Answer of={answer}>{(file) => <File file={file} />}</Answer>
    </Page>
  );
}

function File({ file: { complaint, evidence } }: { file: ComplaintFileView }) {
  const words = useWords(complaintsWords);
  const { tell, tellProblem } = useToasts();
  const look = useChange(complaintsRoutes.lookAgain);
  const again = (): void =>
    look.mutate({ params: { id: complaint.id } }, { onSuccess: () => tell(words.looked), onError: tellProblem });
  const { localDate, localTime } = wallClockAt(defaultZone, complaint.claimedFrom);
  const asked = new URLSearchParams({ area: complaint.areaCode, at: `${localDate}T${localTime}` });
  return (
    <>
      <Card
        title={words.said}
        aside={<Badge tone={complaint.state === 'open' ? 'warn' : 'good'}>{words[complaint.state]}</Badge>}
      >
        <p className="complaint-words">{complaint.said}</p>
        <dl className="complaint-facts">
          <dt>{words.complainant}</dt>
          <dd>{[complaint.complainant || words.unnamed, complaint.contact].filter(Boolean).join(', ')}</dd>
          <dt>{words.channel}</dt>
          <dd>
            {words[complaint.channel]} · <Moment at={complaint.receivedAt} inSentence /> ·{' '}
            {words.by(complaint.recordedBy)}
          </dd>
          <dt>{words.verdict}</dt>
          <dd>
            <Badge tone={verdictTones[complaint.verdict]}>{words[complaint.verdict]}</Badge>
          </dd>
        </dl>
        <div>
          <LinkButton to={`/explain?${asked}`}>{words.sounded}</LinkButton>
        </div>
      </Card>
      <ComplaintAnswer complaint={complaint} />
      <div className="row row-apart">
        <p className="quiet small grow">{words.lookAgainWhat}</p>
        <Button icon={RefreshCw} busy={look.isPending} onClick={again}>
          {words.lookAgain}
        </Button>
      </div>
      {evidence.map((one) => (
        <Evidence key={one.id} taken={one} />
      ))}
    </>
  );
}
