import { FileDown, MessageSquareWarning, Plus } from 'lucide-react';
import { useState } from 'react';
import { complaintsRoutes, type ComplaintView } from '../../../contracts/http/complaints';
import { useWords } from '../../app/language';
import { fileUrl } from '../../data/download';
import { useMay } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Choice } from '../../ui/field';
import { Link } from '../../ui/link';
import { Badge, Page } from '../../ui/page';
import { Paging } from '../../ui/paging';
import { Answer, Empty } from '../../ui/states';
import { clockText, Moment } from '../../ui/time';
import { complaintsWords } from '../../words/complaints';
import '../operator/lists.css';
import { PlaceBar } from '../operator/place-bar';
import { usePlace } from '../operator/use-place';
import './complaints.css';
import { NewComplaint } from './new-complaint';

const states = ['open', 'answered'] as const;

/** The register of complaints, newest first. */
export default function ComplaintsPage() {
  const words = useWords(complaintsWords);
  const place = usePlace('complaint.read');
  const mayRecord = useMay('complaint.record');
  const [recording, setRecording] = useState(false);
  const { code, param, set } = place;
  const state = states.find((one) => one === param('state'));
  const filter = { area: code, ...(state ? { state } : {}) };
  const before = param('after');
  const query = { ...filter, ...(before ? { before } : {}) };
  const answer = useRoute(complaintsRoutes.list, { query }, { keepFormer: true });
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <>
          <a className="button button-secondary" href={fileUrl(complaintsRoutes.csv, { query: filter })} download>
            <FileDown aria-hidden />
            <span>{words.file}</span>
          </a>
          {mayRecord && (
            <Button look="primary" icon={Plus} onClick={() => setRecording(true)}>
              {words.record}
            </Button>
          )}
        </>
      }
    >
      <PlaceBar place={place} />
      <Choice
        label={words.state}
        value={state ?? ''}
        options={[{ value: '', label: words.all }, ...states.map((value) => ({ value, label: words[value] }))]}
        onChange={(value) => set({ state: value })}
      />
      <Answer of={answer} lines={4}>
        {({ complaints, next }) => (
          <>
            {complaints.length === 0 && (
              <Empty icon={MessageSquareWarning} title={words.none}>
                <p>{words.noneWhat}</p>
              </Empty>
            )}
            <ul className="list">
              {complaints.map((complaint) => (
                <li key={complaint.id}>
                  <ComplaintLine complaint={complaint} />
                </li>
              ))}
            </ul>
            <Paging newestFirst at={before} next={next} go={(after) => set({ after })} />
          </>
        )}
      </Answer>
      {recording && <NewComplaint onClose={() => setRecording(false)} />}
    </Page>
  );
}

function ComplaintLine({ complaint }: { complaint: ComplaintView }) {
  const words = useWords(complaintsWords);
  const { id, state, said, place, areaName, claimedFrom, claimedTo, outcome } = complaint;
  return (
    <Link to={`/complaints/${id}`} className="list-line complaint-line">
      <span className="list-what">
        <strong className="complaint-said">{said}</strong>
        <span className="quiet small">
          {areaName}, {place} · <Moment at={claimedFrom} />–{clockText(claimedTo)}
        </span>
      </span>
      <Badge tone={state === 'open' ? 'warn' : 'good'}>{outcome ? words[outcome] : words[state]}</Badge>
    </Link>
  );
}
