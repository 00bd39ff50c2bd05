import { Mic } from 'lucide-react';
import { useState } from 'react';
import type { DeviceView } from '../../../contracts/http/devices';
import { type LiveSpeechView, manualRoutes } from '../../../contracts/http/manual';
import { useLanguage, useWords } from '../../app/language';
import { stationNow } from '../../clock';
import { useMay } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { Badge, Card, type Tone } from '../../ui/page';
import { Answer, ProblemNote } from '../../ui/states';
import { clockText, momentText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { manualWords } from '../../words/manual';
import type { Place } from '../operator/use-place';
import '../staff/send.css';
import { TopicField } from '../staff/topic-field';
import { spanOf, TimeFields, timesOf } from './times';

const tones: Record<LiveSpeechView['state'], Tone> = { declared: 'info', confirmed: 'good', withdrawn: 'neutral' };
const quarterMs = 15 * 60_000;

/** Speech at the amplifier, declared before or after; the newest first. */
export function Speeches({ device, place }: { device: DeviceView; place: Place }) {
  const words = useWords(manualWords);
  const mayAttest = useMay('device.attest');
  const [declaring, setDeclaring] = useState(false);
  const answer = useRoute(manualRoutes.speeches, { params: { id: device.id } });
  return (
    <Card
      title={words.speeches}
      aside={
        mayAttest && (
          <Button icon={Mic} onClick={() => setDeclaring(true)}>
            {words.declare}
          </Button>
        )
      }
    >
      <p className="quiet small">{words.speechesWhat}</p>
      <Answer of={answer} lines={1}>
        {({ speeches }) =>
          speeches.length === 0 ? (
            <p className="quiet">{words.noSpeeches}</p>
          ) : (
            <ul className="items">
              {[...speeches].reverse().map((speech) => (
                <SpeechLine key={speech.id} {...{ speech, place, mayAttest }} />
              ))}
            </ul>
          )
        }
      </Answer>
      {declaring && <SpeechDialog device={device} place={place} onClose={() => setDeclaring(false)} />}
    </Card>
  );
}

function SpeechLine({ speech, place, mayAttest }: { speech: LiveSpeechView; place: Place; mayAttest: boolean }) {
  const words = useWords(manualWords);
  const { language } = useLanguage();
  const { tell, tellProblem } = useToasts();
  const [confirming, setConfirming] = useState(false);
  const withdraw = useChange(manualRoutes.withdraw);
  const { id: speechId, deviceId: id, startAt, endAt, state } = speech;
  return (
    <li>
      <span className="grow">
        <strong>{speech.title}</strong> <Badge tone={tones[state]}>{words[state]}</Badge>
        <br />
        <span className="quiet small">
          {momentText(startAt, language, place.zone)}–{clockText(endAt, place.zone)} · {speech.speaker}
        </span>
      </span>
      {mayAttest && state === 'declared' && (
        <span className="row">
          {startAt < stationNow() && (
            <Button small look="primary" onClick={() => setConfirming(true)}>
              {words.confirm}
            </Button>
          )}
          <Button
            small
            look="quiet"
            busy={withdraw.isPending}
            onClick={() =>
              withdraw.mutate(
                { params: { id, speechId } },
                { onSuccess: () => tell(words.withdrawnNow), onError: tellProblem },
              )
            }
          >
            {words.withdraw}
          </Button>
        </span>
      )}
      {confirming && <ConfirmSpeech speech={speech} zone={place.zone} onClose={() => setConfirming(false)} />}
    </li>
  );
}

function ConfirmSpeech({ speech, zone, onClose }: { speech: LiveSpeechView; zone: string; onClose: () => void }) {
  const words = useWords(manualWords);
  const { tell } = useToasts();
  const confirm = useChange(manualRoutes.confirm);
  const [times, setTimes] = useState(timesOf(zone, speech.startAt, Math.min(speech.endAt, stationNow())));
  const span = spanOf(zone, times);
  const send = (): void => {
    if (!span) return;
    confirm.mutate(
      { params: { id: speech.deviceId, speechId: speech.id }, body: span },
      {
        onSuccess: () => {
          tell(words.booked);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={speech.title}
      open
      onClose={onClose}
      footer={
        <Button look="primary" wide busy={confirm.isPending} disabled={!span} onClick={send}>
          {words.save}
        </Button>
      }
    >
      <p>{words.lateWhat}</p>
      <TimeFields zone={zone} times={times} onChange={setTimes} />
      {confirm.isError && <ProblemNote error={confirm.error} />}
    </Dialog>
  );
}

function SpeechDialog({ device, place, onClose }: { device: DeviceView; place: Place; onClose: () => void }) {
  const words = useWords(manualWords);
  const { tell } = useToasts();
  const declare = useChange(manualRoutes.declare);
  const [title, setTitle] = useState('');
  const [topicCode, setTopicCode] = useState('');
  const [speaker, setSpeaker] = useState('');
  const [times, setTimes] = useState(() => timesOf(place.zone, stationNow(), stationNow() + quarterMs));
  const span = spanOf(place.zone, times);
  const whole = span !== null && topicCode !== '' && title.trim() !== '' && speaker.trim() !== '';
  const send = (): void => {
    if (!span) return;
    declare.mutate(
      { params: { id: device.id }, body: { title, topicCode, speaker: speaker.trim(), ...span } },
      {
        onSuccess: ({ state }) => {
          tell(state === 'confirmed' ? words.booked : words.declaredNow);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={words.declare}
      open
      onClose={onClose}
      footer={
        <Button look="primary" wide busy={declare.isPending} disabled={!whole} onClick={send}>
          {words.declare}
        </Button>
      }
    >
      <TextField
        label={words.subject}
        hint={words.subjectExample}
        maxLength={300}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TopicField value={topicCode} onChange={setTopicCode} />
      <TextField
        label={words.speaker}
        maxLength={120}
        value={speaker}
        onChange={(event) => setSpeaker(event.target.value)}
      />
      <TimeFields zone={place.zone} times={times} onChange={setTimes} />
      {span && <p className="quiet small">{span.endAt <= stationNow() ? words.after : words.before}</p>}
      {declare.isError && <ProblemNote error={declare.error} />}
    </Dialog>
  );
}
