import { Check, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { bulletinsRoutes, type BulletinView, type VersionView } from '../../../contracts/http/bulletins';
import { queueRoutes } from '../../../contracts/http/queue';
import { useLanguage, useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { Card, Page } from '../../ui/page';
import { Answer, Loading, Note } from '../../ui/states';
import { Moment } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { approveWords } from '../../words/bulletins';
import { BulletinFacts } from '../staff/bulletin-facts';
import '../staff/bulletins.css';
import './approve.css';
import { SinceLastTime } from './since-last-time';

const Waveform = lazy(() => import('./waveform'));

/** Listen, look at the request, then approve or return: two taps. */
export default function ApprovePage() {
  const { id = '', versionId = '' } = useParams();
  const words = useWords(approveWords);
  const answer = useRoute(bulletinsRoutes.get, { params: { id } }, { refetchMs: 20_000 });
  const version = answer.data?.versions.find((one) => one.id === versionId);
  return (
    <Page
      title={answer.data?.title ?? words.title}
      back="/inbox"
      width="narrow"
      lead={version?.submittedAt && <Moment at={version.submittedAt} />}
    >
      <Answer of={answer}>
        {(bulletin) => (version ? <Decide bulletin={bulletin} version={version} /> : <Note>{words.done}</Note>)}
      </Answer>
    </Page>
  );
}

function Decide({ bulletin, version }: { bulletin: BulletinView; version: VersionView }) {
  const words = useWords(approveWords);
  const { language } = useLanguage();
  const { tell, tellProblem } = useToasts();
  const navigate = useNavigate();
  const refresh = { refresh: ['bulletins', 'schedule', 'queue'] };
  const approve = useChange(bulletinsRoutes.approve, refresh);
  const back = useChange(bulletinsRoutes.return, refresh);
  const [returning, setReturning] = useState(false);
  const [reason, setReason] = useState('');
  const params = { id: bulletin.id, versionId: version.id };
  const done = (text: string) => ({
    onSuccess: () => {
      tell(text);
      void navigate('/inbox');
    },
    onError: tellProblem,
  });
  const media = version.media;
  return (
    <>
      {media && (
        <Card>
          <Suspense fallback={<Loading lines={1} />}>
            <Waveform mediaId={media.id} />
          </Suspense>
          {media.warnings.map((warning) => (
            <Note key={warning.code} tone="warn">
              {warning[language]}
            </Note>
          ))}
        </Card>
      )}
      <SinceLastTime bulletin={bulletin} version={version} />
      <Deadline bulletin={bulletin} durationMs={media?.durationMs ?? null} />
      <BulletinFacts bulletin={bulletin} />
      {version.state === 'submitted' ? (
        <div className="decide">
          <Button icon={Undo2} onClick={() => setReturning(true)}>
            {words.return}
          </Button>
          <Button
            look="primary"
            icon={Check}
            busy={approve.isPending}
            onClick={() =>
              approve.mutate({ params, body: { editNumber: bulletin.editNumber } }, done(words.approvedNow))
            }
          >
            {words.approve}
          </Button>
        </div>
      ) : (
        <Note>{words.done}</Note>
      )}
      <Dialog
        title={words.return}
        open={returning}
        onClose={() => setReturning(false)}
        footer={
          <Button
            look="primary"
            icon={Undo2}
            busy={back.isPending}
            disabled={reason.trim().length < 3}
            onClick={() =>
              back.mutate({ params, body: { editNumber: bulletin.editNumber, reason } }, done(words.returnedNow))
            }
          >
            {words.return}
          </Button>
        }
      >
        <TextArea label={words.returnWhat} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Dialog>
    </>
  );
}

/** The session it would make, and until when it must be approved. */
function Deadline({ bulletin, durationMs }: { bulletin: BulletinView; durationMs: number | null }) {
  const { language } = useLanguage();
  const request = bulletin.request;
  const { data } = useRoute(
    queueRoutes.preview,
    {
      params: { code: bulletin.areaCode },
      body: {
        bulletinId: bulletin.id,
        areaCodes: bulletin.areaCodes,
        priority: bulletin.priority,
        request: request!,
        durationMs: durationMs ?? 1,
      },
    },
    { enabled: request !== null && durationMs !== null },
  );
  if (!data) return null;
  return (
    <Note>
      {data.areas.map((area) => (
        <p key={area.areaCode}>{area.text[language]}</p>
      ))}
    </Note>
  );
}
