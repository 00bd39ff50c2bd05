import { CalendarClock, Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { addDays } from '../../../domain/time/local-date';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { useWords } from '../../app/language';
import { newId, stationNow } from '../../clock';
import { type Draft, readDraft } from '../../data/drafts';
import { useRoots, useUser } from '../../data/session';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { Card, Page } from '../../ui/page';
import { Loading, Note, ProblemNote } from '../../ui/states';
import { defaultZone } from '../../ui/time';
import { sendWords } from '../../words/send';
import { Audience } from './audience';
import { PreviewNote } from './preview-note';
import { Recorder } from './recorder';
import './send.css';
import { TopicField } from './topic-field';
import { useSending } from './use-sending';

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
    sending: false,
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
      {draft ? <Form draft={draft} restored={restored} onChange={setDraft} /> : <Loading />}
    </Page>
  );
}

function Form({ draft, restored, onChange }: { draft: Draft; restored: boolean; onChange: (draft: Draft) => void }) {
  const words = useWords(sendWords);
  const navigate = useNavigate();
  const sending = useSending(draft, (bulletinId) => void navigate(`/bulletins/${bulletinId}?send=1`));
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part });
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
        if (lacking.length === 0) set({ sending: true });
      }}
    >
      {restored && !draft.sending && <Note>{words.restored}</Note>}
      <Card title={words.recording}>
        <Recorder value={draft.recording} onChange={(recording) => set({ recording, id: newId(), sending: false })} />
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
      {sending.error !== null && <ProblemNote error={sending.error} />}
      {draft.sending && sending.waiting && <Note tone="warn">{words.waiting}</Note>}
      <div className="send-foot">
        {lacking.length > 0 && <p className="small quiet">{words.lacks(lacking.join(', '))}</p>}
        <Button
          type="submit"
          look="primary"
          wide
          icon={Send}
          busy={draft.sending && sending.error === null}
          disabled={lacking.length > 0}
        >
          {draft.sending && sending.error === null ? words.sending(Math.round(sending.part * 100)) : words.submit}
        </Button>
      </div>
    </form>
  );
}
