import { useQueryClient } from '@tanstack/react-query';
import { CircleStop, Clock, Download, Play, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { DeviceView } from '../../../contracts/http/devices';
import { manualRoutes, type ManualSessionView } from '../../../contracts/http/manual';
import { useLanguage, useWords } from '../../app/language';
import { fileUrl, prepareFile } from '../../data/download';
import { useMay } from '../../data/session';
import { refreshGroups, useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Badge, Card, type Tone } from '../../ui/page';
import { Note, ProblemNote } from '../../ui/states';
import { clockText, lengthText, momentText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { manualWords } from '../../words/manual';
import { spanOf, TimeFields, timesOf } from './times';

interface SessionProps {
  session: ManualSessionView;
  device: DeviceView;
  now: number;
  zone: string;
}

/** Taps come early by as much as the service takes. */
const earlyMs = 3_600_000;

/** One session: its file, one tap when it begins, one when it ends. */
export function ManualSession({ session, device, now, zone }: SessionProps) {
  const words = useWords(manualWords);
  const { language } = useLanguage();
  const mayAttest = useMay('device.attest');
  const { startAt, endAt, version, lengthMs, items, leftOut, started, ended } = session;
  const [tone, word]: [Tone, string] = ended
    ? ['good', words.done]
    : started
      ? ['live', words.running]
      : endAt > now
        ? ['info', words.coming]
        : ['warn', words.due];
  const tapped = [
    ...(started ? [words.startedAt(clockText(started.at, zone), started.by)] : []),
    ...(ended ? [words.endedAt(clockText(ended.at, zone), ended.by)] : []),
  ];
  return (
    <Card
      tone={started && !ended ? 'live' : undefined}
      title={
        <>
          {momentText(startAt, language, zone)}–<span className="numbers">{clockText(endAt, zone)}</span>
        </>
      }
      aside={<Badge tone={tone}>{word}</Badge>}
    >
      {tapped.length > 0 && <p>{tapped.join(', ')}</p>}
      {session.booked && <p className="quiet small">{words.attested}</p>}
      {items.length === 0 ? (
        <p className="quiet">{words.empty}</p>
      ) : (
        <>
          <p className="quiet small">{words.version(version, lengthText(lengthMs))}</p>
          {mayAttest && !ended && <SessionFile {...{ session, device, zone }} />}
          {mayAttest && !ended && <Taps {...{ session, device, now, zone }} />}
          <details className="manual-file">
            <summary>{words.items(items.length)}</summary>
            <ol className="items">
              {items.map(({ airingKey, title, fromMs, durationMs }) => (
                <li key={airingKey}>
                  <span className="numbers small quiet">{lengthText(fromMs)}</span>
                  <span className="grow">{title}</span>
                  <span className="numbers small quiet">{lengthText(durationMs)}</span>
                </li>
              ))}
            </ol>
          </details>
        </>
      )}
      {leftOut.length > 0 && (
        <p className="small">
          {words.leftOut}: {leftOut.map(({ title, because }) => `${title} (${words[because]})`).join(', ')}
        </p>
      )}
    </Card>
  );
}

function SessionFile({ session, device, zone }: Omit<SessionProps, 'now'>) {
  const words = useWords(manualWords);
  const { language } = useLanguage();
  const { tellProblem } = useToasts();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const { downloaded, stale, rundownId } = session;
  const request = { params: { id: device.id, rundownId } };
  const take = async (): Promise<void> => {
    setBusy(true);
    try {
      // Made first, so that a refusal is said here; then the browser fetches it by itself, and goes on after a broken line.
      await prepareFile(manualRoutes.audio, request);
      const link = document.createElement('a');
      link.href = fileUrl(manualRoutes.audio, request);
      link.download = '';
      link.click();
      await refreshGroups(queries, ['manual']);
    } catch (error) {
      tellProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {stale && (
        <Note tone="warn" icon={TriangleAlert}>
          <strong>{words.stale}</strong>
          <p>{words.staleWhat}</p>
        </Note>
      )}
      {downloaded && !stale && (
        <p className="quiet small">{words.taken(downloaded.by, momentText(downloaded.at, language, zone))}</p>
      )}
      <Button
        look={downloaded && !stale ? 'secondary' : 'primary'}
        wide
        icon={Download}
        busy={busy}
        onClick={() => void take()}
      >
        {downloaded ? words.again : words.download}
      </Button>
    </>
  );
}

function Taps({ session, device, now, zone }: SessionProps) {
  const words = useWords(manualWords);
  const { tell, tellProblem } = useToasts();
  const [late, setLate] = useState(false);
  const start = useChange(manualRoutes.start);
  const end = useChange(manualRoutes.end);
  const { started, startAt, endAt, rundownId } = session;
  if (startAt - earlyMs > now) return null;
  const request = { params: { id: device.id, rundownId }, body: {} };
  const over = !started && endAt <= now;
  return (
    <div className="manual-taps">
      {started ? (
        <Button
          look="danger"
          wide
          icon={CircleStop}
          busy={end.isPending}
          onClick={() => end.mutate(request, { onSuccess: () => tell(words.booked), onError: tellProblem })}
        >
          {words.end}
        </Button>
      ) : (
        !over && (
          <Button
            look="primary"
            wide
            icon={Play}
            busy={start.isPending}
            onClick={() => start.mutate(request, { onSuccess: () => tell(words.begun), onError: tellProblem })}
          >
            {words.start}
          </Button>
        )
      )}
      {(over || (started && endAt <= now)) && (
        <Button icon={Clock} wide onClick={() => setLate(true)}>
          {words.late}
        </Button>
      )}
      {late && <LateTimes {...{ session, device, now, zone }} onClose={() => setLate(false)} />}
    </div>
  );
}

/** Both taps afterwards, with the times at which it was. */
function LateTimes({ session, device, now, zone, onClose }: SessionProps & { onClose: () => void }) {
  const words = useWords(manualWords);
  const { tell } = useToasts();
  const start = useChange(manualRoutes.start, { refresh: [] });
  const end = useChange(manualRoutes.end);
  const from = session.started?.at ?? session.startAt;
  const [times, setTimes] = useState(timesOf(zone, from, Math.min(now, from + session.lengthMs)));
  const span = spanOf(zone, times);
  const params = { id: device.id, rundownId: session.rundownId };
  const send = async (): Promise<void> => {
    if (!span) return;
    if (!session.started) await start.mutateAsync({ params, body: { at: span.startAt } });
    await end.mutateAsync({ params, body: { at: span.endAt } });
    tell(words.booked);
    onClose();
  };
  const error = start.error ?? end.error;
  return (
    <Dialog
      title={words.late}
      open
      onClose={onClose}
      footer={
        <Button
          look="primary"
          wide
          busy={start.isPending || end.isPending}
          disabled={!span}
          onClick={() => void send().catch(() => undefined)}
        >
          {words.save}
        </Button>
      }
    >
      <p>{words.lateWhat}</p>
      <TimeFields zone={zone} times={times} onChange={setTimes} />
      {error && <ProblemNote error={error} />}
    </Dialog>
  );
}
