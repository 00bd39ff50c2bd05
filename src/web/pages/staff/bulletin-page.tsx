import { Send, Share2, Trash2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { bulletinsRoutes, type BulletinView, type VersionView } from '../../../contracts/http/bulletins';
import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { AskingButton } from '../../ui/asking-button';
import { Button } from '../../ui/button';
import { TextArea } from '../../ui/field';
import { Card, Page } from '../../ui/page';
import { Answer, Loading } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { bulletinWords } from '../../words/bulletins';
import './bulletins.css';
import { BulletinFacts } from './bulletin-facts';
import { currentVersion, StateBadge } from './bulletin-state';
import '../approver/approve.css';
import { BulletinWay } from './bulletin-way';
import { WhereUsed } from './where-used';

const Waveform = lazy(() => import('../approver/waveform'));

const soonMs = 1_500;
const laterMs = 20_000;

/** One bulletin: what became of it, and what can be done. `?send=1`: submitted by itself as soon as its sound is checked. */
export default function BulletinPage() {
  const { id = '' } = useParams();
  const words = useWords(bulletinWords);
  const [busy, setBusy] = useState(true);
  const answer = useRoute(bulletinsRoutes.get, { params: { id } }, { refetchMs: busy ? soonMs : laterMs });
  const state = answer.data && currentVersion(answer.data)?.state;
  useEffect(() => setBusy(state === 'processing' || state === 'draft'), [state]);
  return (
    <Page
      title={answer.data?.title ?? words.title}
      back="/bulletins"
      width="narrow"
      lead={state && <StateBadge state={state} />}
    >
      <Answer of={answer}>{(bulletin) => <Bulletin bulletin={bulletin} />}</Answer>
    </Page>
  );
}

function Bulletin({ bulletin }: { bulletin: BulletinView }) {
  const words = useWords(bulletinWords);
  const version = currentVersion(bulletin);
  if (!version) return <BulletinFacts bulletin={bulletin} />;
  return (
    <>
      <Submit bulletin={bulletin} version={version} />
      <BulletinWay bulletin={bulletin} version={version} />
      {version.media?.masterSha256 && (
        <Card title={words.listen}>
          <Suspense fallback={<Loading lines={1} />}>
            <Waveform mediaId={version.media.id} />
          </Suspense>
        </Card>
      )}
      <BulletinFacts bulletin={bulletin} />
      <WhereUsed bulletin={bulletin} />
      <div className="row">
        <Share title={bulletin.title} />
        {version.state === 'approved' && <Recall bulletin={bulletin} />}
      </div>
    </>
  );
}

function Submit({ bulletin, version }: { bulletin: BulletinView; version: VersionView }) {
  const words = useWords(bulletinWords);
  const { tell, tellProblem } = useToasts();
  const may = useMay('bulletin.submit');
  const submit = useChange(bulletinsRoutes.submit);
  const [place, setPlace] = useSearchParams();
  const byItself = place.get('send') === '1' && version.state === 'ready';
  const asked = useRef(false);
  const go = (): void =>
    submit.mutate(
      { params: { id: bulletin.id, versionId: version.id }, body: { editNumber: bulletin.editNumber } },
      {
        onSuccess: () => {
          tell(words.submittedNow);
          setPlace({}, { replace: true });
        },
        onError: tellProblem,
      },
    );
  useEffect(() => {
    if (!byItself || asked.current) return;
    asked.current = true;
    go();
  });
  if (version.state !== 'ready' || !may) return null;
  return (
    <Button look="primary" wide icon={Send} busy={submit.isPending} onClick={go}>
      {words.submit}
    </Button>
  );
}

/** The phone's own share sheet, or the clipboard. */
function Share({ title }: { title: string }) {
  const words = useWords(bulletinWords);
  const { tell } = useToasts();
  const share = async (): Promise<void> => {
    const url = location.href.split('?')[0] ?? '';
    if ('share' in navigator) return navigator.share({ title, url }).catch(() => undefined);
    await (navigator as Navigator).clipboard.writeText(url);
    tell(words.copied);
  };
  return (
    <Button icon={Share2} onClick={() => void share()}>
      {words.share}
    </Button>
  );
}

function Recall({ bulletin }: { bulletin: BulletinView }) {
  const words = useWords(bulletinWords);
  const may = useMay('bulletin.recall');
  const [reason, setReason] = useState('');
  const recall = useChange(bulletinsRoutes.recall, { refresh: ['bulletins', 'schedule'] });
  if (!may) return null;
  return (
    <AskingButton
      label={words.recall}
      icon={Trash2}
      title={words.recall}
      answer={{ look: 'danger', disabled: reason.trim().length < 3 }}
      act={() => recall.mutateAsync({ params: { id: bulletin.id }, body: { reason } })}
      said={words.recalledNow}
    >
      <p>{words.recallWhat}</p>
      <TextArea label={words.recallReason} value={reason} onChange={(event) => setReason(event.target.value)} />
    </AskingButton>
  );
}
