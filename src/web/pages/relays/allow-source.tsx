import { CircleCheck, FileAudio } from 'lucide-react';
import { useState } from 'react';
import { relayRoutes } from '../../../contracts/http/relays';
import { useLanguage, useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { FileField } from '../../ui/file-field';
import { Note, ProblemNote } from '../../ui/states';
import { lengthText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { relaysWords } from '../../words/relays';
import type { Place } from '../operator/use-place';
import '../staff/send.css';
import { TopicField } from '../staff/topic-field';
import { gainOf } from './gain';

/** A source for the list, with the recording that is heard when it is not; the recording is prepared while the rest is written. */
export function AllowSource({ place, onClose }: { place: Place; onClose: () => void }) {
  const words = useWords(relaysWords);
  const { tell } = useToasts();
  const [name, setName] = useState('');
  const [topicCode, setTopicCode] = useState('');
  const [url, setUrl] = useState('');
  const [gain, setGain] = useState('');
  const [fallbackMediaId, setFallback] = useState<string | null>(null);
  const allow = useChange(relayRoutes.allowRelay);
  const gainDb = gainOf(gain);
  const said = name.trim() !== '' && url.trim() !== '' && topicCode !== '';
  const whole = said && fallbackMediaId !== null && (gain.trim() === '' || gainDb !== null);
  const send = (): void => {
    if (fallbackMediaId === null) return;
    const body = { name: name.trim(), topicCode, url: url.trim(), fallbackMediaId };
    allow.mutate(
      { params: { code: place.code }, body: { ...body, ...(gainDb === null ? {} : { gainDb }) } },
      {
        onSuccess: () => {
          tell(words.allowed(body.name));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={words.allow}
      open
      onClose={onClose}
      footer={
        <Button look="primary" busy={allow.isPending} disabled={!whole} onClick={send}>
          {words.allow}
        </Button>
      }
    >
      <p>{words.allowWhat}</p>
      <TextField
        label={words.name}
        hint={words.nameHint}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={words.url}
        hint={words.urlHint}
        inputMode="url"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <TopicField value={topicCode} onChange={setTopicCode} />
      <Fallback code={place.code} onReady={setFallback} />
      <GainField value={gain} onChange={setGain} />
      {allow.isError && <ProblemNote error={allow.error} />}
    </Dialog>
  );
}

export function GainField({ value, onChange }: { value: string; onChange: (gain: string) => void }) {
  const words = useWords(relaysWords);
  return (
    <TextField
      label={words.gain}
      hint={words.gainHint}
      optional={words.optional}
      inputMode="text"
      maxLength={6}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const askMs = 1_000;

function Fallback({ code, onReady }: { code: string; onReady: (mediaId: string | null) => void }) {
  const words = useWords(relaysWords);
  const { language } = useLanguage();
  const upload = useChange(relayRoutes.sendRecording);
  const id = upload.data?.id ?? '';
  const [settled, setSettled] = useState(false);
  const media = useRoute(
    relayRoutes.getRecording,
    { params: { code, id } },
    { enabled: id !== '', pollMs: settled ? undefined : askMs },
  );
  const { state = 'processing', durationMs = null, reason = null } = media.data ?? {};
  const usable = state === 'ready' || state === 'soft';
  if (id !== '' && state !== 'processing' && !settled) {
    setSettled(true);
    onReady(usable ? id : null);
  }
  const take = (file: File): void => {
    setSettled(false);
    onReady(null);
    upload.mutate({ params: { code }, file: { content: file, name: file.name } });
  };
  const waits = upload.isPending || (id !== '' && state === 'processing');
  return (
    <div className="stack-tight">
      <FileField
        label={words.fallback}
        hint={words.fallbackHint}
        choose={words.chooseFile}
        icon={FileAudio}
        accept="audio/*,video/*"
        onFile={take}
      />
      {waits && (
        <p className="quiet" role="status">
          {words.preparing}
        </p>
      )}
      {usable && (
        <Note tone="good" icon={CircleCheck}>
          {words.prepared(lengthText(durationMs ?? 0))}
        </Note>
      )}
      {state === 'refused' && (
        <Note tone="bad">
          <strong>{words.unusable}</strong>
          <p>{reason?.[language]}</p>
        </Note>
      )}
      {upload.isError && <ProblemNote error={upload.error} />}
      {media.isError && <ProblemNote error={media.error} />}
    </div>
  );
}
