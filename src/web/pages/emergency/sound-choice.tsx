import { AudioLines, CircleCheck } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { type BulletinView, bulletinsRoutes } from '../../../contracts/http/bulletins';
import { mediaRoutes } from '../../../contracts/http/media';
import type { RequestOf } from '../../../contracts/http/route';
import type { ordersRoutes } from '../../../contracts/http/orders';
import { useLanguage, useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Choice, TextField } from '../../ui/field';
import { Answer, Loading, Note, ProblemNote } from '../../ui/states';
import { lengthText } from '../../ui/time';
import { emergencyWords } from '../../words/emergency';
import type { Recording } from '../staff/capture';
import { Recorder } from '../staff/recorder';
import '../staff/send.css';

export interface Sound {
  title: string;
  durationMs: number | null;
  /** As the service takes it. */
  choice: RequestOf<typeof ordersRoutes.emergency>['body']['sound'];
}

interface SoundProps {
  areaCode: string;
  /** An emergency may play what nobody has approved yet. */
  emergency: boolean;
  value: Sound | null;
  onChange: (sound: Sound | null) => void;
}

/** A bulletin there is, found by a few letters, or a recording made now. */
export function SoundChoice({ areaCode, emergency, value, onChange }: SoundProps) {
  const words = useWords(emergencyWords);
  const [from, setFrom] = useState<'library' | 'new'>('library');
  const choose = (next: 'library' | 'new'): void => {
    setFrom(next);
    onChange(null);
  };
  return (
    <div className="stack">
      <Choice
        label={words.sound}
        value={from}
        options={[
          { value: 'library', label: words.fromLibrary },
          { value: 'new', label: words.newRecording },
        ]}
        onChange={choose}
      />
      {from === 'new' ? (
        <NewRecording areaCode={areaCode} onChange={onChange} />
      ) : value ? (
        <ChosenSound sound={value} onChange={() => onChange(null)} />
      ) : (
        <FromLibrary areaCode={areaCode} emergency={emergency} onChange={onChange} />
      )}
    </div>
  );
}

export function ChosenSound({ sound, onChange }: { sound: Sound; onChange?: () => void }) {
  const words = useWords(emergencyWords);
  return (
    <div className="chosen">
      <AudioLines aria-hidden />
      <strong className="grow">{sound.title}</strong>
      {sound.durationMs !== null && <span className="numbers quiet">{lengthText(sound.durationMs)}</span>}
      {onChange && (
        <Button look="quiet" small onClick={onChange}>
          {words.change}
        </Button>
      )}
    </div>
  );
}

const urgency = { emergency: 0, priority: 1, normal: 2 };

function FromLibrary({ areaCode, emergency, onChange }: Omit<SoundProps, 'value'>) {
  const words = useWords(emergencyWords);
  const [search, setSearch] = useState('');
  const state = emergency ? (['approved', 'submitted', 'ready'] as const) : (['approved'] as const);
  const list = useRoute(
    bulletinsRoutes.list,
    { query: { areaCode, state: [...state], limit: 12, ...(search.trim() ? { search: search.trim() } : {}) } },
    { keepFormer: true },
  );
  const choose = ({ id: bulletinId, title, versions }: BulletinView): void => {
    const heard = versions.find((version) => version.media?.durationMs);
    onChange({ title, durationMs: heard?.media?.durationMs ?? null, choice: { kind: 'bulletin', bulletinId } });
  };
  return (
    <div className="stack-tight">
      <TextField
        label={words.findSound}
        hint={words.findHint}
        type="search"
        autoComplete="off"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Answer of={list} lines={2}>
        {({ bulletins }) => (
          <div className="hits">
            {[...bulletins]
              .sort((a, b) => urgency[a.priority] - urgency[b.priority])
              .map((bulletin) => (
                <button key={bulletin.id} type="button" className="hit" onClick={() => choose(bulletin)}>
                  {bulletin.title}
                </button>
              ))}
            {bulletins.length === 0 && <p className="quiet">{words.noSound}</p>}
          </div>
        )}
      </Answer>
    </div>
  );
}

/** Sent and prepared while its title is written, so that nothing waits once the order is given. */
function NewRecording({ areaCode, onChange }: Pick<SoundProps, 'areaCode' | 'onChange'>) {
  const words = useWords(emergencyWords);
  const { language } = useLanguage();
  const [recording, setRecording] = useState<Recording | null>(null);
  const [title, setTitle] = useState('');
  const upload = useChange(mediaRoutes.upload);
  const mediaId = upload.data?.id ?? '';
  const media = useRoute(
    mediaRoutes.get,
    { params: { id: mediaId } },
    { enabled: mediaId !== '', pollMs: recording ? 1_000 : undefined },
  );
  const state = media.data?.state;
  const take = (next: Recording | null): void => {
    setRecording(next);
    upload.reset();
    if (next) upload.mutate({ body: { areaCode, urgent: 'yes' }, file: next });
  };
  const ready = state === 'ready' || state === 'soft';
  const tellUp = useEffectEvent(() => {
    const choice = { kind: 'recording' as const, mediaId, title: title.trim() };
    onChange(ready && choice.title ? { title, durationMs: media.data?.durationMs ?? null, choice } : null);
  });
  useEffect(() => tellUp(), [ready, mediaId, title]);
  return (
    <div className="stack">
      <Recorder value={recording} onChange={take} />
      {recording && !ready && state !== 'refused' && !upload.error && (
        <>
          <Loading lines={0} />
          <p className="quiet">{words.preparing}</p>
        </>
      )}
      {upload.error && <ProblemNote error={upload.error} />}
      {state === 'refused' && (
        <Note tone="bad">
          <strong>{words.unusable}</strong>
          <p>{media.data?.reason?.[language]}</p>
        </Note>
      )}
      {ready && (
        <Note tone="good" icon={CircleCheck}>
          {words.prepared}
        </Note>
      )}
      <TextField
        label={words.soundTitle}
        hint={words.titleExample}
        value={title}
        maxLength={300}
        onChange={(event) => setTitle(event.target.value)}
      />
    </div>
  );
}
