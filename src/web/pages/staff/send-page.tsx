import { CalendarClock, Send } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { addDays } from '../../../domain/time/local-date';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { topicsRoutes } from '../../../contracts/http/topics';
import { useLanguage, useWords } from '../../app/language';
import { newId, stationNow } from '../../clock';
import { type Draft, keepDraft, readDraft } from '../../data/drafts';
import { keptName, readKept } from '../../data/kept';
import { useRoots, useUser } from '../../data/session';
import { queueDraft } from '../../outbox/waiting';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { Card, Page } from '../../ui/page';
import { Loading, Note } from '../../ui/states';
import { defaultZone, momentText } from '../../ui/time';
import { sendWords } from '../../words/send';
import { Audience } from './audience';
import { PreviewNote } from './preview-note';
import { Recorder } from './recorder';
import './send.css';
import { TopicField } from './topic-field';
import { useOnline } from './use-online';
import { useWaiting } from './use-waiting';
import { WaitingList } from './waiting-list';

const usualDays = 6;

function freshDraft(areaCode: string): Draft {
  const today = wallClockAt(defaultZone, stationNow()).localDate;
  return {
    id: newId(),
    areaCode,
    recording: null,
    title: '',
    topicCode: '',
    zones: [],
    until: addDays(today, usualDays),
    readings: 1,
    priority: 'normal',
  };
}

/** "Gửi bản tin": everything on one page, from the recording to the button; what is begun is kept by the browser. */
export default function SendPage() {
  const user = useUser();
  const [home = ''] = useRoots('bulletin.draft');
  const [draft, setDraft] = useState<Draft | null>(null);
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    let gone = false;
    void readDraft(user.id).then((kept) => {
      if (gone) return;
      setRestored(kept !== null);
      setDraft(kept ?? freshDraft(home));
    });
    return () => {
      gone = true;
    };
  }, [user.id, home]);
  const words = useWords(sendWords);
  return (
    <Page title={words.title} width="narrow">
      {draft ? (
        <Form draft={draft} restored={restored} onChange={(change) => setDraft((now) => now && change(now))} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

interface FormProps {
  draft: Draft;
  restored: boolean;
  /** A recording comes when its length is known: it is put to what was written meanwhile. */
  onChange: (change: (now: Draft) => Draft) => void;
}

function Form({ draft, restored, onChange }: FormProps) {
  const words = useWords(sendWords);
  const user = useUser();
  const navigate = useNavigate();
  const [notKept, setNotKept] = useState(false);
  const set = (part: Partial<Draft>): void => onChange((now) => ({ ...now, ...part }));
  const untouched = !draft.recording && !draft.title && !draft.topicCode;
  // Handed over: what is still being rendered must not write it down as a draft again.
  const queued = useRef<string | null>(null);
  useEffect(() => {
    if (!untouched && queued.current !== draft.id) void keepDraft(user.id, draft);
  }, [draft, untouched, user.id]);
  const waiting = useWaiting(user.id, (bulletinId) => {
    if (untouched) void navigate(`/bulletins/${bulletinId}`);
  });
  const send = async (): Promise<void> => {
    queued.current = draft.id;
    try {
      await queueDraft(user.id, draft, stationNow());
      setNotKept(false);
      onChange(() => freshDraft(draft.areaCode));
      window.scrollTo(0, 0);
    } catch {
      queued.current = null;
      setNotKept(true);
    }
  };
  const lacking = [
    draft.recording ? '' : words.aRecording,
    draft.title.trim() ? '' : words.aTitle,
    draft.topicCode ? '' : words.aTopic,
  ].filter(Boolean);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (lacking.length === 0) void send();
      }}
    >
      <WaitingList
        waiting={waiting}
        onEdit={untouched ? (former) => onChange(() => ({ ...former, id: newId() })) : undefined}
      />
      {restored && !untouched && <Note>{words.restored}</Note>}
      <AsOf />
      <Card title={words.recording}>
        <Recorder value={draft.recording} onChange={(recording) => set({ recording, id: newId() })} />
      </Card>
      <Card title={words.about}>
        <TextField
          label={words.bulletinTitle}
          hint={words.bulletinTitleHint}
          maxLength={200}
          value={draft.title}
          onChange={(event) => set({ title: event.target.value })}
        />
        <TopicField value={draft.topicCode} onChange={(topicCode) => set({ topicCode })} />
      </Card>
      <Card title={words.whom}>
        <Audience draft={draft} onChange={set} />
      </Card>
      <Card
        title={
          <span className="row">
            <CalendarClock aria-hidden /> {words.preview}
          </span>
        }
      >
        <PreviewNote draft={draft} />
      </Card>
      {notKept && <Note tone="bad">{words.notKept}</Note>}
      <div className="send-foot">
        {lacking.length > 0 && <p className="small quiet">{words.lacks(lacking.join(', '))}</p>}
        <Button type="submit" look="primary" wide icon={Send} disabled={lacking.length > 0}>
          {words.submit}
        </Button>
      </div>
    </form>
  );
}

/** Without network, from when the lists of the form are. */
function AsOf() {
  const words = useWords(sendWords);
  const { language } = useLanguage();
  const online = useOnline();
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    if (!online) void readKept(keptName(topicsRoutes.list, { query: {} })).then((kept) => setAt(kept?.at ?? null));
  }, [online]);
  if (online || at === null) return null;
  return <Note>{words.asOf(momentText(at, language))}</Note>;
}
