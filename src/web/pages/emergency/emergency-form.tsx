import { BellRing, GraduationCap, Play } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { AreaDetailView } from '../../../contracts/http/areas';
import { devicesRoutes } from '../../../contracts/http/devices';
import { ordersRoutes } from '../../../contracts/http/orders';
import { useWords } from '../../app/language';
import { useSecondStep } from '../../app/second-step';
import { stationNow } from '../../clock';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Choice, SelectField, TextField } from '../../ui/field';
import { Card } from '../../ui/page';
import { Note, ProblemNote } from '../../ui/states';
import { clockText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { emergencyWords } from '../../words/emergency';
import type { Place } from '../operator/use-place';
import { ChosenSound, type Sound, SoundChoice } from './sound-choice';

type Kind = 'live' | 'drill' | 'playNow';
const kinds: Kind[] = ['live', 'drill', 'playNow'];
const faces = {
  live: { icon: BellRing, look: 'danger' },
  drill: { icon: GraduationCap, look: 'primary' },
  playNow: { icon: Play, look: 'primary' },
} as const;
const repeatMinutes = [2, 5, 10, 15, 30, 60];
const lastMinutes = [15, 30, 60, 120, 360, 720];

/** Starts an emergency, a drill of one, or a play-now: four choices, one question, the second step. */
export function EmergencyForm({ place, area }: { place: Place; area: AreaDetailView }) {
  const words = useWords(emergencyWords);
  const { tell } = useToasts();
  const { confirmed, dialog } = useSecondStep();
  const [kind, setKind] = useState<Kind>('live');
  const [sound, setSound] = useState<Sound | null>(null);
  const [areaCode, setAreaCode] = useState(place.code);
  const [repeat, setRepeat] = useState(10);
  const [lasts, setLasts] = useState(60);
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const start = useChange(ordersRoutes.emergency);
  const playNow = useChange(ordersRoutes.playNow);
  const devices = useRoute(devicesRoutes.list, { params: { code: areaCode } });
  const count = devices.data?.devices.filter(({ retiredAt }) => retiredAt === null).length;
  const wide = area.area.level !== 'commune' && area.area.level !== 'zone';
  const names = new Map([area.area, ...area.zones].map(({ code, name }) => [code, name]));
  const face = faces[kind];
  const sending = start.isPending || playNow.isPending;
  const error = start.error ?? playNow.error;

  const order = async (): Promise<void> => {
    if (!sound) return;
    const [params, endAt] = [{ code: areaCode }, stationNow() + lasts * 60_000];
    const body = { sound: sound.choice, reason };
    const given = await confirmed(() =>
      kind === 'playNow'
        ? playNow.mutateAsync({ params, body: { ...body, class: 'priority', expiresAt: endAt } })
        : start.mutateAsync({
            params,
            body: { ...body, repeatEveryMinutes: repeat || null, endAt, drill: kind === 'drill' },
          }),
    );
    if (!given) return;
    setAsking(false);
    setSound(null);
    setReason('');
    window.scrollTo(0, 0);
    tell(given.state === 'waiting' ? words.sentWaits : words.sent);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    start.reset();
    playNow.reset();
    setAsking(true);
  };
  const go = { live: words.goLive, drill: words.goDrill, playNow: words.goPlay }[kind];
  return (
    <>
      <form className={`alarm alarm-${kind}`} onSubmit={submit}>
        <p className="alarm-banner">
          <face.icon aria-hidden />
          <strong>{words[`${kind}What`]}</strong>
        </p>
        <Card>
          <Choice
            label={words.kind}
            value={kind}
            options={kinds.map((value) => ({ value, label: words[value] }))}
            onChange={setKind}
          />
          <SoundChoice areaCode={place.code} emergency={kind !== 'playNow'} value={sound} onChange={setSound} />
          <SelectField label={words.where} value={areaCode} onChange={(event) => setAreaCode(event.target.value)}>
            <option value={place.code}>
              {area.area.level === 'zone' ? area.area.name : words.whole(area.area.name)}
            </option>
            {area.zones.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </SelectField>
          {wide && <Note tone="warn">{words.twoPersons}</Note>}
          {count === 0 && <Note tone="warn">{words.noDevices}</Note>}
          <div className="alarm-times">
            {kind !== 'playNow' && (
              <SelectField
                label={words.repeats}
                value={repeat}
                onChange={(event) => setRepeat(Number(event.target.value))}
              >
                <option value={0}>{words.once}</option>
                {repeatMinutes.map((minutes) => (
                  <option key={minutes} value={minutes}>
                    {words.everyMinutes(minutes)}
                  </option>
                ))}
              </SelectField>
            )}
            <SelectField label={words.ends} value={lasts} onChange={(event) => setLasts(Number(event.target.value))}>
              {lastMinutes.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {minutes < 60 ? words.minutes(minutes) : words.hours(minutes / 60)}
                </option>
              ))}
            </SelectField>
          </div>
          <TextField
            label={words.reason}
            optional={words.optional}
            value={reason}
            maxLength={1_000}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button look={face.look} wide type="submit" icon={face.icon} disabled={!sound}>
            {go}
          </Button>
        </Card>
      </form>
      <Dialog
        title={{ live: words.askLive, drill: words.askDrill, playNow: words.askPlay }[kind]}
        open={asking}
        onClose={() => setAsking(false)}
        footer={
          <Button look={face.look} wide icon={face.icon} busy={sending} onClick={() => void order().catch(() => null)}>
            {go}
          </Button>
        }
      >
        <p className={`alarm-banner alarm-${kind}`}>
          <face.icon aria-hidden />
          <strong>{words[`${kind}What`]}</strong>
        </p>
        {sound && <ChosenSound sound={sound} />}
        <p>
          {[
            names.get(areaCode),
            ...(count === undefined ? [] : [words.devices(count)]),
            ...(kind === 'playNow' ? [] : [repeat ? words.everyMinutes(repeat) : words.once]),
            words.untilTime(clockText(stationNow() + lasts * 60_000, place.zone)),
          ].join(' · ')}
        </p>
        {error && <ProblemNote error={error} />}
      </Dialog>
      {dialog}
    </>
  );
}
